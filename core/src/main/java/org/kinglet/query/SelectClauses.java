// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clauses of a select, in the order of SQL. Filled in by one method of {@link Select}, and never changed after that. */
final class SelectClauses {
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
        orderBy = other.orderBy;
        limit = other.limit;
        offset = other.offset;
        lock = other.lock;
        related = other.related;
        beside = other.beside;
    }
}
