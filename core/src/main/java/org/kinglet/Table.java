// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Keys;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Requests;
import org.kinglet.internal.Values;
import org.kinglet.query.ArrayColumn;
import org.kinglet.query.Assignment;
import org.kinglet.query.BooleanColumn;
import org.kinglet.query.Condition;
import org.kinglet.query.Delete;
import org.kinglet.query.Expression;
import org.kinglet.query.HstoreColumn;
import org.kinglet.query.Insert;
import org.kinglet.query.JsonColumn;
import org.kinglet.query.Node;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.RawSelect;
import org.kinglet.query.RawSql;
import org.kinglet.query.Request;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.query.Selection;
import org.kinglet.query.TableColumn;
import org.kinglet.query.TableSource;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.query.Update;
import org.kinglet.query.ValueColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
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
public abstract non-sealed class Table<E, K> implements EntitySource<E> {
    private final Class<E> entityClass;
    private final TableDefinition definition;
    private final @Nullable String alias;
    private final Bindings.Binding binding;
    private final @Nullable TableColumn<E, ?>[] columns;
    private final EntityOperations<E, K> operations;
    private final List<ToMany<E, ?>> collections = new ArrayList<>();
    private final List<EmbeddedColumns<E, ?>> embedded = new ArrayList<>();

    /** @param alias null for the table itself */
    @SuppressWarnings({"unchecked", "rawtypes", "this-escape"}) // not given out before its class is initialized
    protected Table(Class<E> entityClass, TableDefinition definition, @Nullable String alias) {
        this.entityClass = entityClass;
        this.definition = definition;
        this.alias = alias;
        this.binding = Bindings.of(entityClass);
        this.columns = new TableColumn[definition.columns().size()];
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
    public abstract Table<E, K> as(String newAlias);

    // Statements

    /** All entities. */
    public final Select<E> select() {
        return Select.from(this);
    }

    /**
     * Rows of these expressions, and of the entities of these tables: {@code TWEETS.select(TWEETS, USERS).join(TWEETS.user)},
     * of which {@link Row#entity} gives each.
     */
    public final Select<Row> select(Selection... selections) {
        return Select.from(this, List.of(selections));
    }

    /** The value of this expression in each row: {@code USERS.values(USERS.username).list()} is a list of texts. */
    public final <T extends @Nullable Object> Select<T> values(Expression<T> expression) {
        return select().values(expression);
    }

    /** A new row. Columns that are not named get the defaults of a fresh entity. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final Insert<E> insert(Assignment<E>... assignments) {
        return Insert.into(this, List.of(List.of(assignments)));
    }

    /**
     * New rows, one for each list.
     *
     * @throws IllegalArgumentException if there are none
     */
    public final Insert<E> insertMany(Collection<? extends List<Assignment<E>>> rows) {
        if (rows.isEmpty()) throw new IllegalArgumentException("insertMany of " + definition + " has no rows");
        return Insert.into(this, List.copyOf(rows));
    }

    /** A new row for each row of the query, whose values go into these columns. */
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

    /**
     * SQL of your own whose rows are entities of this table (Peewee's {@code raw}): {@code USERS.raw("select u.* from users u
     * where …", parameters…).execute()}. It must give all columns of the table, in any order, and may give more. Parameters
     * are those of {@link Database#sql(String, Object...)}; it counts as writing unless it is {@link RawSelect#readOnly}.
     */
    public final RawSelect<E> raw(String text, @Nullable Object... parameters) {
        return RawSql.of(text, parameters).as(this);
    }

    /** The same with parameters by name. */
    public final RawSelect<E> raw(String text, Map<String, ? extends @Nullable Object> parameters) {
        return RawSql.of(text, parameters).as(this);
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

    /** The first row for which the conditions are true; throws {@link NoRowException} if there is none. */
    public final E get(Condition... conditions) {
        return select().where(conditions).get();
    }

    public final CompletableFuture<E> getAsync(Condition... conditions) {
        return select().where(conditions).getAsync();
    }

    /** The first row for which the conditions are true, if there is one. */
    public final Optional<E> find(Condition... conditions) {
        return select().where(conditions).find();
    }

    public final CompletableFuture<Optional<E>> findAsync(Condition... conditions) {
        return select().where(conditions).findAsync();
    }

    /** The row with this key; throws {@link NoRowException} if there is none. */
    public final E getById(K key) {
        Database database = database();
        return database.run(operations.getByKey(database, key));
    }

    public final CompletableFuture<E> getByIdAsync(K key) {
        Database database = database();
        return database.start(operations.getByKey(database, key));
    }

    /** The row with this key, if there is one. */
    public final Optional<E> findById(K key) {
        Database database = database();
        return database.run(operations.findByKey(database, key));
    }

    public final CompletableFuture<Optional<E>> findByIdAsync(K key) {
        Database database = database();
        return database.start(operations.findByKey(database, key));
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

    /** Whether there is a row for which the conditions are true. */
    public final boolean exists(Condition... conditions) {
        return select().where(conditions).exists();
    }

    public final CompletableFuture<Boolean> existsAsync(Condition... conditions) {
        return select().where(conditions).existsAsync();
    }

    /** How many rows there are for which the conditions are true. */
    public final long count(Condition... conditions) {
        return select().where(conditions).count();
    }

    public final CompletableFuture<Long> countAsync(Condition... conditions) {
        return select().where(conditions).countAsync();
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

    /**
     * Calls this for each entity that is read, before whoever reads it gets it: when all rows have arrived, with what is
     * loaded with them; of a stream for each chunk. It may query, in the same transaction. If it throws, the operation
     * fails, and if that was a write that returns rows, it is rolled back. A change that it makes to the entity is one to
     * be saved.
     */
    public final Hook afterLoad(Consumer<? super E> hook) {
        return hook(Hooks.afterLoad(hook));
    }

    // Maps and references

    /** The same with all columns, and what is loaded of references. */
    public final Map<String, @Nullable Object> toMap(E entity) {
        return toMap(entity, MapOptions.DEFAULT);
    }

    /**
     * The entity as a map, by the names of its properties, in the order of the columns: values as the properties have them;
     * what is embedded as a map, or null; a reference as a map of its row if that is loaded, else as its key. An entity that
     * is reached through itself is given by its key. Never queries. The map is new and can be changed.
     *
     * @throws ReferenceException if it refers to an entity that is not saved
     */
    public final Map<String, @Nullable Object> toMap(E entity, MapOptions options) {
        return new EntityMaps<>(this).toMap(entity, options, options.depth(), List.of());
    }

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
        return new EntityMaps<>(this).fromMap(map, options);
    }

    /**
     * A reference to the row with this key, without a query: {@code tweet.user = USERS.ref(5L)}. Until it is saved, its row is
     * looked for in the database that an unqualified query would mean; from then on in that of the entity that holds it.
     */
    public final Ref<E> ref(K key) {
        Objects.requireNonNull(key, () -> "a key of " + definition + " cannot be null; use Ref.none()");
        ForeignKey.Property<E, E> property = new ForeignKey.Property<>("key", entity -> null, null);
        return Ref.ofKey(new ForeignKey<>(this, property, () -> this, true, keyColumns()), key);
    }

    // What statements and other classes ask

    @Override
    public final TableDefinition definition() {
        return definition;
    }

    @Override
    public final @Nullable String alias() {
        return alias;
    }

    @Override
    public final Class<E> entityClass() {
        return entityClass;
    }

    @Override
    public final Manager runner() {
        return database();
    }

    @Override
    public final @Nullable Object @Nullable [] defaults() {
        E entity = fresh();
        return entity == null ? null : values(entity);
    }

    @Override
    public final @Nullable Object[] stored(E entity) {
        return values(entity);
    }

    /** {@code USERS}, or {@code USERS as boss}. */
    @Override
    public final String toString() {
        return alias == null ? definition.toString() : definition + " as " + alias;
    }

    final EntityOperations<E, K> operations() {
        return operations;
    }

    final @Nullable Database bound() {
        return binding.database;
    }

    final void bind(Database database) {
        binding.database = database;
    }

    /** The database that the current task means. */
    final Database database() {
        Database database = Database.meant(binding.database);
        if (database == null) {
            throw new NotBoundException(definition + " has no database; bind it with db.bind(…), name one with"
                    + " db.use(() -> …) or statement.on(db), or work within db.atomic(() -> …)");
        }
        return database;
    }

    final Condition hasKey(K key) {
        Objects.requireNonNull(key, () -> "a key of " + definition + " cannot be null");
        @Nullable Object[] values = keyValues(key);
        Condition condition = Condition.when(false, () -> hasKey(key));
        for (int i = 0; i < values.length; i++) {
            ColumnDefinition column = definition.column(definition.primaryKey().get(i));
            condition = condition.and(new Condition(new Node.Binary(
                    Node.BinaryOperator.EQ,
                    new Node.Column(this, column),
                    new Node.Parameter(values[i], column.type().columnType()))));
        }
        return condition;
    }

    /** The row of this table, or of an alias of it, has one of these keys. */
    final Condition hasKeyIn(TableSource<E> source, Collection<? extends K> keys) {
        List<@Nullable Object[]> values = new ArrayList<>(keys.size());
        for (K key : keys) values.add(keyValues(key));
        return Keys.in(source, keyColumns(), values);
    }

    final List<ColumnDefinition> keyColumns() {
        return Keys.columns(definition);
    }

    /** The key of an entity that has one. */
    final K savedKey(E entity) {
        // Not by values(entity): entities may refer to each other in a circle.
        K key = key(entity);
        boolean generated = definition.generatedColumn() >= 0;
        if (generated && (key == null || EntityOperations.isUnset(keyValues(key)[0]))) {
            throw new ReferenceException(
                    "the " + entityClass.getSimpleName() + " has no key yet, because it is not saved; save it first");
        }
        if (key == null) {
            throw new ReferenceException("the key of the " + entityClass.getSimpleName() + " is null; set it first");
        }
        return key;
    }

    /** The columns that refer to other tables. */
    final List<ForeignKey<E, ?, ?>> references() {
        return Stream.of(columns)
                .<ForeignKey<E, ?, ?>>mapMulti((column, each) -> {
                    if (column instanceof ForeignKey<E, ?, ?> foreignKey) each.accept(foreignKey);
                })
                .distinct()
                .toList();
    }

    /** The column at a position of the definition. */
    final @Nullable TableColumn<E, ?> columnAt(int position) {
        return columns[position];
    }

    /** Reads an entity and makes it one of the result's database. */
    final E map(RowReader row, int first, ResultContext context) {
        E entity = read(row, first);
        attach(entity, context);
        if (entity instanceof Model<?> model) model.stored(context.database(), values(entity));
        return entity;
    }

    @SuppressWarnings("unchecked") // only those of this entity's class are put there
    final @Nullable Hooks<E> hooks() {
        return (Hooks<E>) binding.hooks;
    }

    private Hook hook(Hooks<E> added) {
        synchronized (binding) {
            Hooks<E> before = hooks();
            binding.hooks = before == null ? added : before.with(added);
        }
        AtomicBoolean removed = new AtomicBoolean();
        return new Hook(() -> {
            if (removed.getAndSet(true)) return;
            synchronized (binding) {
                Hooks<E> present = hooks();
                if (present != null) binding.hooks = present.without(added);
            }
        });
    }

    // What generated code uses

    protected final TextColumn<E> textColumn(String column) {
        return placed(new TextColumn<>(this, definition.column(column)));
    }

    protected final BooleanColumn<E> booleanColumn(String column) {
        return placed(new BooleanColumn<>(this, definition.column(column)));
    }

    protected final <N extends Number> NumberColumn<E, N> numberColumn(String column, DataType<N> type) {
        ColumnDefinition named = definition.column(column);
        return placed(new NumberColumn<>(this, named, type.declared(named.declaredType())));
    }

    protected final <T> TemporalColumn<E, T> temporalColumn(String column, DataType<T> type) {
        ColumnDefinition named = definition.column(column);
        return placed(new TemporalColumn<>(this, named, type.declared(named.declaredType())));
    }

    protected final <T, X> ArrayColumn<E, T, X> arrayColumn(String column, DataType<T> type, DataType<X> element) {
        ColumnDefinition named = definition.column(column);
        return placed(new ArrayColumn<>(this, named, type.declared(named.declaredType()), element));
    }

    protected final HstoreColumn<E> hstoreColumn(String column) {
        return placed(new HstoreColumn<>(this, definition.column(column)));
    }

    protected final <T> JsonColumn<E, T> jsonColumn(String column, DataType<T> type) {
        ColumnDefinition named = definition.column(column);
        return placed(new JsonColumn<>(this, named, type.declared(named.declaredType())));
    }

    protected final <T> ValueColumn<E, T> valueColumn(String column, DataType<T> type) {
        ColumnDefinition named = definition.column(column);
        return placed(new ValueColumn<>(this, named, type.declared(named.declaredType())));
    }

    /**
     * The columns of a reference.
     *
     * @param parent by a supplier, so that classes may refer to each other and be initialized in any order
     * @param getter reads the reference of an entity
     * @param setter writes it
     */
    protected final <P, PK> ForeignKey<E, P, PK> foreignKey(
            String property,
            Supplier<? extends Table<P, PK>> parent,
            Function<E, @Nullable Ref<P>> getter,
            BiConsumer<E, Ref<P>> setter,
            boolean lazy,
            String... columnNames) {
        return foreignKey(new ForeignKey.Property<>(property, getter, setter), parent, lazy, columnNames);
    }

    /** The same for records, whose references cannot be written. */
    protected final <P, PK> ForeignKey<E, P, PK> foreignKey(
            String property,
            Supplier<? extends Table<P, PK>> parent,
            Function<E, @Nullable Ref<P>> getter,
            boolean lazy,
            String... columnNames) {
        return foreignKey(new ForeignKey.Property<>(property, getter, null), parent, lazy, columnNames);
    }

    private <P, PK> ForeignKey<E, P, PK> foreignKey(
            ForeignKey.Property<E, P> property,
            Supplier<? extends Table<P, PK>> parent,
            boolean lazy,
            String... columnNames) {
        List<ColumnDefinition> definitions =
                List.of(columnNames).stream().map(definition::column).toList();
        return placed(new ForeignKey<>(this, property, parent, lazy, definitions));
    }

    protected final <C> HasMany<E, C> hasMany(
            String property, Supplier<? extends ForeignKey<C, E, K>> foreignKey, Function<E, Many<C>> field) {
        HasMany<E, C> relation = new HasMany<>(new ToMany.Property<>(this, property, field), this, foreignKey);
        collections.add(relation);
        return relation;
    }

    /**
     * The rows of another table that go with a row of this one.
     *
     * @param near what refers to this table, of the table between
     * @param far what refers to the other one
     * @param generated whether the table between was written by the annotation processor
     */
    protected final <R, T> HasManyThrough<E, T> hasManyThrough(
            String property,
            Supplier<? extends ForeignKey<R, E, ?>> near,
            Supplier<? extends ForeignKey<R, T, ?>> far,
            Function<E, ManyToMany<T>> field,
            boolean generated) {
        HasManyThrough<E, T> relation = new HasManyThrough<>(
                new ToMany.Property<>(this, property, field), this, new Pairs<>(near, far), generated);
        collections.add(relation);
        return relation;
    }

    /** The relations to any number of rows. */
    final List<ToMany<E, ?>> collections() {
        return collections;
    }

    /** The embedded properties, what they are in before the inner ones. */
    final List<EmbeddedColumns<E, ?>> embedded() {
        return embedded;
    }

    final void embed(EmbeddedColumns<E, ?> columns) {
        embedded.add(columns);
    }

    final <C extends TableColumn<E, ?>> C placed(C column) {
        for (ColumnDefinition part : column.columns()) columns[definition.position(part.name())] = column;
        return column;
    }

    /** The value as drivers take it. */
    protected static <T> @Nullable Object encode(DataType<T> type, @Nullable T value) {
        return type.encode(value);
    }

    /** The value of a column; null for NULL. */
    protected static <T> @Nullable T decode(DataType<T> type, RowReader row, int column) {
        return Values.read(row, column, type);
    }

    /** Tells a collection whose it is. */
    protected static <C, E> void attach(
            @Nullable Many<C> many, HasMany<E, C> relation, E owner, ResultContext context) {
        if (many != null) many.attach(relation, owner, context.database());
    }

    /** Tells a collection whose it is. */
    protected static <T, E> void attach(
            @Nullable ManyToMany<T> many, HasManyThrough<E, T> relation, E owner, ResultContext context) {
        if (many != null) many.attach(relation, owner, context.database());
    }

    /** Reads an entity from the columns from {@code first} on, which are all, in the order of the definition. */
    protected abstract E read(RowReader row, int first);

    /** The values of the columns, as drivers take them, in the order of the definition; a new array. */
    protected abstract @Nullable Object[] values(E entity);

    /** The key, whether or not the entity was saved; null if a part of it is. */
    protected abstract @Nullable K key(E entity);

    /** The values of a key, in its order. */
    protected abstract @Nullable Object[] keyValues(K key);

    /** The entity with its times cut to what databases keep: itself, or a new one if it is a record. */
    protected E normalize(E entity) {
        return entity;
    }

    /** The entity with the key that the database generated: itself, or a new one if it is a record. */
    protected E withGeneratedKey(E entity, long key) {
        throw new UnsupportedOperationException(definition + " has no generated key");
    }

    /** The entity with another version: itself, or a new one if it is a record. */
    protected E withVersion(E entity, long version) {
        throw new UnsupportedOperationException(definition + " has no version");
    }

    /** The entity with what the database computes, read from the columns from {@code first} on: itself, or a new record. */
    protected E withComputed(E entity, RowReader row, int first) {
        throw new UnsupportedOperationException(definition + " has no computed columns");
    }

    /** Reads all columns into an entity that is there already. */
    protected void fill(E entity, RowReader row, int first) {
        throw new UnsupportedOperationException(Objects.toString(entityClass) + " is immutable");
    }

    /** A new entity with its defaults, or null if the class has none. */
    protected @Nullable E fresh() {
        return null;
    }

    /** Tells the references and collections of an entity which result, or at least which database, they belong to. */
    protected void attach(E entity, ResultContext context) {}
}
