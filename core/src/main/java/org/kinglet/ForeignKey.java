// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Keys;
import org.kinglet.query.Assignment;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.Join;
import org.kinglet.query.LoadOne;
import org.kinglet.query.Loadable;
import org.kinglet.query.Node;
import org.kinglet.query.ReferenceExpression;
import org.kinglet.query.Relation;
import org.kinglet.query.TableColumn;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;

/**
 * The column, or columns, that hold the key of a row of another table: {@code TWEETS.user}. Compared and set with
 * entities, or with keys by the methods that say so. Joins can follow it.
 *
 * @param <E> the entity that refers
 * @param <P> the entity that is referred to
 * @param <K> the key of {@code P}
 */
public final class ForeignKey<E, P, K> extends ReferenceExpression<P> implements TableColumn<E, P>, Relation<E, P> {
    private final Table<E, ?> table;
    /** The table, or an alias of it, as statements name it. */
    private final TableSource<E> source;

    private final Property<E, P> property;
    private final Supplier<? extends Table<P, K>> parent;
    private final boolean lazy;
    private final List<ColumnDefinition> columns;

    /** @param setter null if the entity is a record */
    record Property<E, P>(
            String name,
            Function<E, @Nullable Ref<P>> getter,
            @Nullable BiConsumer<E, Ref<P>> setter) {}

    ForeignKey(
            Table<E, ?> table,
            Property<E, P> property,
            Supplier<? extends Table<P, K>> parent,
            boolean lazy,
            List<ColumnDefinition> columns) {
        this(table, table, property, parent, lazy, columns);
    }

    private ForeignKey(
            Table<E, ?> table,
            TableSource<E> source,
            Property<E, P> property,
            Supplier<? extends Table<P, K>> parent,
            boolean lazy,
            List<ColumnDefinition> columns) {
        super(
                Node.tuple(Keys.nodes(source, columns)),
                type(property.name(), columns.getFirst().type()));
        this.table = table;
        this.source = source;
        this.property = property;
        this.parent = parent;
        this.lazy = lazy;
        this.columns = columns;
    }

    private static <P, C> DataType<P> type(String property, DataType<C> key) {
        return DataType.converted(
                property,
                key,
                entity -> {
                    throw new IllegalStateException("a reference is written by its key");
                },
                stored -> {
                    throw new IllegalArgumentException(
                            "a reference in a projection has no row to give; select " + property + ".key() instead");
                });
    }

    @Override
    protected Node parameter(@Nullable P entity, String operation, String instead) {
        if (entity == null) return super.parameter(null, operation, instead);
        return keyNode(parent.get().savedKey(entity), operation, instead);
    }

    /** Refers to the row with this key. */
    public Condition eqKey(K key) {
        return new Condition(new Node.Binary(Node.BinaryOperator.EQ, node(), keyNode(key, "eqKey", "isNull()")));
    }

    /** Refers to the row whose key is this expression, as in {@code TWEETS.user.eqKey(USERS.id)}. */
    public Condition eqKey(Expression<K> key) {
        return new Condition(new Node.Binary(Node.BinaryOperator.EQ, node(), key.node()));
    }

    /** Refers to a row with one of these keys. */
    public Condition inKeys(Collection<? extends K> keys) {
        List<Node> nodes = new ArrayList<>(keys.size());
        for (K key : keys) nodes.add(keyNode(key, "inKeys", "isNull() beside it"));
        return new Condition(new Node.In(node(), nodes, false));
    }

    @Override
    public Condition isNull() {
        return new Condition(new Node.IsNull(new Node.Column(source, columns.getFirst()), false));
    }

    @Override
    public Condition isNotNull() {
        return new Condition(new Node.IsNull(new Node.Column(source, columns.getFirst()), true));
    }

    public Assignment<E> setKey(K key) {
        return new Assignment<>(columns, keyNode(key, "setKey", "setNull()"));
    }

    /** The key as an expression of its own, for projections. Only for keys of one column. */
    @SuppressWarnings("unchecked") // the column holds keys of the parent
    public Expression<K> key() {
        if (columns.size() > 1) {
            throw new UnsupportedOperationException(this + " has several columns; select them one by one");
        }
        DataType<K> type = (DataType<K>) columns.getFirst().type();
        return plain(node(), type);
    }

