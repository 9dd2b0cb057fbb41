// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import java.util.concurrent.atomic.AtomicInteger;
import org.kinglet.DatabaseBuilder;
import org.kinglet.query.RawSql;

/** Statements that a test can watch, hold up and stop while they run in the database itself. */
final class Probe {
    private static final AtomicInteger PROBES = new AtomicInteger();

    /** How a kind of database does it. */
    interface Kind extends AutoCloseable {
        DatabaseBuilder prepare(String url);

        String endless();

        String endlessWrite();

        String heldRead();

        void awaitBegun() throws InterruptedException;

        void release();

        @Override
        void close();
    }

    private final int number = PROBES.incrementAndGet();
    private Kind kind;

    /** A builder of a database on which the statements work; on a server, the last one that was asked for is held up. */
    DatabaseBuilder builder(TestDatabase target) {
        if (kind == null) {
            kind = switch (target) {
                case SQLITE_FILE, SQLITE_MEMORY -> new SqliteProbe();
                case POSTGRESQL, MARIADB, MYSQL -> new ServerProbe(target, number, name());
            };
        }
        return kind.prepare(target.newUrl());
    }

    /** What the text of each statement contains. */
    String name() {
        return "probe " + number + ".";
    }

    private RawSql statement(String sql) {
        return RawSql.of(sql + " /* " + name() + " */");
    }

    /** Reads for ever, until it is stopped on the server. */
    RawSql endless() {
        return statement(kind.endless()).readOnly();
    }

    /** Writes for ever, if there is a user. */
    RawSql endlessWrite() {
        return statement(kind.endlessWrite());
    }

    /** Reads one row once {@link #release} is called. */
    RawSql heldRead() {
        return statement(kind.heldRead()).readOnly();
    }

    /** Waits until one more of the statements has begun to run in the database. */
    void awaitBegun() throws InterruptedException {
        kind.awaitBegun();
    }

    void release() {
        kind.release();
    }

    void close() {
        if (kind != null) kind.close();
    }
}
