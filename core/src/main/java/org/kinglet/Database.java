// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.driver.DriverPool;
import org.kinglet.internal.Blocks;
import org.kinglet.internal.Blocks.Kind;
import org.kinglet.internal.Channel;
import org.kinglet.internal.ConnectionChannel;
import org.kinglet.internal.Engine;
import org.kinglet.internal.Frame;
import org.kinglet.internal.Level;
import org.kinglet.internal.NotificationHub;
import org.kinglet.internal.Tasks;
import org.kinglet.schema.TableDefinition;

/**
 * An open database: a pool of connections, and everything that can be done with them. Thread-safe; a program has one per
 * database and closes it at its end.
 *
 * <pre>{@code
 * try (Database db = Database.open("sqlite:app.db")) {
 *     db.bind(USERS);
 *     db.createTables(USERS);
 *     User huey = USERS.create(USERS.username.set("huey"));
 * }
 * }</pre>
 *
 * <p>A task is a thread, best a virtual one. What it is in the middle of, its transaction or kept connection, is its own:
 * a thread that it starts is outside. Outside of them each statement takes a connection for itself and commits by itself.
 */
public final class Database extends Manager implements AutoCloseable {
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(20);

    private final Engine engine;
    private final Map<TableDefinition, EntitySql> entitySql = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> closing = new AtomicReference<>();
    private final SchemaOperations schema = new SchemaOperations(this);
    private final NotificationHub notifications;

    @SuppressWarnings("this-escape") // the host hands it out only to statements, of which there are none yet
    Database(DriverPool pool, Engine.Settings settings) {
        this.engine = new Engine(pool, new DatabaseHost(this), settings);
        this.notifications = new NotificationHub(engine);
    }

    /** Opens a database with the defaults; see {@link #builder} and {@link DatabaseBuilder#open}. */
    public static Database open(String url) {
        return builder(url).open();
    }

    /**
     * @param url {@code sqlite:app.db}, {@code sqlite::memory:}, {@code postgresql://user:password@host:5432/database}, …;
     *     a leading {@code jdbc:} is taken off
     */
    public static DatabaseBuilder builder(String url) {
        return new DatabaseBuilder(url);
    }

    @Override
    public Database database() {
        return this;
    }

    @Override
    Engine engine() {
        return engine;
    }

    @Override
    Channel channel() {
        return engine.channel();
    }

    EntitySql entitySql(Table<?, ?> table) {
        TableDefinition definition = table.definition();
        EntitySql sql = entitySql.get(definition);
        return sql != null ? sql : entitySql.computeIfAbsent(definition, d -> new EntitySql(engine.dialect(), d));
    }

    /** The database that the current task means: the innermost one in use, the bound one, or the one it is in. */
    static @Nullable Database meant(@Nullable Database bound) {
        Engine used = Frame.used();
        if (used != null) return of(used);
        if (bound != null && bound.closing.get() == null) return bound;
        Engine entered = Frame.entered();
        return entered == null ? bound : of(entered);
    }

    private static Database of(Engine engine) {
        return ((DatabaseHost) engine.host()).database();
    }

    // Which tables and statements mean this database

    /**
     * Unqualified statements of these tables mean this database from now on, in all tasks, until it is closed; so do those of
     * the tables that were made for a {@link ManyToMany} between two of these.
     */
    public void bind(EntitySource<?>... tables) {
        for (EntitySource<?> source : SchemaOperations.withPairs(List.of(tables))) source.bind(this);
    }

    /** Within the block and in this task, all unqualified statements mean this database. */
    public <T extends @Nullable Object, X extends Exception> T use(Work<T, X> work) throws X {
        Frame used = Frame.use(engine);
        try {
            return work.run();
        } finally {
            Frame.remove(used);
        }
    }

    public <X extends Exception> void use(Action<X> action) throws X {
        use(withoutResult(action));
    }

    /**
     * Within the block and in this task, reads go to the primary, too, and so see all that is committed. Without replicas
     * it changes nothing.
     */
    public <T extends @Nullable Object, X extends Exception> T onPrimary(Work<T, X> work) throws X {
        if (!isOutside()) return work.run();
        Channel primary = engine.primaryChannel();
        Frame.enter(primary);
        try {
            return work.run();
        } finally {
            Frame.remove(primary);
        }
    }

    public <X extends Exception> void onPrimary(Action<X> action) throws X {
        onPrimary(withoutResult(action));
    }

    /** Whether the current task is in no transaction of this database, and keeps no connection to it. */
    boolean isOutside() {
        Channel current = channel();
        return current == engine.poolChannel() || current == engine.primaryChannel();
    }

    // Transactions

