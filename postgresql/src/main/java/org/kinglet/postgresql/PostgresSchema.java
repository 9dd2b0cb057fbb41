// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.kinglet.dialect.FullTextGrammar;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.SequenceDefinition;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.ViewDefinition;

/** How PostgreSQL makes tables: it has all that a definition can say. */
final class PostgresSchema extends SchemaGrammar {
    PostgresSchema(PostgresDialect dialect) {
        super(dialect);
    }

    @Override
    protected String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }

    @Override
    protected String kind(TableDefinition table) {
        if (table.temporary()) return " temporary";
        return table.storage().unlogged() ? " unlogged" : "";
    }

    @Override
    protected List<String> comments(TableDefinition table) {
        List<String> comments = new ArrayList<>();
        String name = quoted(table.schema(), table.name());
        String comment = table.comment();
        if (comment != null) comments.add("comment on " + word(table) + " " + name + " is " + literal(comment));
        for (ColumnDefinition column : table.columns()) {
            String said = column.comment();
            if (said == null) continue;
            comments.add("comment on column " + name + "." + quoted(column.name()) + " is " + literal(said));
        }
        return comments;
    }

    private static String word(TableDefinition table) {
        ViewDefinition view = table.view();
        if (view == null) return "table";
        return view.materialized() ? "materialized view" : "view";
    }

    @Override
    protected IndexDefinition possible(TableDefinition table, IndexDefinition index) {
        return index;
    }

    @Override
    public FullTextGrammar fullText() {
        return new PostgresFullTextIndex(this::quoted);
    }

    @Override
    public String createSchema(String schema) {
        return "create schema if not exists " + quoted(schema);
    }

    @Override
    public Query schemaNamed(String schema) {
        return new Query("select nspname::text from pg_namespace where nspname = $1::text", List.of(schema));
    }

    @Override
    protected String keySequence(String name) {
        return createSequence(SequenceDefinition.of(name));
    }

    @Override
    public String createSequence(SequenceDefinition sequence) {
        return standardSequence(sequence);
    }

    @Override
    public String dropSequence(SequenceDefinition sequence) {
        return "drop sequence if exists " + quoted(sequence.schema(), sequence.name());
    }

    @Override
    public String nextValue(SequenceDefinition sequence) {
        return "nextval(" + literal(quoted(sequence.schema(), sequence.name())) + ")";
    }

    @Override
    protected String createView(TableDefinition table, ViewDefinition view) {
        return "create " + word(table) + " " + quoted(table.schema(), table.name()) + " as " + view.query();
    }

    @Override
    protected String dropView(TableDefinition table, ViewDefinition view) {
        return "drop " + word(table) + " if exists " + quoted(table.schema(), table.name());
    }

    @Override
    public String refreshView(TableDefinition table, boolean concurrently) {
        return "refresh materialized view " + (concurrently ? "concurrently " : "")
                + quoted(table.schema(), table.name());
    }

    @Override
    public boolean dropsTogether() {
        return true;
    }

    @Override
    protected String dropTable(List<TableDefinition> tables, boolean cascade) {
        return super.dropTable(tables, cascade) + (cascade ? " cascade" : "");
    }

    @Override
    public boolean truncateCascades() {
        return true;
    }

    /** All in one statement: a table that another refers to can only be truncated together with it. */
    @Override
    public List<String> truncate(List<TableDefinition> tables, boolean restartIdentity, boolean cascade) {
        List<String> statements = new ArrayList<>();
        statements.add("truncate table "
                + String.join(
                        ", ",
                        tables.stream()
                                .map(table -> quoted(table.schema(), table.name()))
                                .toList())
                + (restartIdentity ? " restart identity" : " continue identity") + (cascade ? " cascade" : ""));
        for (TableDefinition table : tables) {
            for (ColumnDefinition column : table.columns()) {
                String sequence = column.sequence();
                if (restartIdentity && sequence != null)
                    statements.add("alter sequence " + quoted(sequence) + " restart");
            }
        }
        return statements;
    }

    @Override
    public Query references(Collection<String> schemas) {
        StringBuilder sql = new StringBuilder("select nullif(n.nspname, current_schema())::text, c.relname::text,"
                + " k.conname::text, null::text, nullif(pn.nspname, current_schema())::text, p.relname::text"
                + " from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace"
                + " join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace"
                + " where k.contype = 'f' and n.nspname in (current_schema()");
        for (int i = 1; i <= schemas.size(); i++) sql.append(", $").append(i).append("::text");
        return new Query(sql.append(")").toString(), List.copyOf(schemas));
    }
}
