// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;

/** One command, with what must be sent before it. */
final class StatementReply<R> extends SqliteReply<R> {
    private final @Nullable String before;
    private final Command<R> command;
    private final @Nullable ExclusiveLease lease;
    private boolean beforeFailed;

    /** @param lease the lease that the command belongs to, or {@code null} if it commits on its own */
    StatementReply(@Nullable ExclusiveLease lease, @Nullable String before, Command<R> command) {
        super(lease);
        this.before = before;
        this.command = command;
        this.lease = lease;
    }

    Access access() {
        return command.access();
    }

    String sql() {
        return command.sql();
    }

    @Nullable
    String before() {
        return before;
    }

    boolean beforeFailed() {
        return beforeFailed;
    }

    /** Only plain changes of rows: transactions, pragmas, VACUUM, ATTACH, DDL and what is unknown stay alone. */
    @Override
    boolean isGroupable() {
        return command.access() != Access.READ
                && before == null
                && Sql.kind(command.sql()).changesRows();
    }

    @Override
    R perform(NativeConnection connection) throws Exception {
        beforeFailed = before != null;
        if (before != null) {
            connection.run(before);
            beforeFailed = false;
        }
        if (lease != null && lease.forgetLostTransaction() && !connection.inTransaction()) {
            return command.collector().get().finish(0, 0); // the ROLLBACK of what SQLite has rolled back
        }
        if (lease != null || connection.inTransaction()) {
            return connection.run(command);
        }
        R result = connection.run(command);
        if (connection.inTransaction()) {
            // The next statement on this connection is somebody else's and would be part of it.
            connection.run("ROLLBACK");
            throw Failures.programming(
                    "The statement began a transaction on a connection that it shares with others, so "
                            + "it was rolled back. Use db.atomic or db.begin");
        }
        return result;
    }
}