    /**
     * Runs the block in a transaction, or in a savepoint if the task is in a transaction of this database already. Commits
     * when it returns, rolls back when it throws, and throws that on.
     *
     * @throws CommitOutcomeUnknownException if the connection was lost during the commit
     * @throws AfterCommitException if a callback of {@link Transaction#afterCommit} failed; the commit stands
     */
    public <T extends @Nullable Object, X extends Exception> T atomic(Work<T, X> work) throws X {
        return atomic(TransactionOptions.defaults(), work);
    }

    public <X extends Exception> void atomic(Action<X> action) throws X {
        atomic(TransactionOptions.defaults(), action);
    }

    /** The same with a handle, to commit or roll back within the block. */
    public <X extends Exception> void atomic(TransactionAction<X> action) throws X {
        block(Kind.ATOMIC, TransactionOptions.defaults(), withHandle(action));
    }

    /**
     * The same with options.
     *
     * @param options for the outermost transaction only
     * @throws TransactionException within a transaction of this database, unless they are the defaults
     */
    public <T extends @Nullable Object, X extends Exception> T atomic(TransactionOptions options, Work<T, X> work)
            throws X {
        return block(Kind.ATOMIC, options, level -> work.run());
    }

    public <X extends Exception> void atomic(TransactionOptions options, Action<X> action) throws X {
        atomic(options, withoutResult(action));
    }

    public <X extends Exception> void atomic(TransactionOptions options, TransactionAction<X> action) throws X {
        block(Kind.ATOMIC, options, withHandle(action));
    }

    /**
     * Runs the block in a transaction as a task of its own, on a virtual thread and outside of any that the current task is
     * in; cancelling interrupts it.
     */
    public <T extends @Nullable Object> CompletableFuture<T> atomicAsync(Work<T, ? extends Exception> work) {
        return atomicAsync(TransactionOptions.defaults(), work);
    }

    public CompletableFuture<@Nullable Void> atomicAsync(Action<? extends Exception> action) {
        return atomicAsync(TransactionOptions.defaults(), action);
    }

    public CompletableFuture<@Nullable Void> atomicAsync(TransactionAction<? extends Exception> action) {
        return atomicAsync(TransactionOptions.defaults(), action);
    }

    public <T extends @Nullable Object> CompletableFuture<T> atomicAsync(
            TransactionOptions options, Work<T, ? extends Exception> work) {
        return Tasks.start(engine, () -> this.<T, Exception>atomic(options, work::run));
    }

    public CompletableFuture<@Nullable Void> atomicAsync(
            TransactionOptions options, Action<? extends Exception> action) {
        return atomicAsync(options, withoutResult(action));
    }

    public CompletableFuture<@Nullable Void> atomicAsync(
            TransactionOptions options, TransactionAction<? extends Exception> action) {
        return Tasks.start(engine, () -> {
            this.<Exception>atomic(options, (TransactionAction<Exception>) action::run);
            return null;
        });
    }

    /**
     * As {@code atomic}, but only outermost.
     *
     * @throws TransactionException within a transaction of this database
     */
    public <T extends @Nullable Object, X extends Exception> T transaction(Work<T, X> work) throws X {
        return block(Kind.TRANSACTION, TransactionOptions.defaults(), level -> work.run());
    }

    public <X extends Exception> void transaction(Action<X> action) throws X {
        transaction(withoutResult(action));
    }

    /**
     * As {@code atomic}, but only nested.
     *
     * @throws TransactionException outside of a transaction of this database
     */
    public <T extends @Nullable Object, X extends Exception> T savepoint(Work<T, X> work) throws X {
        return block(Kind.SAVEPOINT, TransactionOptions.defaults(), level -> work.run());
    }

    public <X extends Exception> void savepoint(Action<X> action) throws X {
        savepoint(withoutResult(action));
    }

    private <T extends @Nullable Object, X extends Exception> T block(
            Kind kind, TransactionOptions options, Blocks.Body<T, X> body) throws X {
        return Blocks.run(engine, channel(), kind, options.options(), body);
    }

    private <X extends Exception> Blocks.Body<@Nullable Void, X> withHandle(TransactionAction<X> action) {
        return level -> {
            action.run(new Transaction(this, level, Transaction.Kind.BLOCK));
            return null;
        };
    }

    private static <X extends Exception> Work<@Nullable Void, X> withoutResult(Action<X> action) {
        return () -> {
            action.run();
            return null;
        };
    }

    /**
     * Begins a transaction that the caller ends, in this task; until then the statements of the task are in it. Use it in
     * try-with-resources: closing it rolls back what was not committed.
     *
     * @throws TransactionException within a transaction of this database
     */
    public Transaction begin() {
        return begin(TransactionOptions.defaults());
    }

