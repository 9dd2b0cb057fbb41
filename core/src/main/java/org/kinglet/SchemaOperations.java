// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return all(tables, true, table -> renderer().create(table));
    }

    Operation<Void> drop(List<Table<?, ?>> tables) {
        return all(tables, false, table -> List.of(renderer().drop(table)));
    }

    Operation<Void> truncate(List<Table<?, ?>> tables) {
        return all(tables, false, table -> database.engine().dialect().truncate(table));
    }

    private SchemaRenderer renderer() {
        return new SchemaRenderer(database.engine().dialect());
    }

    private interface Statements {
        List<String> of(TableDefinition table);
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private Operation<Void> all(List<Table<?, ?>> tables, boolean parentsFirst, Statements statements) {
        List<TableDefinition> ordered =
                inOrder(tables.stream().map(Table::definition).toList());
        if (!parentsFirst) Collections.reverse(ordered);
        return new Operation.Block<>(() -> {
            if (ordered.isEmpty()) return null;
            return database.inTransaction(() -> {
                for (TableDefinition table : ordered) {
                    for (String sql : statements.of(table)) {
                        database.run(new Operation.Single<>(Command.exclusive(sql), null, (rows, channel) -> rows));
                    }
                }
                return null;
            });
        });
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
