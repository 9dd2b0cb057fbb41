// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;

/**
 * How a select locks its rows until the end of the transaction.
 *
 * @param tables whose rows; empty for all tables of the select
 */
public record RowLock(Strength strength, List<TableSource<?>> tables, Conflict conflict) {
    /** What others cannot do meanwhile. */
    public enum Strength {
        /** Neither change nor lock the rows. */
        UPDATE,
        /** Not change the rows. */
        SHARE
    }

    /** What happens if others hold a lock. */
    public enum Conflict {
        /** Wait for them. */
        WAIT,
        /** Fail at once. */
        NOWAIT,
        /** Leave those rows out. */
        SKIP_LOCKED
    }

    public RowLock {
        tables = List.copyOf(tables);
    }
}
