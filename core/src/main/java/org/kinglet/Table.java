// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Requests;
import org.kinglet.query.Assignment;
import org.kinglet.query.Delete;
import org.kinglet.query.Insert;
import org.kinglet.query.Request;
import org.kinglet.query.Select;
import org.kinglet.query.TableColumn;
import org.kinglet.query.Update;
import org.kinglet.schema.TableDefinition;

/**
 * A table and its entities: what {@code USERS} is. The annotation processor writes one subclass per entity, with the
 * columns as fields and the code that reads and writes entities.
 *
 * <p>The methods that make statements do no I/O. The others act at once, in the database that the current task means: that
 * of the innermost {@link Database#use}, else the one that the table is {@linkplain Database#bind bound} to, else that of
 * the transaction or connection that the task is in; if there is none, they throw a {@link NotBoundException}. The same
 * operations on a given database are methods of {@link Manager}. Waiting, failures and cancellation are as {@link
 * org.kinglet.query.QueryRunner} says. Thread-safe.
 *
 * @param <E> the entity
 * @param <K> its key
 */
public abstract non-sealed class Table<E, K> extends TableMapping<E, K> {
    private final EntityOperations<E, K> operations;

    /** @param alias null for the table itself */
    @SuppressWarnings("this-escape") // not given out before its class is initialized
    protected Table(Class<E> entityClass, TableDefinition definition, @Nullable String alias) {
        super(entityClass, definition, alias);
        this.operations = new EntityOperations<>(this);
        if (alias == null) Bindings.register(entityClass, this);
    }

    /**
     * The table of an entity's class.
     *
     * @throws IllegalStateException if the class was compiled without the annotation processor
     */
    @SuppressWarnings("unchecked") // registered by its own companion
    public static <E> Table<E, ?> of(Class<E> entityClass) {
        return (Table<E, ?>) Bindings.table(entityClass);
    }

    @SuppressWarnings("unchecked") // registered by its own companion
    static <E> Table<E, ?> of(E entity) {
        return (Table<E, ?>) Bindings.table(entity.getClass());
    }

    /** The same table under another name, to use it more than once in a statement. */
    @Override
    public abstract Table<E, K> as(String newAlias);

    // Statements

    /** A new row. Columns that are not named get the defaults of a fresh entity. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final Insert<E> insert(Assignment<E>... assignments) {
        return Insert.into(this, List.of(List.of(assignments)));
    }

    /** New rows, one for each list; for none, nothing is sent. */
    public final Insert<E> insertMany(Collection<? extends List<Assignment<E>>> rows) {
        return Insert.into(this, List.copyOf(rows));
    }

    /**
     * New rows with the values that these entities have now, but for keys that are still to be generated. The entities stay as
     * they are, and no hooks are called: for that there is {@link #bulkCreate}. For an upsert, say, of many rows.
     */
    public final Insert<E> insertEntities(Collection<? extends E> entities) {
        return Insert.into(
                this, entities.stream().map(operations.columns()::assignments).toList());
    }

    /**
     * New rows with the values of these maps, as {@link #fromMap(Map)} takes them.
     *
     * @throws IllegalArgumentException if there is no property of a name, or a value does not fit
     */
    public final Insert<E> insertMaps(Collection<? extends Map<String, ?>> rows) {
        return insertEntities(rows.stream().map(this::fromMap).toList());
    }

    /**
     * A new row for each row of the query, whose values go into these columns.
     *
     * @throws IllegalArgumentException if the query has not as many columns, or one of another type
     */
    public final Insert<E> insertFrom(List<? extends TableColumn<E, ?>> intoColumns, Select<?> select) {
        return Insert.into(this, intoColumns, select);
    }

    /** Sets columns, of the rows that {@code where} chooses or, with {@code all()}, of all. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final Update<E> update(Assignment<E>... assignments) {
        return Update.of(this, List.of(assignments));
    }

    /** Deletes the rows that {@code where} chooses or, with {@code all()}, all. */
    public final Delete<E> delete() {
        return Delete.of(this);
    }

    // Operations

    /** Inserts a row and gives it as an entity. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final E create(Assignment<E>... assignments) {
        return database().create(this, assignments);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final CompletableFuture<E> createAsync(Assignment<E>... assignments) {
        return database().createAsync(this, assignments);
    }

    /** Inserts an entity and gives it with its key: the same object, or a new one if it is a record. */
    public final E create(E entity) {
        return database().create(entity);
    }

    public final CompletableFuture<E> createAsync(E entity) {
        return database().createAsync(entity);
    }

    /** The row with this key; throws {@link NoRowException} if there is none. */
    public final E getById(K key) {
        Database database = database();
        return database.run(operations.reads().getByKey(database, key));
    }

    public final CompletableFuture<E> getByIdAsync(K key) {
        Database database = database();
        return database.start(operations.reads().getByKey(database, key));
    }

    /** The row with this key, if there is one. */
    public final Optional<E> findById(K key) {
        Database database = database();
        return database.run(operations.reads().findByKey(database, key));
    }

    public final CompletableFuture<Optional<E>> findByIdAsync(K key) {
        Database database = database();
        return database.start(operations.reads().findByKey(database, key));
    }

    /** Sets columns of the row with this key; gives the number of rows, 0 or 1. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final int setById(K key, Assignment<E>... assignments) {
        return Update.of(this, List.of(assignments)).where(hasKey(key)).execute();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final CompletableFuture<Integer> setByIdAsync(K key, Assignment<E>... assignments) {
        return Update.of(this, List.of(assignments)).where(hasKey(key)).executeAsync();
    }

    /** Deletes the row with this key; gives the number of rows, 0 or 1. */
    public final int deleteById(K key) {
        return delete().where(hasKey(key)).execute();
    }

    public final CompletableFuture<Integer> deleteByIdAsync(K key) {
        return delete().where(hasKey(key)).executeAsync();
    }

    /**
     * Deletes the row with this key together with the rows that refer to it, as {@link Model#delete(Recursive)} does;
     * gives the number of rows with this key, 0 or 1.
     */
    public final int deleteById(K key, Recursive how) {
        Database database = database();
        return database.run(recursiveDelete(database, key, how));
    }

    public final CompletableFuture<Integer> deleteByIdAsync(K key, Recursive how) {
        Database database = database();
        return database.start(recursiveDelete(database, key, how));
    }

    private Operation<Integer> recursiveDelete(Database database, K key, Recursive how) {
        Operation<Integer> last =
                Requests.operation(database.engine(), new Request.Execute<>(delete().where(hasKey(key))));
        return RecursiveDelete.of(database, this, keyValues(key), how, last);
    }

    /**
     * The first row with these values, or a new one with them and the defaults. Of several tasks that do so at once, one
     * creates the row, if a unique constraint says that it is the same.
     */
    public final Created<E> getOrCreate(List<Assignment<E>> lookup, List<Assignment<E>> defaults) {
        return database().getOrCreate(this, lookup, defaults);
    }

    public final CompletableFuture<Created<E>> getOrCreateAsync(
            List<Assignment<E>> lookup, List<Assignment<E>> defaults) {
        return database().getOrCreateAsync(this, lookup, defaults);
    }

    /**
     * Inserts the entity, or gives the row that a unique constraint says is the same. A hook before saving is called before
     * the insert is tried, so also if there is such a row; one after saving only if the entity was inserted.
     */
    public final Created<E> createOrGet(E entity) {
        return database().createOrGet(entity);
    }

    public final CompletableFuture<Created<E>> createOrGetAsync(E entity) {
        return database().createOrGetAsync(entity);
    }

    /** Inserts all, in few statements and one transaction; gives them with their keys, in order. */
    public final List<E> bulkCreate(Collection<? extends E> entities) {
        return bulkCreate(entities, 0);
    }

    public final CompletableFuture<List<E>> bulkCreateAsync(Collection<? extends E> entities) {
        return bulkCreateAsync(entities, 0);
    }

    /**
     * The same with statements of a given size.
     *
     * @param batchSize how many rows a statement has at most; 0 for the best
     */
    public final List<E> bulkCreate(Collection<? extends E> entities, int batchSize) {
        return database().run(operations.bulkCreate(database(), List.copyOf(entities), batchSize));
    }

    public final CompletableFuture<List<E>> bulkCreateAsync(Collection<? extends E> entities, int batchSize) {
        return database().start(operations.bulkCreate(database(), List.copyOf(entities), batchSize));
    }

    /**
     * Writes these columns of all, in few statements and one transaction; gives the number of rows, which is less than that
     * of the entities if some have no row.
     *
     * @throws IllegalArgumentException if there are no columns
     * @throws StaleRowException if they have a {@link Version} and somebody else has changed one of the rows; none is
     *     written then
     */
    public final int bulkUpdate(Collection<? extends E> entities, List<? extends TableColumn<E, ?>> toWrite) {
        return bulkUpdate(entities, toWrite, 0);
    }

    public final CompletableFuture<Integer> bulkUpdateAsync(
            Collection<? extends E> entities, List<? extends TableColumn<E, ?>> toWrite) {
        return bulkUpdateAsync(entities, toWrite, 0);
    }

    /**
     * The same with statements of a given size.
     *
     * @param batchSize how many rows a statement has at most; 0 for the best
     */
    public final int bulkUpdate(
            Collection<? extends E> entities, List<? extends TableColumn<E, ?>> toWrite, int batchSize) {
        return database().run(operations.bulkUpdate(database(), List.copyOf(entities), toWrite, batchSize));
    }

    public final CompletableFuture<Integer> bulkUpdateAsync(
            Collection<? extends E> entities, List<? extends TableColumn<E, ?>> toWrite, int batchSize) {
        return database().start(operations.bulkUpdate(database(), List.copyOf(entities), toWrite, batchSize));
    }

    /** Creates the table and its indexes, unless they exist. */
    public final void createTable() {
        database().createTables(this);
    }

    public final CompletableFuture<Void> createTableAsync() {
        return database().createTablesAsync(this);
    }

    /** Drops the table, if it exists. */
    public final void dropTable() {
        database().dropTables(this);
    }

    public final CompletableFuture<Void> dropTableAsync() {
        return database().dropTablesAsync(this);
    }

    /** Drops the table, if it exists, and what depends on it or not. */
    public final void dropTable(DropBehavior behavior) {
        database().dropTables(behavior, this);
    }

    public final CompletableFuture<Void> dropTableAsync(DropBehavior behavior) {
        return database().dropTablesAsync(behavior, this);
    }

    /** Whether the table exists. */
    public final boolean tableExists() {
        return database().tableExists(this);
    }

    public final CompletableFuture<Boolean> tableExistsAsync() {
        return database().tableExistsAsync(this);
    }

    /** Removes all rows. */
    public final void truncate() {
        database().truncate(this);
    }

    public final CompletableFuture<Void> truncateAsync() {
        return database().truncateAsync(this);
    }

    /** Removes all rows, and does what the options say. */
    public final void truncate(TruncateOptions options) {
        database().truncate(options, this);
    }

    public final CompletableFuture<Void> truncateAsync(TruncateOptions options) {
        return database().truncateAsync(options, this);
    }

    // Hooks

    /**
     * Calls this before an entity is saved, inserted or updated, in the transaction that does it; hooks are called in the
     * order in which they were added. What it changes in the entity is written too. If it throws, nothing is written and
     * the caller gets what it threw. It may query, and its statements are in the same transaction. Of whichever database
     * the entity is; statements that write many rows, or rows that are no entities, call no hooks.
     */
    public final Hook beforeSave(Consumer<? super E> hook) {
        return beforeSave((entity, insert) -> hook.accept(entity));
    }

    /** The same, told whether the row is new. */
    public final Hook beforeSave(SaveHook<? super E> hook) {
        return hook(Hooks.beforeSave(hook));
    }

    /**
     * Calls this after an entity was saved, inserted or updated, before the transaction that did it ends. If it throws, what
     * the operation wrote is rolled back and the caller gets what it threw.
     */
    public final Hook afterSave(Consumer<? super E> hook) {
        return afterSave((entity, insert) -> hook.accept(entity));
    }

    /** The same, told whether the row is new. */
    public final Hook afterSave(SaveHook<? super E> hook) {
        return hook(Hooks.afterSave(hook));
    }

    /** Calls this before the row of an entity is deleted. If it throws, nothing is deleted. */
    public final Hook beforeDelete(Consumer<? super E> hook) {
        return hook(Hooks.beforeDelete(hook));
    }

    /** Calls this after the row of an entity was deleted. If it throws, the delete is rolled back. */
    public final Hook afterDelete(Consumer<? super E> hook) {
        return hook(Hooks.afterDelete(hook));
    }

    /**
     * Calls this in place of deleting the row of an entity, also where rows that refer to it were to be deleted with it:
     * what it returns is the number of rows that the caller gets. For rows that are only marked as deleted.
     *
     * @throws IllegalStateException if there is such a hook already
     */
    public final Hook insteadOfDelete(ToIntFunction<? super E> hook) {
        return hook(Hooks.insteadOfDelete(hook));
    }

    // Maps and references

    /** The same; a name that is no property is an error. */
    public final E fromMap(Map<String, ?> map) {
        return fromMap(map, MapOptions.DEFAULT);
    }

    /**
     * A new entity with the values of a map as {@link #toMap} gives it; it has no row yet as far as is known, and properties
     * that the map does not name have their defaults. Also taken are other numbers that fit without loss, the ISO text of
     * times and UUIDs, the name of an enum's constant, and what a converter makes of a property; for a reference its key, or
     * a map of the row that it refers to, which is not saved by this. The rows of a {@link Many} or
     * {@link ManyToMany} are not taken over.
     *
     * @throws IllegalArgumentException if there is no property of a name, or a value does not fit; the message names the
     *     entity and the property, and never the value
     * @throws ReferenceException if a map of a referenced row has no key
     */
    public final E fromMap(Map<String, ?> map, MapOptions options) {
        return new EntityFromMap<>(this).fromMap(map, options);
    }

    /**
     * A reference to the row with this key, without a query: {@code tweet.user = USERS.ref(5L)}. Until it is saved, its row is
     * looked for in the database that an unqualified query would mean; from then on in that of the entity that holds it.
     */
    public final Ref<E> ref(K key) {
        Objects.requireNonNull(key, () -> "a key of " + definition() + " cannot be null; use Ref.none()");
        ForeignKey.Property<E, E> property = new ForeignKey.Property<>("key", entity -> null, null);
        return Ref.ofKey(new ForeignKey<>(this, property, () -> this, true, keyColumns()), key);
    }

    final EntityOperations<E, K> operations() {
        return operations;
    }

    @Override
    final Table<E, K> self() {
        return this;
    }
}
