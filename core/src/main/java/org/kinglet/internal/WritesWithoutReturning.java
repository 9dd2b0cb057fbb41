// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.InsertedRows;
import org.kinglet.dialect.Statements;
import org.kinglet.driver.Access;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Operation.Single;
import org.kinglet.internal.Operation.Steps;
import org.kinglet.query.Assignment;
import org.kinglet.query.Condition;
import org.kinglet.query.Delete;
import org.kinglet.query.Expression;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.Returning;
import org.kinglet.query.TableSource;
import org.kinglet.query.Target;
import org.kinglet.query.Update;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * What {@code returning} gives, by reading the rows by their keys, in the transaction of the write: after an insert, whose
 * keys are known or reported; after an update, whose rows were found and locked before; before a delete.
 */
final class WritesWithoutReturning {
    private WritesWithoutReturning() {}

    /** A row and its key, as drivers exchange it. */
    private record Keyed<T>(List<@Nullable Object> key, T row) {
        /** The key as something that is equal to the same key. */
        Object identity() {
            return WritesWithoutReturning.identity(key);
        }
    }

    static <E, T> Operation<List<T>> insert(Engine engine, Returning<T> returning, Insert<E> insert) {
        TableDefinition table = insert.table().definition();
        if (!(insert.rows() instanceof Insert.Rows.Values<E> values)) {
            throw new UnsupportedOperationException(
                    engine.dialect().name() + " has no returning, and which keys the rows of" + " a select get in "
                            + table + " is not known; read the rows first, and use insertMany");
        }
        InsertedRows completed = InsertedRows.of(insert.table(), values.rows());
        Insert<E> complete = insert.withRows(completed.<E>assignments());
        return inTransaction(engine, channel -> {
            List<List<@Nullable Object>> keys = insert(engine, complete, completed, channel);
            Map<Object, T> rows = new HashMap<>();
            for (Keyed<T> row : readByKeys(engine, returning, keys, channel)) rows.put(row.identity(), row.row());
            List<T> ordered = new ArrayList<>(keys.size());
            for (List<@Nullable Object> key : keys) {
                T row = rows.get(identity(key));
                if (row == null)
                    throw new IllegalStateException("a row of " + table + " is not there after its insert");
                ordered.add(row);
            }
            return ordered;
        });
    }

