// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** Writes the statements that make and drop tables. Whatever exists already, or no longer, is no error. */
public final class SchemaRenderer {
    private final Dialect dialect;

    public SchemaRenderer(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * The sequence of its key, the table, then its indexes; or the last two as one, where an index that may exist cannot be
     * named alone.
     */
    public List<String> create(TableDefinition table) {
        List<String> statements = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            String sequence = column.sequence();
            if (sequence != null) statements.add(dialect.createSequence(sequence));
        }
        statements.add(table(table));
        if (dialect.createsIndexesIfMissing()) {
            for (IndexDefinition index : table.indexes()) statements.add(index(table, index));
        }
        return statements;
    }

    public String drop(TableDefinition table) {
        StringBuilder sql = new StringBuilder("drop table if exists ");
        name(sql, table);
        return sql.toString();
    }

    private String table(TableDefinition table) {
        StringBuilder sql = new StringBuilder("create table if not exists ");
        name(sql, table);
        String separator = " (";
        for (ColumnDefinition column : table.columns()) {
            sql.append(separator);
            column(sql, table, column);
            separator = ", ";
        }
        if (!isGeneratedKey(table)) {
            sql.append(", primary key ");
            names(sql, table.primaryKey());
        }
        for (ForeignKeyDefinition foreignKey : table.foreignKeys()) {
            sql.append(", ");
            foreignKey(sql, foreignKey);
        }
        if (!dialect.createsIndexesIfMissing()) {
            for (IndexDefinition index : table.indexes()) {
                sql.append(index.unique() ? ", unique index " : ", index ");
                dialect.quote(sql, index.name());
                sql.append(" ");
                names(sql, index.columns());
            }
        }
        return sql.append(")").append(dialect.tableOptions()).toString();
    }

    private void column(StringBuilder sql, TableDefinition table, ColumnDefinition column) {
        dialect.quote(sql, column.name());
        if (column.generated() && isGeneratedKey(table)) {
            sql.append(" ").append(dialect.generatedKey(column));
            return;
        }
        String declared = column.declaredType();
        sql.append(" ").append(declared != null ? declared : dialect.columnType(table, column));
        String collation = column.collation();
        if (collation != null) {
            sql.append(" collate ");
            dialect.quote(sql, collation);
        }
        if (!column.nullable()) sql.append(" not null");
        if (column.defaultValue() != null) {
            sql.append(" default (").append(column.defaultValue()).append(")");
        }
        if (column.check() != null)
            sql.append(" check (").append(column.check()).append(")");
    }

    private static boolean isGeneratedKey(TableDefinition table) {
        return table.primaryKey().size() == 1
                && table.column(table.primaryKey().getFirst()).generated();
    }

    private void foreignKey(StringBuilder sql, ForeignKeyDefinition foreignKey) {
        sql.append("foreign key ");
        names(sql, foreignKey.columns());
        sql.append(" references ");
        String schema = foreignKey.parentSchema();
        if (schema != null) {
            dialect.quote(sql, schema);
            sql.append(".");
        }
        dialect.quote(sql, foreignKey.parentTable());
        sql.append(" ");
        names(sql, foreignKey.parentColumns());
        action(sql, " on delete ", foreignKey.onDelete());
        action(sql, " on update ", foreignKey.onUpdate());
    }

    private static void action(StringBuilder sql, String event, ReferentialAction action) {
        if (action == ReferentialAction.NO_ACTION) return; // the default
        sql.append(event).append(action.name().replace('_', ' ').toLowerCase(Locale.ROOT));
    }

    private String index(TableDefinition table, IndexDefinition index) {
        StringBuilder sql = new StringBuilder(index.unique() ? "create unique index" : "create index");
        sql.append(" if not exists ");
        dialect.quote(sql, index.name());
        sql.append(" on ");
        name(sql, table);
        sql.append(" ");
        names(sql, index.columns());
        return sql.toString();
    }

    private void name(StringBuilder sql, TableDefinition table) {
        String schema = table.schema();
        if (schema != null) {
            dialect.quote(sql, schema);
            sql.append(".");
        }
        dialect.quote(sql, table.name());
    }

    private void names(StringBuilder sql, List<String> names) {
        String separator = "(";
        for (String name : names) {
            sql.append(separator);
            dialect.quote(sql, name);
            separator = ", ";
        }
        sql.append(")");
    }
}
