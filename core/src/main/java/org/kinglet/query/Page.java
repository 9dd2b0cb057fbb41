// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;

/**
 * Some rows of all, and how many there are. Immutable.
 *
 * @param rows those of this page; fewer than {@code rowsPerPage} on the last one, none behind it
 * @param number of the page, counted from 1
 * @param total how many rows all pages have together, counted at the same time; another transaction may change that between the
 *     count and the rows, unless both are in one transaction that sees a snapshot
 */
public record Page<T>(List<T> rows, long number, long rowsPerPage, long total) {
    public Page {
        rows = List.copyOf(rows);
    }

    /** How many pages there are; 0 for no rows. */
    public long pages() {
        return Math.ceilDiv(total, rowsPerPage);
    }

    /** Whether there are rows behind this page. */
    public boolean hasNext() {
        return number < pages();
    }

    public boolean hasPrevious() {
        return number > 1;
    }
}
