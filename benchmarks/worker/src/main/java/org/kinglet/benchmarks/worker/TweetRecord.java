// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.time.Instant;

/** A tweet as one writes it down by hand. */
public record TweetRecord(long id, UserRow author, String content, Instant createdAt) implements TweetRow {}
