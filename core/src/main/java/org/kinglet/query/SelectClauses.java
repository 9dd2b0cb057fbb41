// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;

/**
 * The clauses of a select, in the order of SQL, for what renders and runs it. Filled in by one method of {@link Select}, and never
 * changed after that.
 */
public final class SelectClauses {
    List<Cte> with = List.of();
    boolean distinct;
    List<Expression<?>> distinctOn = List.of();
    List<Expression<?>> projection = List.of();
    /** The tables whose entities are given, behind the projection. */
    List<TableSource<?>> entities = List.of();

    TableSource<?> from;
    List<Join> joins = List.of();

    @Nullable
    Node where;

    List<Grouping> groupBy = List.of();

    @Nullable
    Node having;

    /** If it is a combination of selects: the first of them, and the others. The clauses from {@link #distinct} on are unused then. */
    @Nullable
    Select<?> first;

    List<Combination> combined = List.of();
    List<Window> windows = List.of();
    List<Order> orderBy = List.of();
    long limit = -1;
    long offset;

    @Nullable
    RowLock lock;

    List<? extends Load<?, ?>> related = List.of();
    List<TableSource<?>> beside = List.of();

    SelectClauses(TableSource<?> from) {
        this.from = from;
    }

    SelectClauses(SelectClauses other) {
        with = other.with;
        distinct = other.distinct;
        distinctOn = other.distinctOn;
        projection = other.projection;
        entities = other.entities;
        from = other.from;
        joins = other.joins;
        where = other.where;
        groupBy = other.groupBy;
        having = other.having;
        first = other.first;
        combined = other.combined;
        windows = other.windows;
        orderBy = other.orderBy;
        limit = other.limit;
        offset = other.offset;
        lock = other.lock;
        related = other.related;
        beside = other.beside;
    }

    /** The table it starts from. */
    public TableSource<?> source() {
        return from;
    }

    /** The selected expressions; empty for all columns of {@link #source()}. */
    public List<Expression<?>> projection() {
        return projection;
    }

    /** The tables whose entities are selected, behind the {@link #projection()}. */
    public List<TableSource<?>> entities() {
        return entities;
    }

    /** All that is selected, column by column. */
    public List<Expression<?>> columns() {
        List<Expression<?>> columns = new ArrayList<>(projection);
        if (columns.isEmpty() && entities.isEmpty()) addColumns(from, columns);
        entities.forEach(table -> addColumns(table, columns));
        beside.forEach(table -> addColumns(table, columns));
        return columns;
    }

    private static void addColumns(TableSource<?> table, List<Expression<?>> columns) {
        for (ColumnDefinition column : table.definition().columns()) {
            columns.add(Expression.of(new Node.Column(table, column), column.type()));
        }
    }

    /** The names of the {@link #columns()}, for messages. */
    List<String> names() {
        return RowLayout.of(columns().stream().map(Expression::node).toList()).names();
    }

    public List<Cte> ctes() {
        return with;
    }

    /** Whether it is a combination of several selects, and not one with a {@code from}. */
    public boolean isCombined() {
        return first != null;
    }

    /** The first select of a combination. */
    public Select<?> firstOfCombination() {
        Select<?> select = first;
        if (select == null) throw new IllegalStateException("it is a single select");
        return select;
    }

    /** The other selects of a combination. */
    public List<Combination> combinations() {
        return combined;
    }

    /** {@code null} if rows are not locked. */
    public @Nullable RowLock lock() {
        return lock;
    }

    public List<Expression<?>> distinctKey() {
        return distinctOn;
    }

    public List<Join> joins() {
        return joins;
    }

    /** {@code null} for none. */
    public @Nullable Node condition() {
        return where;
    }

    public List<Grouping> groups() {
        return groupBy;
    }

    /** {@code null} for none. */
    public @Nullable Node groupCondition() {
        return having;
    }

    /** Those that are known by their names. */
    public List<Window> windows() {
        return windows;
    }

    public List<Order> order() {
        return orderBy;
    }

    /** -1 for none. */
    public long limit() {
        return limit;
    }

    public long offset() {
        return offset;
    }

    /** Whether not all rows are given. */
    public boolean isLimited() {
        return limit >= 0 || offset > 0;
    }

    public boolean isDistinct() {
        return distinct;
    }

    /** The tables all of whose columns are read behind those of {@link #source()}. */
    public List<TableSource<?>> beside() {
        return beside;
    }
}
