// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.query.Condition;
import org.kinglet.query.Join;
import org.kinglet.query.Load;
import org.kinglet.query.LoadOne;
import org.kinglet.query.Node;
import org.kinglet.query.QueryRunner;
import org.kinglet.query.Relation;
import org.kinglet.query.Select;
import org.kinglet.query.SelectClauses;
import org.kinglet.query.TableSource;
import org.kinglet.schema.TableDefinition;

/**
 * Entities and the rows that they refer to, read from the same rows by joins: {@code withRelated(TWEETS.user)}, also over
 * several levels. The joins are outer ones to a table's key, so they neither add rows nor leave any out. A table that
 * the program has joined over the same relation itself is not joined again.
 *
 * <p>Equal keys give the same instance.
 */
final class JoinedRows<E> {
    private final Engine engine;
    private final Select<E> select;
    private final List<Join> joins = new ArrayList<>();
    private final List<TableSource<?>> tables = new ArrayList<>();
    private final List<Relation<?, ?>> relations = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<One<E, ?>> ones;
    private int width;

    /** A reference, whose row is in the columns from {@code first} on, and the references of that. */
    private record One<E, P>(Relation<E, P> relation, TableSource<P> table, int first, List<One<P, ?>> ones) {}

    private JoinedRows(Engine engine, Select<E> select) {
        SelectClauses clauses = select.clauses();
        this.engine = engine;
        this.select = select;
        this.width = clauses.source().definition().columns().size();
        name(clauses.source());
        clauses.joins().forEach(join -> name(join.table()));
        this.ones = join(clauses.source(), select.related());
    }

    /** Whether the references of the select's entities come by joins; a grouped select cannot have more columns. */
    static boolean areFor(Select<?> select) {
        SelectClauses clauses = select.clauses();
        return !clauses.isCombined()
                && clauses.groups().isEmpty()
                && clauses.groupCondition() == null
                && select.related().stream().anyMatch(LoadOne.class::isInstance);
    }

    static <E> JoinedRows<E> of(Engine engine, Select<E> select) {
        return new JoinedRows<>(engine, select);
    }

    /** What is sent. */
    Select<E> select() {
        return select.reading(joins, tables);
    }

    private void name(TableSource<?> table) {
        String alias = table.alias();
        names.add(alias != null ? alias : table.definition().name());
    }

    private <S> List<One<S, ?>> join(TableSource<?> from, List<? extends Load<S, ?>> loads) {
        List<One<S, ?>> joined = new ArrayList<>();
        for (Load<S, ?> load : loads) {
            if (load instanceof LoadOne<S, ?> one) joined.add(join(from, one));
        }
        return joined;
    }

    @SuppressWarnings("unchecked") // the relation starts from that table
    private <S, P> One<S, P> join(TableSource<?> from, LoadOne<S, P> load) {
        Relation<S, P> relation = load.relation().from((TableSource<S>) from);
        TableSource<P> table = joinedAlready(relation);
        if (table == null) {
            table = new Alias<>(relation.target(), unusedName());
            joins.addAll(relation.joins(Join.Kind.LEFT, table));
        }
        int first = width;
        width += table.definition().columns().size();
        tables.add(table);
        relations.add(relation);
        return new One<>(relation, table, first, join(table, load.related()));
    }

    private <P> @Nullable TableSource<P> joinedAlready(Relation<?, P> relation) {
        Node on = Objects.requireNonNull(relation.joins(Join.Kind.INNER, relation.target())
                        .getLast()
                        .on())
                .node();
        for (Join join : select.clauses().joins()) {
            boolean keepsRows = join.kind() == Join.Kind.INNER || join.kind() == Join.Kind.LEFT;
            Condition condition = join.on();
            if (keepsRows
                    && join.table() == relation.target()
                    && condition != null
                    && condition.node().equals(on)) {
                return relation.target();
            }
        }
        return null;
    }

    private String unusedName() {
        int number = 1;
        while (!names.add("related_" + number)) number++;
        return "related_" + number;
    }

    /** Under a name of our own. */
    private record Alias<P>(TableSource<P> table, String alias) implements TableSource<P> {
        @Override
        public TableDefinition definition() {
            return table.definition();
        }

        @Override
        public QueryRunner runner() {
            return table.runner();
        }

        @Override
        public @Nullable Object @Nullable [] defaults() {
            return table.defaults();
        }

        @Override
        public @Nullable Object[] stored(P entity) {
            return table.stored(entity);
        }
    }

    // Reading

    /** What makes the mapper of each execution. */
    Supplier<RowMapper<E>> mapper(TableSource<E> entities) {
        List<TableSource<?>> all = new ArrayList<>(tables);
        all.add(entities);
        return () -> {
            Host.Entities result = engine.host().entities(all, relations);
            Host.EntityReader<E> reader = result.reader(entities);
            List<Reader<E, ?>> readers = readers(result, ones);
            return row -> {
                E entity = reader.read(row, 0);
                for (Reader<E, ?> each : readers) each.read(entity, row);
                return entity;
            };
        };
    }

    private <S> List<Reader<S, ?>> readers(Host.Entities result, List<One<S, ?>> of) {
        List<Reader<S, ?>> readers = new ArrayList<>(of.size());
        for (One<S, ?> one : of) readers.add(reader(result, one));
        return readers;
    }

    private <S, P> Reader<S, P> reader(Host.Entities result, One<S, P> one) {
        return new Reader<>(
                engine.host().link(one.relation()),
                result.reader(one.relation().target()),
                one.first(),
                one.first() + keyPosition(one.table().definition()),
                readers(result, one.ones()));
    }

    private static int keyPosition(TableDefinition table) {
        return table.position(table.primaryKey().getFirst());
    }

    /** Reads the rows of one reference, each once. */
    private record Reader<S, P>(
            Host.Link<S, P> link,
            Host.EntityReader<P> reader,
            int first,
            int key,
            List<Reader<P, ?>> readers,
            Map<Object, List<P>> known) {
        Reader(Host.Link<S, P> link, Host.EntityReader<P> reader, int first, int key, List<Reader<P, ?>> readers) {
            this(link, reader, first, key, readers, new HashMap<>());
        }

        void read(S owner, RowReader row) {
            Object ownerKey = link.key(owner);
            if (ownerKey == null) return;
            List<P> partner = known.get(ownerKey);
            if (partner == null) {
                partner = partner(row);
                known.put(ownerKey, partner);
            }
            link.attach(owner, partner);
        }

        /** None, if there is no such row. */
        private List<P> partner(RowReader row) {
            if (row.isNull(key)) return List.of();
            P partner = reader.read(row, first);
            for (Reader<P, ?> each : readers) each.read(partner, row);
            return List.of(partner);
        }
    }
}
