// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;

/**
 * One connection of SQLite with its prepared statements, used by the one thread that opened it. It knows at every moment
 * whether a transaction is open: SQLite may end one by itself when a statement fails, and what came after would commit on
 * its own.
 */
final class NativeConnection {
    /** Begins a transaction in which foreign keys are not heeded; they cannot be switched off or on within one. */
    static final String BEGIN_WITHOUT_FOREIGN_KEYS = "begin immediate /* without foreign keys */";

    private static final int CACHE_SIZE = 256;
    private static final int MAX_CACHED_LENGTH = 10_000;
    private static final Pattern BUSY_TIMEOUT =
            Pattern.compile("\\s*pragma\\s+(main\\s*\\.\\s*)?busy_timeout\\s*;?\\s*", Pattern.CASE_INSENSITIVE);
    private static final @Nullable Object[] NONE = {};

    private final SQLiteConnection connection;
    private final boolean utf8;
    private final int busyTimeout;
    private final long openedAt = System.nanoTime();
    private final Cache cache = new Cache();
    private final Prepared begin;
    private final Prepared commit;
    private final Prepared lastInsertedId;
    private final KeyedInserts keyedInserts = new KeyedInserts();
    private boolean inTransaction;
    private boolean ignoresForeignKeys;

    NativeConnection(SQLiteConnection connection, boolean utf8, int busyTimeout) throws SQLException {
        this.connection = connection;
        this.busyTimeout = busyTimeout;
        this.utf8 = utf8;
        // xerial follows each statement with BEGIN and COMMIT to find out whether a transaction is open. We ask
        // ourselves,
        // when there is reason to.
        connection.getConnectionConfig().setAutoCommit(false);
        begin = new Prepared(connection, "BEGIN");
        commit = new Prepared(connection, "COMMIT");
        lastInsertedId = new Prepared(connection, "SELECT last_insert_rowid()");
    }

    boolean inTransaction() {
        return inTransaction;
    }

    long openedAt() {
        return openedAt;
    }

    /** xerial locks this at every call, which costs less for who has it already. */
    Object monitor() {
        return connection.getDatabase();
    }

    boolean utf8() {
        return utf8;
    }

    private void ignoreForeignKeys() throws SQLException {
        if (inTransaction || !"1".equals(find("PRAGMA foreign_keys"))) return;
        ignoresForeignKeys = true;
        run("PRAGMA foreign_keys = OFF");
    }

    /** After a transaction that did not; outside of any. */
    void heedForeignKeys() throws SQLException {
        if (!ignoresForeignKeys) return;
        run("PRAGMA foreign_keys = ON");
        run("PRAGMA legacy_alter_table = OFF");
        ignoresForeignKeys = false;
    }

    /** Runs a statement of the driver's own. */
    void run(String sql) throws SQLException {
        if (sql.equals(BEGIN_WITHOUT_FOREIGN_KEYS)) ignoreForeignKeys();
        Prepared statement = prepare(sql);
        try {
            boolean row = statement.start(NONE);
            while (row) {
                row = statement.step();
            }
            ended(statement.kind());
        } catch (Throwable failure) {
            statement.reset();
            failed(statement.kind());
            throw failure;
        } finally {
            release(statement);
        }
    }

    <R> R run(Command<R> command) throws SQLException {
        KeyedInsert insert = keyedInserts.find(command.sql(), this);
        RowCollector<R> collector = command.collector().get();
        Prepared statement = prepare(insert == null ? command.sql() : insert.plain());
        Sql.Kind kind = statement.kind();
        long affected = 0;
        long id = 0;
        try {
            boolean more = statement.start(command.parameters());
            StatementRow row = new StatementRow(statement, utf8);
            if (row.columnCount() > 0) {
                collector.start(row);
                while (more) {
                    collector.row(row);
                    more = statement.step();
                }
            }
            ended(kind);
            if (kind.changesRows()) {
                affected = connection.getDatabase().changes();
                if (kind == Sql.Kind.INSERT && affected > 0) {
                    id = lastInsertedId();
                }
            }
            if (insert != null) {
                insert.give(id, affected, collector);
            }
        } catch (Throwable failure) {
            statement.reset();
            failed(kind);
            throw failure;
        } finally {
            release(statement);
        }
        return collector.finish(affected, id);
    }

