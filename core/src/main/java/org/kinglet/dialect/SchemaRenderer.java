// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.CheckDefinition;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Computation;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.IndexPart;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.UniqueDefinition;
import org.kinglet.schema.ViewDefinition;

/** Writes the statements that make and drop tables. Whatever exists already, or no longer, is no error. */
public final class SchemaRenderer {
    private final Dialect dialect;
    private final SchemaGrammar grammar;

    public SchemaRenderer(Dialect dialect) {
        this.dialect = dialect;
        this.grammar = dialect.schema();
    }

    /** The whole table, or view, as {@link #create(TableDefinition, Collection)} makes it, and what its comments say. */
    public List<String> create(TableDefinition table) {
        List<String> statements = new ArrayList<>(create(table, Set.of()));
        statements.addAll(comments(table));
        statements.addAll(concurrentIndexes(table));
        return statements;
    }

    /**
     * The sequence of its key, the table, then its indexes, but for those that are made concurrently; or the last two as one,
     * where an index that may exist cannot be named alone. Or the view.
     *
     * @param without foreign keys that refer to tables which do not exist yet
     */
    public List<String> create(TableDefinition table, Collection<ForeignKeyDefinition> without) {
        ViewDefinition view = table.view();
        if (view != null) return List.of(grammar.createView(table, view));
        grammar.check(table);
        List<String> statements = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            String sequence = column.sequence();
            if (sequence != null) statements.add(grammar.keySequence(sequence));
        }
        statements.add(table(table, without));
        if (!grammar.hasIndexesInTable(table)) {
            for (IndexDefinition index : indexes(table)) {
                if (!index.concurrently()) statements.add(index(table, index));
            }
        }
        FullTextDefinition fullText = table.fullText();
        if (fullText != null) statements.addAll(grammar.fullText().create(table, fullText));
        return statements;
    }

    /** The indexes that are made outside of any transaction. */
    public List<String> concurrentIndexes(TableDefinition table) {
        return indexes(table).stream()
                .filter(IndexDefinition::concurrently)
                .map(index -> index(table, index))
                .toList();
    }

    /** The indexes of the table that the database can have, as it can have them. */
    public List<IndexDefinition> indexes(TableDefinition table) {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (IndexDefinition index : table.indexes()) {
            IndexDefinition possible = grammar.possible(table, index);
            if (possible != null) indexes.add(possible);
        }
        return indexes;
    }

    /** What says of a table that exists what it and its columns are for. */
    public List<String> comments(TableDefinition table) {
        return grammar.comments(table);
    }

    /** Drops a table or view. */
    public String drop(TableDefinition table) {
        return drop(List.of(table), false);
    }

    /** What goes before tables are dropped, since it would stay behind. */
    public List<String> beforeDrop(Collection<TableDefinition> tables) {
        List<String> statements = new ArrayList<>();
        for (TableDefinition table : tables) {
            if (table.fullText() != null) statements.addAll(grammar.fullText().beforeDrop(table));
        }
        return statements;
    }

    /** Drops tables by one statement, or one view. */
    public String drop(List<TableDefinition> tables, boolean cascade) {
        ViewDefinition view = tables.getFirst().view();
        return view != null ? grammar.dropView(tables.getFirst(), view) : grammar.dropTable(tables, cascade);
    }

    /** Gives a table that exists a foreign key. */
    public String addForeignKey(TableDefinition table, ForeignKeyDefinition foreignKey) {
        StringBuilder sql = new StringBuilder("alter table ");
        name(sql, table);
        sql.append(" add ");
        foreignKey(sql, foreignKey);
        return sql.toString();
    }

    private String table(TableDefinition table, Collection<ForeignKeyDefinition> without) {
        StringBuilder sql =
                new StringBuilder("create").append(grammar.kind(table)).append(" table if not exists ");
        name(sql, table);
        String separator = " (";
        for (ColumnDefinition column : table.columns()) {
            sql.append(separator);
            column(sql, table, column);
            separator = ", ";
        }
        if (!isGeneratedKey(table) && !table.primaryKey().isEmpty()) {
            sql.append(", primary key ");
            names(sql, table.primaryKey());
        }
        for (UniqueDefinition unique : table.uniques()) unique(sql.append(", "), unique);
        for (CheckDefinition check : table.checks()) {
            constraint(sql.append(", "), check.name());
            sql.append("check (").append(check.condition()).append(")");
        }
        for (ForeignKeyDefinition foreignKey : table.foreignKeys()) {
            if (!without.contains(foreignKey)) foreignKey(sql.append(", "), foreignKey);
        }
        if (grammar.hasIndexesInTable(table)) {
            for (IndexDefinition index : indexes(table)) {
                sql.append(", ").append(grammar.kind(index)).append("index ");
                dialect.quote(sql, index.name());
                parts(sql.append(" "), index);
            }
        }
        FullTextDefinition fullText = table.fullText();
        if (fullText != null) {
            for (String part : grammar.fullText().parts(table, fullText))
                sql.append(", ").append(part);
        }
        return sql.append(")").append(grammar.options(table)).toString();
    }

    /** What stands in a {@code create table}, or behind {@code add column}. */
    public String column(TableDefinition table, ColumnDefinition column) {
        StringBuilder sql = new StringBuilder();
        column(sql, table, column);
        return sql.toString();
    }

    private void column(StringBuilder sql, TableDefinition table, ColumnDefinition column) {
        dialect.quote(sql, column.name());
        if (column.generated() && isGeneratedKey(table)) {
            sql.append(" ").append(dialect.generatedKey(column)).append(grammar.columnComment(column));
            return;
        }
        String declared = column.declaredType();
        sql.append(" ").append(declared != null ? declared : dialect.columnType(table, column));
        String collation = column.collation();
        if (collation != null) {
            sql.append(" collate ");
            dialect.quote(sql, collation);
        }
        Computation computation = column.computation();
        if (computation != null) sql.append(grammar.computed(computation));
        if (!column.nullable() && (computation == null || grammar.hasNotNullComputed())) sql.append(" not null");
        if (column.defaultValue() != null) {
            sql.append(" default (").append(column.defaultValue()).append(")");
        }
        if (column.check() != null)
            sql.append(" check (").append(column.check()).append(")");
        sql.append(grammar.columnComment(column));
    }

    private static boolean isGeneratedKey(TableDefinition table) {
        return table.primaryKey().size() == 1
                && table.column(table.primaryKey().getFirst()).generated();
    }

    private void constraint(StringBuilder sql, @Nullable String name) {
        if (name == null) return;
        sql.append("constraint ");
        dialect.quote(sql, name);
        sql.append(" ");
    }

    private void unique(StringBuilder sql, UniqueDefinition unique) {
        grammar.check(unique);
        constraint(sql, unique.name());
        sql.append(unique.nullsNotDistinct() ? "unique nulls not distinct " : "unique ");
        names(sql, unique.columns());
        deferral(sql, unique.deferral());
    }

    private static void deferral(StringBuilder sql, Deferral deferral) {
        switch (deferral) {
            case NOT_DEFERRABLE -> {}
            case DEFERRABLE -> sql.append(" deferrable");
            case INITIALLY_DEFERRED -> sql.append(" deferrable initially deferred");
        }
    }

    private void foreignKey(StringBuilder sql, ForeignKeyDefinition foreignKey) {
        grammar.check(foreignKey);
        constraint(sql, foreignKey.name());
        sql.append("foreign key ");
        names(sql, foreignKey.columns());
        sql.append(" references ");
        sql.append(grammar.referenced(foreignKey)).append(" ");
        names(sql, foreignKey.parentColumns());
        action(sql, " on delete ", foreignKey.onDelete());
        action(sql, " on update ", foreignKey.onUpdate());
        deferral(sql, foreignKey.deferral());
    }

    private static void action(StringBuilder sql, String event, ReferentialAction action) {
        if (action == ReferentialAction.NO_ACTION) return; // the default
        sql.append(event).append(action.name().replace('_', ' ').toLowerCase(Locale.ROOT));
    }

    /** Makes an index, one of {@link #indexes}. */
    public String index(TableDefinition table, IndexDefinition index) {
        StringBuilder sql =
                new StringBuilder("create ").append(grammar.kind(index)).append("index ");
        if (index.concurrently()) sql.append("concurrently ");
        sql.append("if not exists ").append(grammar.indexOn(table, index)).append(" ");
        String method = grammar.using(index);
        if (method != null) sql.append("using ").append(method).append(" ");
        parts(sql, index);
        if (!index.include().isEmpty()) names(sql.append(" include "), index.include());
        if (index.nullsNotDistinct()) sql.append(" nulls not distinct");
        if (index.where() != null) sql.append(" where ").append(index.where());
        return sql.toString();
    }

    private void parts(StringBuilder sql, IndexDefinition index) {
        String separator = "(";
        for (IndexPart part : index.parts()) {
            sql.append(separator);
            if (part.column() != null) dialect.quote(sql, part.column());
            else sql.append("(").append(part.expression()).append(")");
            if (part.descending()) sql.append(" desc");
            separator = ", ";
        }
        sql.append(")");
    }

    private void name(StringBuilder sql, TableDefinition table) {
        sql.append(dialect.name(table));
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