    private Node keyNode(K key, String operation, String instead) {
        if (key == null) {
            throw new IllegalArgumentException(operation + "(null) on " + this + ": a null is no key; use " + instead);
        }
        return Keys.parameters(columns, parent.get().keyValues(key));
    }

    @Override
    public Expression<P> expression() {
        return this;
    }

    @Override
    public List<ColumnDefinition> columns() {
        return columns;
    }

    @Override
    public Table<P, K> target() {
        return parent.get();
    }

    @Override
    public List<Join> joins(Join.Kind kind, TableSource<P> targetAlias) {
        return List.of(new Join(kind, targetAlias, on(targetAlias)));
    }

    /** Refers to the row of the alias. */
    Condition on(TableSource<P> targetAlias) {
        List<String> keys = targetAlias.definition().primaryKey();
        List<Condition> equal = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            equal.add(new Condition(new Node.Binary(
                    Node.BinaryOperator.EQ,
                    new Node.Column(source, columns.get(i)),
                    new Node.Column(targetAlias, targetAlias.definition().column(keys.get(i))))));
        }
        return Condition.all(equal);
    }

    @Override
    public ForeignKey<E, P, K> from(TableSource<E> alias) {
        return alias == source ? this : new ForeignKey<>(table, alias, property, parent, lazy, columns);
    }

    @Override
    public LoadOne<E, P> load() {
        return LoadOne.of(this);
    }

    /** To be loaded with these of its rows. */
    @SafeVarargs
    @SuppressWarnings("varargs") // passed on
    public final LoadOne<E, P> withRelated(Loadable<P>... relations) {
        return load().withRelated(relations);
    }

    /** The reference that an entity has; null if it has none, not even one to nothing. */
    @Nullable
    Ref<P> of(E entity) {
        return property.getter().apply(entity);
    }

    /** Changes the reference of an entity. */
    void set(E entity, Ref<P> reference) {
        BiConsumer<E, Ref<P>> setter = property.setter();
        if (setter == null) {
            throw new UnsupportedOperationException(
                    this + " is part of a record, which cannot be changed; make a new one with another reference");
        }
        setter.accept(entity, reference);
    }

    /** Whether the other one is in the same columns of the same table, under whatever alias. */
    boolean isOver(Relation<?, ?> other) {
        return other instanceof ForeignKey<?, ?, ?> key
                && key.table.definition() == table.definition()
                && key.columns.equals(columns);
    }

    boolean isNullable() {
        return columns.stream().allMatch(ColumnDefinition::nullable);
    }

    /** The table that it is a column of. */
    public Table<E, ?> table() {
        return table;
    }

    /** For generated code: the reference to a key that was read. */
    public Ref<P> reference(@Nullable K key) {
        return key == null ? Ref.none() : Ref.ofKey(this, key);
    }

    /** For generated code: tells a reference which result it is part of. */
    public void attach(@Nullable Ref<P> reference, ResultContext context) {
        if (reference != null && !reference.isNone()) reference.attach(context.batch(this));
    }

    /** For generated code: the key that a reference holds. */
    public @Nullable K key(@Nullable Ref<P> reference) {
        return reference == null || reference.isNone() ? null : reference.<K>id();
    }

    /** For generated code: the value of the column that holds the reference. */
    public @Nullable Object value(@Nullable Ref<P> reference) {
        return values(reference)[0];
    }

    /** For generated code: the values of the columns that hold the reference. */
    public @Nullable Object[] values(@Nullable Ref<P> reference) {
        if (reference == null || reference.isNone()) return new @Nullable Object[columns.size()];
        try {
            return parent.get().keyValues(reference.<K>id());
        } catch (ReferenceException unsaved) {
            throw new ReferenceException(this + ": " + unsaved.getMessage());
        }
    }

    void checkLazy() {
        if (lazy) return;
        throw new ReferenceException(this + " was not loaded, and @Lazy(false) forbids to load it now; load it with the"
                + " row by withRelated(…), or ask for it by " + this + ".id()");
    }

    @Override
    public String toString() {
        return table.definition().name() + "." + property.name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ForeignKey<?, ?, ?> key && key.source == source && Arrays.equals(names(), key.names());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(names());
    }

    private String[] names() {
        return columns.stream().map(ColumnDefinition::name).toArray(String[]::new);
    }
}