    public Transaction begin(TransactionOptions options) {
        engine.checkMayBlock();
        refuseNested();
        Level level = Blocks.begin(engine, channel(), options.options());
        Frame.enter(level);
        level.heldByHand();
        return new Transaction(this, level, Transaction.Kind.BEGUN);
    }

    /** Begins a transaction for a chain of futures. It is in nobody's way: only what is given to it runs in it. */
    public CompletableFuture<Transaction> beginAsync() {
        return beginAsync(TransactionOptions.defaults());
    }

    public CompletableFuture<Transaction> beginAsync(TransactionOptions options) {
        return Blocks.beginAsync(
                engine,
                engine.channelOfNewTask(),
                options.options(),
                level -> new Transaction(this, level, Transaction.Kind.BEGUN_ASYNC));
    }

    private void refuseNested() {
        if (channel() instanceof Level) {
            throw new TransactionException(
                    "begin() within a transaction of the same database; use atomic(…) for a savepoint", null);
        }
    }

    // Connections and tasks

    /**
     * Keeps a connection for this task until it is closed. Within a block that keeps one already, or a transaction, it is
     * that one.
     */
    public Connection connect() {
        engine.checkMayBlock();
        Channel outer = channel();
        if (!isOutside()) return new Connection(this, outer, Connection.Kind.OUTER);
        ConnectionChannel kept = Blocks.connect(engine);
        Frame.enter(kept);
        return new Connection(this, kept, Connection.Kind.TASK);
    }

    /** Keeps a connection for a chain of futures: only what is given to it runs on it. */
    public CompletableFuture<Connection> connectAsync() {
        // Only in a test.
        if (engine.channelOfNewTask() instanceof ConnectionChannel kept) {
            return CompletableFuture.completedFuture(new Connection(this, kept, Connection.Kind.OUTER));
        }
        return Blocks.connectAsync(engine, kept -> new Connection(this, kept, Connection.Kind.HANDLE));
    }

    /** Runs the block on a virtual thread as a task of its own, outside of any transaction; cancelling interrupts it. */
    public <T extends @Nullable Object> CompletableFuture<T> runAsync(Callable<T> task) {
        return Tasks.start(engine, task);
    }

    public CompletableFuture<@Nullable Void> runAsync(Action<? extends Exception> task) {
        return Tasks.start(engine, () -> {
            task.run();
            return null;
        });
    }

    /** Lets the current platform thread wait for the database within the block, where the builder forbade that. */
    public <T extends @Nullable Object, X extends Exception> T allowBlocking(Work<T, X> work) throws X {
        Engine.allowBlocking();
        try {
            return work.run();
        } finally {
            Engine.forbidBlocking();
        }
    }

    public <X extends Exception> void allowBlocking(Action<X> action) throws X {
        allowBlocking(withoutResult(action));
    }

    // Notifications

    /**
     * Hears what is sent to channels from now on ({@link #notify(String, String)}), until it is closed or the database is. All
     * subscriptions of a database share one connection, which is none of the pool's; when it is lost, there will be another,
     * and they are told that they may have missed some.
     *
     * <pre>{@code
     * try (Notifications orders = db.listen("orders")) {
     *     while (true) show(ORDERS.getById(Long.parseLong(orders.next().payload())));
     * }
     * }</pre>
     *
     * @throws UnsupportedOperationException on every backend but PostgreSQL
     * @throws IllegalArgumentException if the name of a channel is empty or has more than 63 bytes
     * @throws ConnectionException if the server cannot be reached now
     */
    public Notifications listen(String channel, String... more) {
        return Notifications.listen(engine, notifications, channels(channel, more), null);
    }

    public CompletableFuture<Notifications> listenAsync(String channel, String... more) {
        return Notifications.listenAsync(engine, notifications, channels(channel, more), null);
    }

    /** The same, and a listener is told of each. */
    public Notifications listen(NotificationListener listener, String channel, String... more) {
        return Notifications.listen(engine, notifications, channels(channel, more), listener);
    }

    public CompletableFuture<Notifications> listenAsync(NotificationListener listener, String channel, String... more) {
        return Notifications.listenAsync(engine, notifications, channels(channel, more), listener);
    }

    private static Set<String> channels(String channel, String... more) {
        Set<String> channels = new LinkedHashSet<>(List.of(more));
        channels.add(channel);
        return Collections.unmodifiableSet(channels);
    }

    // Tables

    /**
     * Creates tables and their indexes, referenced ones first, with the tables that were made for a {@link ManyToMany} between
     * two of these, and then views; what exists stays as it is. Schemas that are missing are made, too.
     */
    public void createTables(EntitySource<?>... tables) {
        run(schema.create(List.of(tables)));
    }

