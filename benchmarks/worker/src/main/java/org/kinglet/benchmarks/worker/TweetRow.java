// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.time.Instant;

/** A tweet that was read with its user. */
public interface TweetRow {
    long id();

    UserRow author();

    String content();

    Instant createdAt();
}
