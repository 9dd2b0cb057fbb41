// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Values;
import org.kinglet.query.ArrayColumn;
import org.kinglet.query.BooleanColumn;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.HstoreColumn;
import org.kinglet.query.JsonColumn;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.RangeColumn;
import org.kinglet.query.RawSelect;
import org.kinglet.query.RawSql;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.query.Selection;
import org.kinglet.query.TableColumn;
import org.kinglet.query.TableSource;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.query.ValueColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/**
 * What the rows of entities are in: a {@link Table} or an {@link EntityView}. Here is what they have in common, which is all that
 * reads: the columns, the selects, the entities that rows become.
 *
 * @param <E> the entity
 */
public abstract sealed class EntitySource<E> implements TableSource<E> permits TableMapping, EntityView {
    private final Class<E> entityClass;
    private final TableDefinition definition;
    private final @Nullable String alias;
    private final Bindings.Binding binding;
    private final @Nullable TableColumn<E, ?>[] columns;
    private final List<EmbeddedColumns<E, ?>> embedded = new ArrayList<>();

    /** @param alias null for the table itself */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of these is safe, as only placed() fills it
    EntitySource(Class<E> entityClass, TableDefinition definition, @Nullable String alias) {
        this.entityClass = entityClass;
        this.definition = definition;
        this.alias = alias;
        this.binding = Bindings.of(entityClass);
        this.columns = new TableColumn[definition.columns().size()];
    }

    /**
     * The table or view of an entity's class.
     *
     * @throws IllegalStateException if the class was compiled without the annotation processor
     */
    @SuppressWarnings("unchecked") // registered by its own companion
    public static <E> EntitySource<E> of(Class<E> entityClass) {
        return (EntitySource<E>) Bindings.source(entityClass);
    }

    /** The same under another name, to use it more than once in a statement. */
    public abstract EntitySource<E> as(String newAlias);

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

    /**
     * Calls this for each entity that is read, before whoever reads it gets it: when all rows have arrived, with what is
     * loaded with them; of a stream for each chunk. It may query, in the same transaction. If it throws, the operation
     * fails, and if that was a write that returns rows, it is rolled back. A change that it makes to the entity is one to
     * be saved.
     */
    public final Hook afterLoad(Consumer<? super E> hook) {
        return hook(Hooks.afterLoad(hook));
    }

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
        return new EntityToMap<>(this).toMap(entity, options, options.depth(), List.of());
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

    /** The class of its entities. */
    public final Class<E> entityClass() {
        return entityClass;
    }

    @Override
    public final Manager runner() {
        return database();
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

    /** The columns, by the positions of the definition. */
    final List<@Nullable TableColumn<E, ?>> columns() {
        return Arrays.asList(columns);
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

    final Hook hook(Hooks<E> added) {
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

    /** The relations to any number of rows. */
    List<ToMany<E, ?>> collections() {
        return List.of();
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

    protected final <T extends Comparable<? super T>> RangeColumn<E, T> rangeColumn(String column, DataType<T> bound) {
        return placed(new RangeColumn<>(this, definition.column(column), bound));
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

    /** The value as drivers take it. */
    protected static <T> @Nullable Object encode(DataType<T> type, @Nullable T value) {
        return type.encode(value);
    }

    /** The value of a column; null for NULL. */
    protected static <T> @Nullable T decode(DataType<T> type, RowReader row, int column) {
        return Values.read(row, column, type);
    }

    /** Reads an entity from the columns from {@code first} on, which are all, in the order of the definition. */
    protected abstract E read(RowReader row, int first);

    /** The values of the columns, as drivers take them, in the order of the definition; a new array. */
    protected abstract @Nullable Object[] values(E entity);

    /** Reads all columns into an entity that is there already. */
    protected void fill(E entity, RowReader row, int first) {
        throw new UnsupportedOperationException(Objects.toString(entityClass) + " is immutable");
    }

    /** Tells the references and collections of an entity which result, or at least which database, they belong to. */
    protected void attach(E entity, ResultContext context) {}
}
