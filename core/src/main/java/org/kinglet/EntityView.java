// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Values;
import org.kinglet.query.BooleanColumn;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.RawSelect;
import org.kinglet.query.RawSql;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.query.ValueColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/**
 * A view and its entities, which are read and never written: what {@code ACTIVE_USERS} is. The annotation processor writes
 * one subclass per entity with {@link View}.
 *
 * <p>Which database is meant, waiting, failures and cancellation are as with a {@link Table}. Thread-safe.
 *
 * @param <E> the entity
 */
public abstract non-sealed class EntityView<E> implements EntitySource<E> {
    private final Rows<E> rows;

    /** @param alias null for the view itself */
    @SuppressWarnings("this-escape") // not used before its class is initialized
    protected EntityView(Class<E> entityClass, TableDefinition definition, @Nullable String alias) {
        this.rows = new Rows<>(this, entityClass, definition, alias);
    }

    /** The same view under another name, to use it more than once in a statement. */
    public abstract EntityView<E> as(String newAlias);

    /** All entities. */
    public final Select<E> select() {
        return Select.from(this);
    }

    /** Rows of these expressions. */
    public final Select<Row> select(Expression<?>... expressions) {
        return Select.from(this, List.of(expressions));
    }

    /** SQL of your own whose rows are entities of this view, as {@link Table#raw(String, Object...)} has it. */
    public final RawSelect<E> raw(String text, @Nullable Object... parameters) {
        return RawSql.of(text, parameters).as(this);
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

    /** Creates the view, unless there is something of that name; what it reads must exist. */
    public final void createView() {
        database().createTables(this);
    }

    public final CompletableFuture<Void> createViewAsync() {
        return database().createTablesAsync(this);
    }

    /** Drops the view, if it exists. */
    public final void dropView() {
        database().dropTables(this);
    }

    public final CompletableFuture<Void> dropViewAsync() {
        return database().dropTablesAsync(this);
    }

    /** Whether the view exists. */
    public final boolean viewExists() {
        return database().tableExists(this);
    }

    public final CompletableFuture<Boolean> viewExistsAsync() {
        return database().tableExistsAsync(this);
    }

    /**
     * Computes the rows of a materialized view again, from what its tables have now.
     *
     * @throws UnsupportedOperationException on other databases than PostgreSQL
     */
    public final void refresh() {
        Database database = database();
        database.run(database.schemaOperations().refresh(this));
    }

    public final CompletableFuture<Void> refreshAsync() {
        Database database = database();
        return database.start(database.schemaOperations().refresh(this));
    }

    /** Calls this for each entity that is read, as {@link Table#afterLoad} has it. */
    public final Hook afterLoad(Consumer<? super E> hook) {
        return rows.afterLoad(hook);
    }

    /** The entity as a map, by the names of its properties. */
    public final Map<String, @Nullable Object> toMap(E entity) {
        return rows.toMap(entity);
    }

    // What statements and other classes ask

    @Override
    public final TableDefinition definition() {
        return rows.definition();
    }

    @Override
    public final @Nullable String alias() {
        return rows.alias();
    }

    @Override
    public final Class<E> entityClass() {
        return rows.entityClass();
    }

    @Override
    public final Manager runner() {
        return database();
    }

    @Override
    public final @Nullable Object @Nullable [] defaults() {
        return null;
    }

    @Override
    public final @Nullable Object[] stored(E entity) {
        return values(entity);
    }

    @Override
    public final String toString() {
        return rows.toString();
    }

    private Database database() {
        return rows.database();
    }

    /** What reads its entities. */
    final Table<E, ?> rows() {
        return rows;
    }

    // What generated code uses

    protected final TextColumn<E> textColumn(String column) {
        return rows.placed(new TextColumn<>(this, column(column)));
    }

    protected final BooleanColumn<E> booleanColumn(String column) {
        return rows.placed(new BooleanColumn<>(this, column(column)));
    }

    protected final <N extends Number> NumberColumn<E, N> numberColumn(String column, DataType<N> type) {
        return rows.placed(new NumberColumn<>(
                this, column(column), type.declared(column(column).declaredType())));
    }

    protected final <T> TemporalColumn<E, T> temporalColumn(String column, DataType<T> type) {
        return rows.placed(new TemporalColumn<>(
                this, column(column), type.declared(column(column).declaredType())));
    }

    protected final <T> ValueColumn<E, T> valueColumn(String column, DataType<T> type) {
        return rows.placed(new ValueColumn<>(
                this, column(column), type.declared(column(column).declaredType())));
    }

    private ColumnDefinition column(String name) {
        return rows.definition().column(name);
    }

    /** The value as drivers take it. */
    protected static <T> @Nullable Object encode(DataType<T> type, @Nullable T value) {
        return type.encode(value);
    }

    /** The value of a column; null for NULL. */
    protected static <T> @Nullable T decode(DataType<T> type, RowReader row, int column) {
        return Values.read(row, column, type);
    }

    /** Reads all columns into a new entity. */
    protected void fill(E entity, RowReader row, int first) {
        throw new UnsupportedOperationException(entityClass() + " is immutable");
    }

    /** Reads an entity from the columns from {@code first} on, which are all, in the order of the definition. */
    protected abstract E read(RowReader row, int first);

    /** The values of the columns, as drivers take them, in the order of the definition; a new array. */
    protected abstract @Nullable Object[] values(E entity);

    /** What reads entities is the same as of a table; what writes them nobody can get at. */
    private static final class Rows<E> extends Table<E, Void> {
        private final EntityView<E> view;

        Rows(EntityView<E> view, Class<E> entityClass, TableDefinition definition, @Nullable String alias) {
            super(entityClass, definition, alias);
            this.view = view;
        }

        @Override
        public Table<E, Void> as(String newAlias) {
            throw new UnsupportedOperationException("of the view, not of this");
        }

        @Override
        protected E read(RowReader row, int first) {
            return view.read(row, first);
        }

        @Override
        protected @Nullable Object[] values(E entity) {
            return view.values(entity);
        }

        @Override
        protected @Nullable Void key(E entity) {
            return null;
        }

        @Override
        protected @Nullable Object[] keyValues(Void key) {
            return new Object[0];
        }
    }
}
