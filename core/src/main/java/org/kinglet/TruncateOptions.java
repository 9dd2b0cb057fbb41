// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** What else is to happen when all rows of tables are removed. Immutable. */
public final class TruncateOptions {
    private static final TruncateOptions DEFAULTS = new TruncateOptions(false, false);

    private final boolean restartIdentity;
    private final boolean cascade;

    private TruncateOptions(boolean restartIdentity, boolean cascade) {
        this.restartIdentity = restartIdentity;
        this.cascade = cascade;
    }

    /** Generated keys go on (but SQLite always begins again), and rows of other tables that refer to these are an error. */
    public static TruncateOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Generated keys begin again with the first. On MySQL and MariaDB that is a change of the table, which is refused within
     * a transaction.
     */
    public TruncateOptions restartIdentity() {
        return new TruncateOptions(true, cascade);
    }

    /** All rows of the tables that refer to these are removed, too, and so on, whether or not the program knows them. */
    public TruncateOptions cascade() {
        return new TruncateOptions(restartIdentity, true);
    }

    boolean restartsIdentity() {
        return restartIdentity;
    }

    boolean cascades() {
        return cascade;
    }
}
