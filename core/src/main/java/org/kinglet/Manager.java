// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Blocks;
import org.kinglet.internal.Channel;
import org.kinglet.internal.Engine;
import org.kinglet.internal.Level;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Requests;
import org.kinglet.internal.RowPublisher;
import org.kinglet.internal.RowStream;
import org.kinglet.query.Assignment;
import org.kinglet.query.Condition;
import org.kinglet.query.QueryRunner;
import org.kinglet.query.Request;
import org.kinglet.query.Select;
import org.kinglet.query.Sql;
import org.kinglet.query.Statement;
import org.kinglet.query.TableColumn;

/**
 * Runs statements and stores entities, without any table being bound: a database, a connection or a transaction. This is
 * how records are used. Entities may be of any class with {@link Entity}.
 */
public abstract sealed class Manager extends QueryRunner permits Database, Connection, Transaction {
    Manager() {}

    /** The database that it belongs to. */
    public abstract Database database();

    abstract Engine engine();

    /** Where its statements go, now and in this task. */
    abstract Channel channel();

    final EntitySql sql(Table<?, ?> table) {
        return database().entitySql(table);
    }

    final <R extends @Nullable Object> R run(Operation<R> operation) {
        return operation.run(channel());
    }

    final <R extends @Nullable Object> CompletableFuture<R> start(Operation<R> operation) {
        return operation.start(channel());
    }

    /** In a transaction, or in a savepoint if this is in one already. */
    final <T extends @Nullable Object, X extends Exception> T inTransaction(Work<T, X> work) throws X {
        return Blocks.run(engine(), channel(), Blocks.Kind.ATOMIC, Blocks.Options.DEFAULT, (Level level) -> work.run());
    }

    @Override
    protected final <R extends @Nullable Object> R run(Request<R> request) {
        return run(Requests.operation(engine(), request));
    }

    @Override
    protected final <R extends @Nullable Object> CompletableFuture<R> runAsync(Request<R> request) {
        return start(Requests.operation(engine(), request));
    }

    @Override
    public final Sql render(Statement<?> statement) {
        return Requests.sql(engine(), statement);
    }

    @Override
    public final <T> Stream<T> stream(Select<T> select, int fetchSize) {
        return RowStream.open(engine(), channel(), select, fetchSize);
    }

    @Override
    public final <T> Flow.Publisher<T> publisher(Select<T> select, int fetchSize) {
        return new RowPublisher<>(engine(), this::channel, select, fetchSize);
    }

    /** What tables there are, and how they can be changed. */
    public final Schema schema() {
        return new Schema(this, null);
    }

    /**
     * Sends something to all who listen on the channel ({@link Database#listen}); in a transaction when it commits, and never if
     * it is rolled back. Equal ones of one transaction are sent once.
     *
     * @param channel any text of 1 to 63 bytes; upper and lower case differ
     * @param payload at most 7999 bytes
     * @throws UnsupportedOperationException on every backend but PostgreSQL
     * @throws IllegalArgumentException if one of them is too long
     */
    public final void notify(String channel, String payload) {
        run(notification(channel, payload));
    }

    public final CompletableFuture<@Nullable Void> notifyAsync(String channel, String payload) {
        return start(notification(channel, payload));
    }

    private Operation<@Nullable Void> notification(String channel, String payload) {
        return Requests.effect(engine().dialect().notifications().send(channel, payload));
    }

    /** The first row for which the conditions are true; throws {@link NoRowException} if there is none. */
    public final <E> E get(Table<E, ?> table, Condition... conditions) {
        return get(table.select().where(conditions));
    }

    public final <E> CompletableFuture<E> getAsync(Table<E, ?> table, Condition... conditions) {
        return getAsync(table.select().where(conditions));
    }

    /** The first row for which the conditions are true, if there is one. */
    public final <E> Optional<E> find(Table<E, ?> table, Condition... conditions) {
        return find(table.select().where(conditions));
    }

