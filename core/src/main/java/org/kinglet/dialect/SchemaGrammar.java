// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Computation;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.IndexPart;
import org.kinglet.schema.SequenceDefinition;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.UniqueDefinition;
import org.kinglet.schema.ViewDefinition;

/**
 * What differs per backend in the statements that make and drop tables. Of what a definition says and the database lacks,
 * it leaves out what changes no answer, such as a comment, and refuses the rest by an {@link UnsupportedOperationException}
 * that says what to do instead. Immutable and thread-safe.
 */
public abstract class SchemaGrammar {
    private final Dialect dialect;

    /** For the grammars of dialects. */
    protected SchemaGrammar(Dialect dialect) {
        this.dialect = dialect;
    }

    protected final Dialect dialect() {
        return dialect;
    }

    /** A query for rows of text. */
    public record Query(String sql, List<String> parameters) {
        public Query {
            parameters = List.copyOf(parameters);
        }
    }

    protected final UnsupportedOperationException refused(String what, String instead) {
        return new UnsupportedOperationException(dialect.name() + " has no " + what + "; " + instead);
    }

    protected final String quoted(String name) {
        StringBuilder sql = new StringBuilder();
        dialect.quote(sql, name);
        return sql.toString();
    }

    protected final String quoted(@Nullable String schema, String name) {
        return schema == null ? quoted(name) : quoted(schema) + "." + quoted(name);
    }

    /** A text of the program's own as a literal, where a backslash is a backslash. */
    protected String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    // Tables

    /** Refuses what no table can have here. */
    protected void check(TableDefinition table) {}

    /** What stands between {@code create} and {@code table}. */
    protected String kind(TableDefinition table) {
        return table.temporary() ? " temporary" : "";
    }

    /** What follows the columns and constraints of a new table. */
    protected String options(TableDefinition table) {
        return "";
    }

    /** Whether a table can refer to one that is made after it. */
    public boolean hasForwardReferences() {
        return false;
    }

    /** How a column that is computed says so, behind its type. */
    protected String computed(Computation computation) {
        return " generated always as (" + computation.expression() + ") "
                + (computation.stored() ? "stored" : "virtual");
    }

    /** Whether a column that is computed can be said to be {@code not null}. */
    protected boolean hasNotNullComputed() {
        return true;
    }

    /** What ends the definition of a column. */
    protected String columnComment(ColumnDefinition column) {
        return "";
    }

    /** Statements that say what a new table and its columns are for. */
    protected List<String> comments(TableDefinition table) {
        return List.of();
    }

    /** Refuses a foreign key that the database would not heed. */
    protected void check(ForeignKeyDefinition foreignKey) {}

    /** The table that a foreign key refers to. */
    protected String referenced(ForeignKeyDefinition foreignKey) {
        return quoted(foreignKey.parentSchema(), foreignKey.parentTable());
    }

    /** Refuses a unique constraint that the database would not heed. */
    protected void check(UniqueDefinition unique) {}

    // Indexes

    /** Whether the indexes of this table are made as parts of it. */
    public boolean hasIndexesInTable(TableDefinition table) {
        return false;
    }

    /**
     * The index as it can be made here; {@code null} if it cannot and answers are the same without it.
     *
     * @throws UnsupportedOperationException if they are not
     */
    protected abstract @Nullable IndexDefinition possible(TableDefinition table, IndexDefinition index);

    /** What an index is called that does not exist yet, and behind {@code on} the table. */
    protected String indexOn(TableDefinition table, IndexDefinition index) {
        return quoted(index.name()) + " on " + quoted(table.schema(), table.name());
    }

    /** What stands before {@code index}. */
    protected String kind(IndexDefinition index) {
        return index.unique() ? "unique " : "";
    }

    /** What follows {@code using}. */
    protected @Nullable String using(IndexDefinition index) {
        String method = index.method();
        return method == null ? null : quoted(method);
    }

    /** Refuses, or leaves out, what only a few databases have. */
    protected final @Nullable IndexDefinition plain(
            IndexDefinition index, boolean partial, boolean expressions, List<String> methods) {
        if (index.unique() && index.nullsNotDistinct()) {
            throw refused(
                    "unique index in which nulls are not distinct",
                    "make the columns of " + index.name() + " not null, or leave it out");
        }
        if (!expressions && index.parts().stream().anyMatch(part -> part.column() == null)) {
            if (!index.unique()) return null;
            throw refused(
                    "index over expressions",
                    "for " + index.name() + " give the table a @Computed column, and make that unique");
        }
        if (!partial && index.unique() && index.where() != null) {
            throw refused(
                    "index with a condition",
                    "for " + index.name()
                            + " give the table a @Computed column that is null where the condition is not true");
        }
        String method = index.method();
        if (method != null && !methods.contains(method.toLowerCase(Locale.ROOT))) {
            if (!index.unique()) return null;
            throw refused("index method " + method, "leave \"using\" out of " + index.name());
        }
        List<IndexPart> parts = index.parts();
        IndexDefinition plain = IndexDefinition.of(index.name(), parts);
        if (index.unique()) plain = plain.asUnique();
        String where = index.where();
        if (partial && where != null) plain = plain.withWhere(where);
        return method == null ? plain : plain.withMethod(method);
    }

