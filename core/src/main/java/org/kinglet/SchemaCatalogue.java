// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.dialect.SchemaGrammar.Query;
import org.kinglet.dialect.Statements;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;
import org.kinglet.internal.Operation;
import org.kinglet.query.Sql;
import org.kinglet.schema.TableDefinition;

/** What {@link SchemaOperations} has to know of what is in the database already. */
final class SchemaCatalogue {
    private final Database database;
    private final SchemaGrammar grammar;

    SchemaCatalogue(Database database) {
        this.database = database;
        this.grammar = database.engine().dialect().schema();
    }

    /** A foreign key: the table that has it and the one that it refers to; a schema is null if it is the database's own. */
    record Reference(
            @Nullable String schema,
            String table,
            @Nullable String name,
            @Nullable String parentSchema,
            String parent) {
        boolean isOf(TableDefinition definition) {
            return table.equalsIgnoreCase(definition.name()) && Objects.equals(schema, definition.schema());
        }

        boolean isTo(TableDefinition definition) {
            return parent.equalsIgnoreCase(definition.name()) && Objects.equals(parentSchema, definition.schema());
        }
    }

    Set<Reference> references(List<TableDefinition> tables) {
        Set<Reference> references = new HashSet<>();
        for (@Nullable String[] row : rows(grammar.references(schemas(tables)), 6)) {
            references.add(new Reference(
                    row[0], Objects.requireNonNull(row[1]), row[2], row[4], Objects.requireNonNull(row[5])));
        }
        return references;
    }

    static List<String> schemas(List<TableDefinition> tables) {
        return tables.stream()
                .flatMap(table -> Stream.ofNullable(table.schema()))
                .distinct()
                .toList();
    }

    boolean hasSchema(String schema) {
        return !rows(grammar.schemaNamed(schema), 1).isEmpty();
    }

    /** Those that exist, as tables or views. */
    Set<TableDefinition> existing(List<TableDefinition> tables) {
        if (tables.isEmpty()) return Set.of();
        Sql sql = Statements.existing(database.engine().dialect(), tables);
        Set<TableDefinition> existing = new HashSet<>();
        database.run(query(sql.text(), sql.parameterArray(), row -> existing.add(tables.get((int) row.getLong(0)))));
        return existing;
    }

    private List<@Nullable String[]> rows(Query query, int columns) {
        List<@Nullable String[]> rows = new ArrayList<>();
        database.run(query(query.sql(), query.parameters().toArray(), row -> {
            @Nullable String[] values = new @Nullable String[columns];
            for (int i = 0; i < columns; i++) values[i] = row.isNull(i) ? null : row.getString(i);
            rows.add(values);
        }));
        return rows;
    }

    /** Never sent twice. */
    private static Operation<Long> query(String sql, @Nullable Object[] parameters, Consumer<RowReader> each) {
        Command<Long> command = new Command<>(sql, parameters, Access.EXCLUSIVE, () -> new RowCollector<>() {
            @Override
            public void row(RowReader row) {
                each.accept(row);
            }

            @Override
            public Long finish(long affectedRows, long lastInsertedId) {
                return affectedRows;
            }
        });
        return new Operation.Single<>(command, null, Operation.Finish.asItIs());
    }
}
