// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Keys;
import org.kinglet.query.Condition;
import org.kinglet.query.Node;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * How entities and the rows of their table correspond: keys, references, collections, and what only the database knows. Generated
 * code says it, by what is protected here; programs see the {@link Table}.
 *
 * @param <E> the entity
 * @param <K> its key
 */
public abstract sealed class TableMapping<E, K> extends EntitySource<E> permits Table {
    private final List<ToMany<E, ?>> collections = new ArrayList<>();

    TableMapping(Class<E> entityClass, TableDefinition definition, @Nullable String alias) {
        super(entityClass, definition, alias);
    }

    @Override
    public abstract Table<E, K> as(String newAlias);

    /** This table, which is the only kind of mapping. */
    abstract Table<E, K> self();

    // What statements and other classes ask

    @Override
    public final @Nullable Object @Nullable [] defaults() {
        E entity = fresh();
        return entity == null ? null : values(entity);
    }

    final Condition hasKey(K key) {
        Objects.requireNonNull(key, () -> "a key of " + definition() + " cannot be null");
        @Nullable Object[] values = keyValues(key);
        Condition condition = Condition.when(false, () -> hasKey(key));
        for (int i = 0; i < values.length; i++) {
            ColumnDefinition column =
                    definition().column(definition().primaryKey().get(i));
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
        return Keys.columns(definition());
    }

    /** The key of an entity that has one. */
    final K savedKey(E entity) {
        // Not by values(entity): entities may refer to each other in a circle.
        K key = key(entity);
        boolean generated = definition().generatedColumn() >= 0;
        if (generated && (key == null || EntityColumns.isUnset(keyValues(key)[0]))) {
            throw new ReferenceException(
                    "the " + entityClass().getSimpleName() + " has no key yet, because it is not saved; save it first");
        }
        if (key == null) {
            throw new ReferenceException("the key of the " + entityClass().getSimpleName() + " is null; set it first");
        }
        return key;
    }

    /** The columns that refer to other tables. */
    final List<ForeignKey<E, ?, ?>> references() {
        return columns().stream()
                .<ForeignKey<E, ?, ?>>mapMulti((column, each) -> {
                    if (column instanceof ForeignKey<E, ?, ?> foreignKey) each.accept(foreignKey);
                })
                .distinct()
                .toList();
    }

    // What generated code uses

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
                List.of(columnNames).stream().map(definition()::column).toList();
        return placed(new ForeignKey<>(self(), property, parent, lazy, definitions));
    }

    protected final <C> HasMany<E, C> hasMany(
            String property, Supplier<? extends ForeignKey<C, E, K>> foreignKey, Function<E, Many<C>> field) {
        HasMany<E, C> relation = new HasMany<>(new ToMany.Property<>(self(), property, field), self(), foreignKey);
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
                new ToMany.Property<>(self(), property, field), self(), new Pairs<>(near, far), generated);
        collections.add(relation);
        return relation;
    }

    @Override
    final List<ToMany<E, ?>> collections() {
        return collections;
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
        throw new UnsupportedOperationException(definition() + " has no generated key");
    }

    /** The entity with another version: itself, or a new one if it is a record. */
    protected E withVersion(E entity, long version) {
        throw new UnsupportedOperationException(definition() + " has no version");
    }

    /** The entity with what the database computes, read from the columns from {@code first} on: itself, or a new record. */
    protected E withComputed(E entity, RowReader row, int first) {
        throw new UnsupportedOperationException(definition() + " has no computed columns");
    }

    /** A new entity with its defaults, or null if the class has none. */
    protected @Nullable E fresh() {
        return null;
    }
}
