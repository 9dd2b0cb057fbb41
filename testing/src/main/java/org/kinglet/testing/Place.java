// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.Database;
import org.kinglet.DatabaseClosedException;
import org.kinglet.Table;
import org.kinglet.internal.Engine;
import org.kinglet.internal.Frame;
import org.kinglet.internal.Scope;

/** Where one test at a time runs. */
final class Place {
    private static final String RESERVED =
            "this thread belongs to no test, and what it does would stay in the database of the"
                    + " tests; in a test, statements come from its own thread and from virtual threads that it starts (db.runAsync,"
                    + " Thread.startVirtualThread), not from those of a pool nor from @BeforeAll (use data(…)); make a test @Committed"
                    + " that needs other threads";

    private final Database database;
    private final Engine engine;
    private final List<Table<?, ?>> tables;
    private final @Nullable Consumer<Database> data;
    private final boolean reserved;

    /** @param reserved whether nobody but tests may use it */
    Place(Database database, List<Table<?, ?>> tables, @Nullable Consumer<Database> data, boolean reserved) {
        this.database = database;
        this.engine = engine(database);
        this.tables = tables;
        this.data = data;
        this.reserved = reserved;
    }

    /** What a block of the database means is the one thing that says which engine is its. */
    static Engine engine(Database database) {
        Engine engine = database.use(Frame::used);
        if (engine == null) throw new IllegalStateException("the database is not in use");
        return engine;
    }

    Database database() {
        return database;
    }

    Engine engine() {
        return engine;
    }

    /** Creates the tables and the rows that are always there. */
    void prepare() {
        committing(() -> {
            database.createTables(tables.toArray(Table[]::new));
            if (data != null) data.accept(database);
        });
        if (reserved) engine.reserve(RESERVED);
    }

    /** As it was after {@link #prepare}, whatever a test has committed. */
    void clear() {
        if (reserved) engine.reserve(RESERVED);
        committing(() -> {
            database.truncate(tables.toArray(Table[]::new));
            if (data != null) data.accept(database);
        });
    }

    private void committing(Runnable work) {
        Scope scope = Scope.beginCommitted(engine);
        try {
            work.run();
        } finally {
            scope.end(Duration.ofSeconds(10));
        }
    }

    Scope begin(boolean committed) {
        try {
            if (!committed) return Scope.beginInTransaction(engine);
            if (reserved) engine.reserve(null);
            return Scope.beginCommitted(engine);
        } catch (DatabaseClosedException closed) {
            throw new IllegalStateException(
                    "the database of the tests, " + database.url()
                            + ", has been closed; it has to stay open until the last"
                            + " test of the class has ended (a test that closes a database opens one of its own)",
                    closed);
        }
    }

    void close() {
        database.close();
    }
}