    /** Inserts and gives the keys. */
    private static <E> List<List<@Nullable Object>> insert(
            Engine engine, Insert<E> insert, InsertedRows rows, Channel channel) {
        TableDefinition table = insert.table().definition();
        Inserted inserted = new Single<>(
                        Requests.command(
                                Statements.render(engine.dialect(), insert), Access.WRITE, Inserted::collector),
                        insert.timeout(),
                        (answer, ignored) -> answer)
                .run(channel);
        List<List<@Nullable Object>> keys = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Node> row = rows.byName(i);
            List<@Nullable Object> key = new ArrayList<>();
            for (String name : table.primaryKey()) {
                ColumnDefinition column = table.column(name);
                Node given = row.get(column.name());
                if (given instanceof Node.Parameter parameter) {
                    key.add(parameter.value());
                } else if (given == null && column.generated() && inserted.affected == rows.size()) {
                    long generated =
                            inserted.firstId + (long) i * engine.dialect().generatedKeyStep();
                    key.add(generated(column, generated));
                } else {
                    throw new UnsupportedOperationException(engine.dialect().name()
                            + " has no returning, and the key of a row of " + table
                            + " that the insert computes is not known; insert it with its key as a value");
                }
            }
            keys.add(key);
        }
        return keys;
    }

    private static Object generated(ColumnDefinition column, long key) {
        return column.type().sqlType().javaType() == Integer.class ? (Object) (int) key : (Object) key;
    }

    private record Inserted(long affected, long firstId) {
        static RowCollector<Inserted> collector() {
            return new RowCollector<>() {
                @Override
                public void row(RowReader row) {}

                @Override
                public Inserted finish(long affectedRows, long lastInsertedId) {
                    return new Inserted(affectedRows, lastInsertedId);
                }
            };
        }
    }

    static <E, T> Operation<List<T>> update(Engine engine, Returning<T> returning, Update<E> update) {
        TableDefinition table = update.table().definition();
        for (Assignment<E> assignment : update.assignments()) {
            for (ColumnDefinition column : assignment.columns()) {
                if (table.primaryKey().contains(column.name())) {
                    throw new UnsupportedOperationException(engine.dialect().name()
                            + " has no returning for an update, so the rows are read by their keys, which this one"
                            + " changes; update first, and select after it");
                }
            }
        }
        return inTransaction(engine, channel -> {
            List<List<@Nullable Object>> keys = new ArrayList<>();
            for (Keyed<Boolean> found : locked(engine, returning, update.target(), channel)) keys.add(found.key());
            for (List<List<@Nullable Object>> part : parts(engine, update.table(), keys)) {
                Update<E> byKeys = update.ofKeys(hasKey(update.table(), part));
                Writes.plain(Statements.render(engine.dialect(), byKeys), returning.timeout())
                        .run(channel);
            }
            List<T> rows = new ArrayList<>();
            for (Keyed<T> row : readByKeys(engine, returning, keys, channel)) rows.add(row.row());
            return rows;
        });
    }

    static <E, T> Operation<List<T>> delete(Engine engine, Returning<T> returning, Delete<E> delete) {
        return inTransaction(engine, channel -> {
            List<Keyed<T>> found =
                    read(engine, returning, delete.target(), engine.dialect().forUpdate(), channel);
            List<List<@Nullable Object>> keys = new ArrayList<>();
            for (Keyed<T> row : found) keys.add(row.key());
            for (List<List<@Nullable Object>> part : parts(engine, delete.table(), keys)) {
                Delete<E> byKeys = Delete.of(delete.table()).where(hasKey(delete.table(), part));
                Writes.plain(Statements.render(engine.dialect(), byKeys), returning.timeout())
                        .run(channel);
            }
            return found.stream().map(Keyed::row).toList();
        });
    }

    /** The rows for which the condition is true, as the write gives them. */
    static <T> List<T> read(Engine engine, Returning<T> returning, Node condition, Channel channel) {
        return read(engine, returning, Target.of(returning.table(), condition), "", channel).stream()
                .map(Keyed::row)
                .toList();
    }

    private static <T> List<Keyed<T>> readByKeys(
            Engine engine, Returning<T> returning, List<List<@Nullable Object>> keys, Channel channel) {
        List<Keyed<T>> rows = new ArrayList<>();
        for (List<List<@Nullable Object>> part : parts(engine, returning.table(), keys)) {
            Target target =
                    Target.of(returning.table(), hasKey(returning.table(), part).node());
            rows.addAll(read(engine, returning, target, "", channel));
        }
        return rows;
    }

    private static <T> List<Keyed<T>> read(
            Engine engine, Returning<T> returning, Target target, String end, Channel channel) {
        Supplier<RowMapper<T>> mapper =
                RowMapper.of(engine, returning.shape(), returning.table(), returning.expressions());
        return rows(engine, returning, returning.expressions(), mapper, target, end, channel);
    }

    private static List<Keyed<Boolean>> locked(Engine engine, Returning<?> returning, Target target, Channel channel) {
        Dialect dialect = engine.dialect();
        return rows(engine, returning, List.of(), () -> row -> true, target, dialect.forUpdate(), channel);
    }

    private static <T> List<Keyed<T>> rows(
            Engine engine,
            Returning<?> returning,
            List<Expression<?>> expressions,
            Supplier<RowMapper<T>> mapper,
            Target target,
            String end,
            Channel channel) {
        TableSource<?> table = returning.table();
        int first = expressions.isEmpty() ? table.definition().columns().size() : expressions.size();
        return new Single<>(
                        Requests.command(
                                Statements.selectWithKey(engine.dialect(), target, expressions, end),
                                Access.WRITE,
                                () -> new KeyedRows<>(mapper.get(), table.definition(), first)),
                        returning.timeout(),
                        (rows, ignored) -> rows)
                .run(channel);
    }

    private static final class KeyedRows<T> implements RowCollector<List<Keyed<T>>> {
        private final RowMapper<T> mapper;
        private final TableDefinition table;
        private final int first;
        private final List<Keyed<T>> rows = new ArrayList<>();
        /** A row that is beside several others comes several times. */
        private final Set<Object> known = new HashSet<>();

        /** @param first the place of the first column of the key */
        KeyedRows(RowMapper<T> mapper, TableDefinition table, int first) {
            this.mapper = mapper;
            this.table = table;
            this.first = first;
        }

        @Override
        public void row(RowReader row) {
            List<@Nullable Object> key = new ArrayList<>();
            for (String name : table.primaryKey()) {
                key.add(Values.stored(
                        row, first + key.size(), table.column(name).type()));
            }
            Keyed<T> keyed = new Keyed<>(key, mapper.map(row));
            if (known.add(keyed.identity())) rows.add(keyed);
        }

        @Override
        public List<Keyed<T>> finish(long affectedRows, long lastInsertedId) {
            return rows;
        }
    }

    // Keys

    private static Condition hasKey(TableSource<?> table, List<List<@Nullable Object>> keys) {
        return Keys.in(
                table,
                Keys.columns(table.definition()),
                keys.stream().<@Nullable Object[]>map(List::toArray).toList());
    }

    private static List<List<List<@Nullable Object>>> parts(
            Engine engine, TableSource<?> table, List<List<@Nullable Object>> keys) {
        return Keys.writtenParts(engine.dialect(), Keys.columns(table.definition()), keys);
    }

    private static Object identity(List<@Nullable Object> key) {
        List<@Nullable Object> identity = new ArrayList<>(key.size());
        for (Object value : key) {
            identity.add(
                    switch (value) {
                        case byte[] bytes -> ByteBuffer.wrap(bytes);
                        case BigDecimal decimal -> decimal.stripTrailingZeros();
                        case null, default -> value;
                    });
        }
        return identity;
    }

    private static <R> Operation<R> inTransaction(Engine engine, Steps.Body<R> body) {
        return new Steps<>(channel -> channel instanceof Level
                ? body.run(channel)
                : Blocks.run(
                        engine, channel, Blocks.Kind.ATOMIC, Blocks.Options.DEFAULT, (Level level) -> body.run(level)));
    }
}