    public final <E> CompletableFuture<Optional<E>> findAsync(Table<E, ?> table, Condition... conditions) {
        return findAsync(table.select().where(conditions));
    }

    /** Inserts a row and gives it as an entity. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final <E> E create(Table<E, ?> table, Assignment<E>... assignments) {
        return run(Lifecycle.of(this, table).create(List.of(assignments)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final <E> CompletableFuture<E> createAsync(Table<E, ?> table, Assignment<E>... assignments) {
        return start(Lifecycle.of(this, table).create(List.of(assignments)));
    }

    /** Inserts an entity and gives it with its key: the same object, or a new one if it is a record. */
    public final <E> E create(E entity) {
        return run(Lifecycle.of(this, entity).create(entity));
    }

    public final <E> CompletableFuture<E> createAsync(E entity) {
        return start(Lifecycle.of(this, entity).create(entity));
    }

    /**
     * Inserts or updates an entity. A {@link Model} knows which; another is inserted if its generated key is 0 or null,
     * and with a key of its own it is inserted if no row has that. Gives the number of rows written.
     *
     * @throws NoRowException if the row of a model is gone
     * @throws StaleRowException if it has a {@link Version} and somebody else has changed the row
     */
    public final <E> int save(E entity) {
        return run(Lifecycle.of(this, entity).save(entity, null));
    }

    public final <E> CompletableFuture<Integer> saveAsync(E entity) {
        return start(Lifecycle.of(this, entity).save(entity, null));
    }

    /**
     * Writes these columns of an entity to the row with its key, or with none named all that have changed; of what is no
     * {@link Model}, all. Gives the number of rows written.
     *
     * @throws NoRowException if there is no such row
     * @throws StaleRowException if it has a {@link Version} and somebody else has changed the row
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final <E> int update(E entity, TableColumn<E, ?>... columns) {
        return run(Lifecycle.of(this, entity).update(entity, named(List.of(columns))));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final <E> CompletableFuture<Integer> updateAsync(E entity, TableColumn<E, ?>... columns) {
        return start(Lifecycle.of(this, entity).update(entity, named(List.of(columns))));
    }

    private static <C> @Nullable List<C> named(List<C> columns) {
        return columns.isEmpty() ? null : columns;
    }

    /** Deletes the row with the entity's key; gives the number of rows, 0 or 1. */
    public final <E> int delete(E entity) {
        return run(Lifecycle.of(this, entity).delete(entity));
    }

    public final <E> CompletableFuture<Integer> deleteAsync(E entity) {
        return start(Lifecycle.of(this, entity).delete(entity));
    }

    /** The same together with the rows that refer to it, as {@link Model#delete(Recursive)} does. */
    public final <E> int delete(E entity, Recursive how) {
        return run(Lifecycle.of(this, entity).delete(entity, how));
    }

    public final <E> CompletableFuture<Integer> deleteAsync(E entity, Recursive how) {
        return start(Lifecycle.of(this, entity).delete(entity, how));
    }

    /** As {@link Table#getOrCreate}. */
    public final <E> Created<E> getOrCreate(
            Table<E, ?> table, List<Assignment<E>> lookup, List<Assignment<E>> defaults) {
        return run(Lifecycle.of(this, table).getOrCreate(lookup, defaults));
    }

    public final <E> CompletableFuture<Created<E>> getOrCreateAsync(
            Table<E, ?> table, List<Assignment<E>> lookup, List<Assignment<E>> defaults) {
        return start(Lifecycle.of(this, table).getOrCreate(lookup, defaults));
    }

    /**
     * Inserts the entity, or gives the row that a unique constraint says is the same. A hook before saving is called before
     * the insert is tried, so also if there is such a row; one after saving only if the entity was inserted.
     */
    public final <E> Created<E> createOrGet(E entity) {
        return run(Lifecycle.of(this, entity).createOrGet(entity));
    }

    public final <E> CompletableFuture<Created<E>> createOrGetAsync(E entity) {
        return start(Lifecycle.of(this, entity).createOrGet(entity));
    }
}
