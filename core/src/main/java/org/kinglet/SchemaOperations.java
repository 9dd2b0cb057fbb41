// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.SchemaRenderer;
import org.kinglet.driver.Command;
import org.kinglet.internal.Operation;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.TableDefinition;

/** Creating and dropping tables, in an order in which each finds what it refers to; in one transaction. */
final class SchemaOperations {
    private final Database database;

    SchemaOperations(Database database) {
        this.database = database;
    }

    Operation<Void> create(List<Table<?, ?>> tables) {
        return all(tables, true, ordered -> each(ordered, renderer()::create));
    }

    Operation<Void> drop(List<Table<?, ?>> tables) {
        return all(
                tables,
                false,
                ordered -> each(ordered, table -> List.of(renderer().drop(table))));
    }

    Operation<Void> truncate(List<Table<?, ?>> tables) {
        return all(tables, false, database.engine().dialect()::truncate);
    }

    /** These, and the tables made for the pairs of theirs that nobody names. */
    static Set<Table<?, ?>> withPairs(List<Table<?, ?>> tables) {
        Set<Table<?, ?>> all = new LinkedHashSet<>(tables);
        for (Table<?, ?> table : tables) {
            for (ToMany<?, ?> relation : table.collections()) {
                if (relation instanceof HasManyThrough<?, ?> pairs
                        && pairs.isGenerated()
                        && tables.contains(pairs.target())) {
                    all.add(pairs.through());
                }
            }
        }
        return all;
    }

    private static List<String> each(List<TableDefinition> tables, Function<TableDefinition, List<String>> statements) {
        return tables.stream()
                .flatMap(table -> statements.apply(table).stream())
                .toList();
    }

    private SchemaRenderer renderer() {
        return new SchemaRenderer(database.engine().dialect());
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private Operation<Void> all(
            List<Table<?, ?>> tables, boolean parentsFirst, Function<List<TableDefinition>, List<String>> statements) {
        List<TableDefinition> ordered =
                inOrder(withPairs(tables).stream().map(Table::definition).toList());
        if (!parentsFirst) Collections.reverse(ordered);
        return new Operation.Block<>(() -> {
            List<String> all = ordered.isEmpty() ? List.of() : statements.apply(ordered);
            if (all.isEmpty()) return null;
            // Where each commits by itself a transaction around them would be a lie; within one they are refused.
            boolean alone = all.stream().anyMatch(database.engine().dialect()::commitsTransaction);
            if (alone) send(all);
            else database.inTransaction(() -> send(all));
            return null;
        });
    }

    private @Nullable Void send(List<String> statements) {
        for (String sql : statements) {
            database.run(new Operation.Single<>(Command.exclusive(sql), null, (rows, channel) -> rows));
        }
        return null;
    }

    /** Referenced tables before those that refer to them; in a circle, as they were given. */
    private static List<TableDefinition> inOrder(List<TableDefinition> tables) {
        Map<String, TableDefinition> byName = new LinkedHashMap<>();
        for (TableDefinition table : tables) byName.put(table.toString(), table);
        Set<TableDefinition> ordered = new LinkedHashSet<>();
        for (TableDefinition table : tables) visit(table, byName, new LinkedHashSet<>(), ordered);
        return new ArrayList<>(ordered);
    }

    private static void visit(
            TableDefinition table,
            Map<String, TableDefinition> byName,
            Set<TableDefinition> path,
            Set<TableDefinition> ordered) {
        if (ordered.contains(table) || !path.add(table)) return;
        for (ForeignKeyDefinition foreignKey : table.foreignKeys()) {
            String schema = foreignKey.parentSchema();
            String name = schema == null ? foreignKey.parentTable() : schema + "." + foreignKey.parentTable();
            TableDefinition parent = byName.get(name);
            if (parent != null) visit(parent, byName, path, ordered);
        }
        ordered.add(table);
    }
}