    public CompletableFuture<Void> createTablesAsync(EntitySource<?>... tables) {
        return start(schema.create(List.of(tables)));
    }

    /**
     * Drops views and then tables, referencing ones first, with the tables that were made for a {@link ManyToMany} between two of these; what
     * does not exist is no error.
     */
    public void dropTables(EntitySource<?>... tables) {
        dropTables(DropBehavior.RESTRICT, tables);
    }

    public CompletableFuture<Void> dropTablesAsync(EntitySource<?>... tables) {
        return dropTablesAsync(DropBehavior.RESTRICT, tables);
    }

    /** The same, and what depends on them or not. */
    public void dropTables(DropBehavior behavior, EntitySource<?>... tables) {
        run(schema.drop(List.of(tables), behavior));
    }

    public CompletableFuture<Void> dropTablesAsync(DropBehavior behavior, EntitySource<?>... tables) {
        return start(schema.drop(List.of(tables), behavior));
    }

    /** Whether there is a table, or view, of this name. */
    public boolean tableExists(EntitySource<?> table) {
        return run(schema.exists(table));
    }

    public CompletableFuture<Boolean> tableExistsAsync(EntitySource<?> table) {
        return start(schema.exists(table));
    }

    /**
     * Creates sequences; what exists stays as it is.
     *
     * @throws UnsupportedOperationException on SQLite and MySQL, which have none
     */
    public void createSequences(Sequence... sequences) {
        run(schema.createSequences(List.of(sequences)));
    }

    public CompletableFuture<Void> createSequencesAsync(Sequence... sequences) {
        return start(schema.createSequences(List.of(sequences)));
    }

    /** Drops sequences; what does not exist is no error. */
    public void dropSequences(Sequence... sequences) {
        run(schema.dropSequences(List.of(sequences)));
    }

    public CompletableFuture<Void> dropSequencesAsync(Sequence... sequences) {
        return start(schema.dropSequences(List.of(sequences)));
    }

    /**
     * Removes all rows of the tables, referencing ones first, and of the tables that were made for a {@link ManyToMany} between
     * two of these.
     */
    public void truncate(Table<?, ?>... tables) {
        truncate(TruncateOptions.defaults(), tables);
    }

    public CompletableFuture<Void> truncateAsync(Table<?, ?>... tables) {
        return truncateAsync(TruncateOptions.defaults(), tables);
    }

    /** The same, and what the options say. */
    public void truncate(TruncateOptions options, Table<?, ?>... tables) {
        run(schema.truncate(List.of(tables), options));
    }

    public CompletableFuture<Void> truncateAsync(TruncateOptions options, Table<?, ?>... tables) {
        return start(schema.truncate(List.of(tables), options));
    }

    SchemaOperations schemaOperations() {
        return schema;
    }

    // The database itself

    /** What its SQL is like. */
    public Dialect dialect() {
        return engine.dialect();
    }

    /** Without user, password or anything else that is secret. */
    public String url() {
        return engine.pool().displayUrl();
    }

    /** How many connections there are, and how they are used, at this moment. */
    public PoolStats stats() {
        org.kinglet.driver.PoolStats pool = engine.pool().stats();
        return new PoolStats(pool.total(), pool.idle(), pool.inUse(), pool.waiting(), engine.statements());
    }

    /**
     * Takes no more statements, waits for those in flight (at most 20 seconds) and closes all connections. Idempotent.
     * Later use fails with {@link DatabaseClosedException}. What the current task has left open, such as a transaction begun
     * by hand, is rolled back, given back and logged.
     *
     * @throws TransactionException within a block of this task that is in a transaction of the database: it would wait for
     *     itself
     */
    @Override
    public void close() {
        if (closing.get() == null) engine.leave();
        finish(closeAsync());
    }

    public CompletableFuture<@Nullable Void> closeAsync() {
        CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> earlier = closing.compareAndExchange(null, end);
        if (earlier != null) return earlier;
        engine.close();
        CompletableFuture<?> deaf =
                notifications.close().completeOnTimeout(null, CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture.allOf(deaf, engine.pool().close(CLOSE_GRACE)).whenComplete((nothing, failure) -> {
            if (failure == null) end.complete(null);
            else end.completeExceptionally(engine.toUser(failure, null));
        });
        return end;
    }

    void finish(CompletableFuture<@Nullable Void> end) {
        Blocks.finish(engine, end);
    }

    /** The URL, without secrets. */
    @Override
    public String toString() {
        return "Database[" + url() + "]";
    }
}
