// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.util.List;

/** A user that was read with all tweets, in the order of their ids. */
public interface AuthorRow extends UserRow {
    List<? extends TweetRow> posts();
}