    /** How a full-text search gets its index. */
    public FullTextGrammar fullText() {
        throw refused("full-text search", "leave out @FullTextIndex");
    }

    // Schemas, sequences and views

    /** Makes a schema, unless it is there. */
    public abstract String createSchema(String schema);

    /** Whether there is a schema of the name: a row if so. */
    public abstract Query schemaNamed(String schema);

    /**
     * Makes the sequence that a key is generated from, unless it is there.
     *
     * @throws UnsupportedOperationException where keys cannot be generated so
     */
    protected String keySequence(String name) {
        throw new UnsupportedOperationException(dialect.name() + " generates no keys from sequences; leave out"
                + " the sequence of @Id, so that the column counts by itself");
    }

    /** Makes a sequence, unless it is there. */
    public String createSequence(SequenceDefinition sequence) {
        throw noSequences();
    }

    /** Drops a sequence, if it is there. */
    public String dropSequence(SequenceDefinition sequence) {
        throw noSequences();
    }

    /** The next number of a sequence, as an expression. */
    public String nextValue(SequenceDefinition sequence) {
        throw noSequences();
    }

    private UnsupportedOperationException noSequences() {
        return refused("sequences", "use a generated key, or a table with a row that is counted up");
    }

    /** The standard's way of making a sequence. */
    protected final String standardSequence(SequenceDefinition sequence) {
        StringBuilder sql = new StringBuilder("create sequence if not exists ")
                .append(quoted(sequence.schema(), sequence.name()))
                .append(" start with ")
                .append(sequence.start())
                .append(" increment by ")
                .append(sequence.increment());
        if (sequence.minimum() != null) sql.append(" minvalue ").append(sequence.minimum());
        if (sequence.maximum() != null) sql.append(" maxvalue ").append(sequence.maximum());
        return sql.append(sequence.cycle() ? " cycle" : "").toString();
    }

    /** Makes a view that does not exist. */
    protected String createView(TableDefinition table, ViewDefinition view) {
        if (view.materialized()) throw noMaterializedViews();
        return "create view " + quoted(table.schema(), table.name()) + " as " + view.query();
    }

    protected String dropView(TableDefinition table, ViewDefinition view) {
        return "drop view if exists " + quoted(table.schema(), table.name());
    }

    /**
     * Computes the rows of a materialized view again.
     *
     * @param concurrently without keeping others from reading it meanwhile
     */
    public String refreshView(TableDefinition table, boolean concurrently) {
        throw noMaterializedViews();
    }

    protected final UnsupportedOperationException noMaterializedViews() {
        return refused("materialized views", "make it a view, or a table that is filled by insertFrom(…)");
    }

    // Dropping and emptying

    /** Whether one {@code drop table} takes several tables, also those that refer to each other in a circle. */
    public boolean dropsTogether() {
        return false;
    }

    /** {@code drop table} together with what depends on it, if {@code cascade}. */
    protected String dropTable(List<TableDefinition> tables, boolean cascade) {
        return "drop table if exists "
                + String.join(
                        ", ",
                        tables.stream()
                                .map(table -> quoted(table.schema(), table.name()))
                                .toList());
    }

    /** Takes a foreign key from a table. */
    public String dropForeignKey(@Nullable String schema, String table, String name) {
        throw new UnsupportedOperationException(dialect.name() + " drops no foreign keys");
    }

    /** What is said before tables are dropped or emptied that refer to each other in a circle. */
    public List<String> beforeCircle() {
        return List.of();
    }

    /** What is said after that. */
    public List<String> afterCircle() {
        return List.of();
    }

    /** Whether {@link #truncate} also empties the tables that refer to these, if it is to. */
    public boolean truncateCascades() {
        return false;
    }

    /** Removes all rows of all these tables, of which those that refer to others come first. */
    public abstract List<String> truncate(List<TableDefinition> tables, boolean restartIdentity, boolean cascade);

    /**
     * All foreign keys in the database's own schema and these others. Rows of six texts: the schema of the table that has
     * it, which is null if it is the database's own, the table, the constraint's name, a column of it, and the schema and
     * name of the table that it refers to. One row for each column, where it is known.
     */
    public abstract Query references(Collection<String> schemas);
}
