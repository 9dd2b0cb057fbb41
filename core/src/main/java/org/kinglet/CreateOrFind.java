// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Operation;
import org.kinglet.internal.Operation.Block;
import org.kinglet.internal.Requests;
import org.kinglet.query.Assignment;
import org.kinglet.query.Condition;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * A row that is created unless it exists, when others may be creating it too. The insert itself finds out, by {@code on
 * conflict do nothing}, so no error ends a transaction and no savepoint is needed; where there is no such insert, a
 * failed one does not end a transaction.
 */
final class CreateOrFind<E, K> {
    private final Table<E, K> table;
    private final TableDefinition definition;

    CreateOrFind(Table<E, K> table) {
        this.table = table;
        this.definition = table.definition();
    }

    Operation<Created<E>> getOrCreate(Manager manager, List<Assignment<E>> lookup, List<Assignment<E>> defaults) {
        Condition condition = matches(table, lookup);
        List<Assignment<E>> values = new ArrayList<>(lookup);
        values.addAll(defaults);
        Insert<E> insert = Insert.into(table, List.of(values));
        return new Block<>(() -> {
            Optional<E> found = manager.find(table.select().where(condition));
            if (found.isPresent()) return new Created<>(found.get(), false);
            Optional<E> created = manager.run(table.operations()
                    .returned(
                            manager,
                            insert.onConflictDoNothing().returning(),
                            (row, channel) -> Optional.ofNullable(row)));
            if (created.isPresent()) {
                E saved = created.get();
                boolean computed = table.operations().hasComputed();
                return new Created<>(
                        computed ? manager.run(table.operations().readComputed(manager, saved)) : saved, true);
            }
            Optional<E> meanwhile = findCommitted(manager, condition);
            if (meanwhile.isPresent()) return new Created<>(meanwhile.get(), false);
            // It conflicts with a row that is not the one looked for: the insert says with which constraint.
            return new Created<>(manager.run(table.operations().create(manager, values)), true);
        });
    }

    Operation<Created<E>> createOrGet(Manager manager, E entity) {
        return new Block<>(() -> {
            E row = table.normalize(entity);
            @Nullable Object[] values = table.values(row);
            Optional<E> created = manager.engine().dialect().hasOnConflict()
                    ? manager.run(insertOrNothing(manager, row, values))
                    : insertUnlessThere(manager, row);
            if (created.isPresent()) return new Created<>(withComputed(manager, created.get()), true);
            for (Condition same : sameByAConstraint(values)) {
                Optional<E> found = findCommitted(manager, same);
                if (found.isPresent()) return new Created<>(found.get(), false);
            }
            return new Created<>(manager.run(table.operations().insert(manager, row)), true);
        });
    }

    private E withComputed(Manager manager, E created) {
        EntityOperations<E, K> operations = table.operations();
        return operations.hasComputed() ? manager.run(operations.readComputed(manager, created)) : created;
    }

    private Optional<E> findCommitted(Manager manager, Condition condition) {
        return manager.run(
                Requests.findCommitted(manager.engine(), table.select().where(condition)));
    }

    /** Where a statement that fails does no harm to its transaction. */
    private Optional<E> insertUnlessThere(Manager manager, E row) {
        try {
            return Optional.of(manager.run(table.operations().insert(manager, row)));
        } catch (IntegrityException violation) {
            if (!violation.isUniqueViolation()) throw violation;
            return Optional.empty();
        }
    }

    private Operation<Optional<E>> insertOrNothing(Manager manager, E row, @Nullable Object[] values) {
        EntityOperations<E, K> operations = table.operations();
        BitSet columns = operations.columns().insertedColumns(values);
        int generated = definition.generatedColumn();
        boolean generates = generated >= 0 && !columns.get(generated);
        String sql = manager.sql(table).insertOrNothing(columns);
        return new Operation.Single<>(
                new Command<>(
                        sql,
                        EntityColumns.pick(values, columns),
                        Access.WRITE,
                        () -> new InsertedKey(generates ? generated : -1)),
                null,
                (inserted, channel) -> {
                    if (!inserted.present) return Optional.empty();
                    return Optional.of(
                            generates
                                    ? operations.withGeneratedKey(manager.database(), channel, row, inserted.key)
                                    : operations.inserted(manager.database(), channel, row, values));
                });
    }

    /** Whether a row came back, and its generated key. */
    private static final class InsertedKey implements RowCollector<InsertedKey> {
        private final int column;
        private boolean present;
        private long key;

        InsertedKey(int column) {
            this.column = column;
        }

        @Override
        public void row(RowReader row) {
            present = true;
            if (column >= 0) key = row.getLong(column);
        }

        @Override
        public InsertedKey finish(long affectedRows, long lastInsertedId) {
            return this;
        }
    }

    /** For the key and each unique constraint whose columns all have a value: a row has the same. */
    private List<Condition> sameByAConstraint(@Nullable Object[] values) {
        List<Condition> conditions = new ArrayList<>();
        List<List<String>> constraints = new ArrayList<>();
        constraints.add(definition.primaryKey());
        constraints.addAll(definition.uniqueKeys());
        for (List<String> names : constraints) {
            Condition same = Condition.all(List.of());
            boolean complete = true;
            for (String name : names) {
                int position = definition.position(name);
                ColumnDefinition column = definition.columns().get(position);
                complete &= column.generated() ? !EntityColumns.isUnset(values[position]) : values[position] != null;
                same = same.and(equal(
                        table,
                        column,
                        new Node.Parameter(values[position], column.type().columnType())));
            }
            if (complete) conditions.add(same);
        }
        return conditions;
    }

    private static <E> Condition matches(TableSource<E> table, List<Assignment<E>> lookup) {
        if (lookup.isEmpty()) {
            throw new IllegalArgumentException("getOrCreate of " + table.definition() + " needs something to look for");
        }
        Condition condition = Condition.all(List.of());
        for (Assignment<E> assignment : lookup) {
            for (int i = 0; i < assignment.columns().size(); i++) {
                condition = condition.and(equal(
                        table, assignment.columns().get(i), assignment.values().get(i)));
            }
        }
        return condition;
    }

    private static Condition equal(TableSource<?> table, ColumnDefinition column, Node value) {
        Node left = new Node.Column(table, column);
        return new Condition(
                value instanceof Node.Null
                        ? new Node.IsNull(left, false)
                        : new Node.Binary(Node.BinaryOperator.EQ, left, value));
    }
}