    /** The text in the first column of the first row, or {@code null} if there is no row. */
    @Nullable
    String find(String sql, @Nullable Object... parameters) throws SQLException {
        Prepared statement = prepare(sql);
        try {
            return statement.start(parameters) ? new StatementRow(statement, utf8).getString(0) : null;
        } catch (Throwable failure) {
            statement.reset();
            failed(statement.kind());
            throw failure;
        } finally {
            release(statement);
        }
    }

    /** Binds and makes the first step of a statement that stays open. The caller releases it. */
    OpenStatement open(String sql, @Nullable Object[] parameters) throws SQLException {
        Prepared statement = prepare(sql);
        if (statement.kind() != Sql.Kind.QUERY) {
            keyedInserts.forget();
        }
        try {
            boolean row = statement.start(parameters);
            return new OpenStatement(statement, new StatementRow(statement, utf8), row);
        } catch (Throwable failure) {
            release(statement);
            failed(statement.kind());
            throw failure;
        }
    }

    /** A statement between two steps; {@code more} tells whether it stands on a row. */
    record OpenStatement(Prepared statement, StatementRow row, boolean more) {}

    private long lastInsertedId() throws SQLException {
        try {
            lastInsertedId.start(NONE);
            return connection.getDatabase().column_long(lastInsertedId.pointer(), 0);
        } finally {
            lastInsertedId.reset();
        }
    }

    private void ended(Sql.Kind kind) throws SQLException {
        switch (kind) {
            case BEGIN, SAVEPOINT -> inTransaction = true;
            case COMMIT, ROLLBACK -> inTransaction = false;
            case RELEASE -> inTransaction = probe();
            default -> {}
        }
        if (kind.controlsTransaction() || kind == Sql.Kind.OTHER) {
            keyedInserts.forget();
        }
    }

    /** The statement has been reset: one that waits to be stepped on would keep the probe from ending. */
    void failed(Sql.Kind kind) throws SQLException {
        if (inTransaction || kind.controlsTransaction()) {
            inTransaction = probe();
            keyedInserts.forget();
        }
    }

    /** BEGIN fails, and changes nothing, when a transaction is open. There is no other way to ask through xerial. */
    private boolean probe() throws SQLException {
        int result = connection.getDatabase().step(begin.pointer());
        connection.getDatabase().reset(begin.pointer());
        if (result != Codes.SQLITE_DONE) {
            return true;
        }
        int ended = connection.getDatabase().step(commit.pointer());
        connection.getDatabase().reset(commit.pointer());
        return ended != Codes.SQLITE_DONE;
    }

    private Prepared prepare(String sql) throws SQLException {
        Prepared cached = cache.get(sql);
        if (cached != null && !cached.isOpen()) {
            return cached;
        }
        String text = isAskingForBusyTimeout(sql) ? "SELECT " + busyTimeout + " AS timeout" : sql;
        Prepared statement = new Prepared(connection, text);
        if (cached == null && sql.length() <= MAX_CACHED_LENGTH) {
            statement.setCached(true);
            cache.put(sql, statement);
        }
        return statement;
    }

    /** The waiting is ours (see {@link Interruption}), so SQLite itself would answer 0. */
    private static boolean isAskingForBusyTimeout(String sql) {
        return BUSY_TIMEOUT.matcher(sql).matches();
    }

    void release(Prepared statement) throws SQLException {
        statement.reset();
        if (!statement.isCached()) {
            statement.close();
        } else if (statement.isDead()) {
            cache.values().remove(statement);
        }
    }

    void close() throws SQLException {
        cache.clear();
        connection.close();
    }

    /** The least recently used statement goes, unless a cursor has it open: that one is closed when the cursor is. */
    private static final class Cache extends LinkedHashMap<String, Prepared> {
        private static final long serialVersionUID = 1L;

        Cache() {
            super(CACHE_SIZE * 2, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
            if (size() <= CACHE_SIZE) {
                return false;
            }
            Prepared statement = eldest.getValue();
            statement.setCached(false);
            if (!statement.isOpen()) {
                try {
                    statement.close();
                } catch (SQLException e) {
                    throw Failures.of(e);
                }
            }
            return true;
        }
    }
}
