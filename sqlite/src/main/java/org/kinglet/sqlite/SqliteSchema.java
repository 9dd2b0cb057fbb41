// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.FullTextGrammar;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.UniqueDefinition;

/**
 * How SQLite makes tables. It has no comments, no index methods and no covering indexes but those over more columns, which
 * are left out. A schema is an attached file.
 */
final class SqliteSchema extends SchemaGrammar {
    SqliteSchema(SqliteDialect dialect) {
        super(dialect);
    }

    @Override
    protected void check(TableDefinition table) {
        if (table.storage().withoutRowid() && table.generatedColumn() >= 0) {
            throw refused(
                    "generated keys in a table without rowid",
                    "write @Id(generated = false) in " + table + ", or leave out withoutRowid");
        }
        if (table.temporary() && table.schema() != null) {
            throw refused("temporary tables in a schema", "leave out the schema of " + table);
        }
    }

    @Override
    protected String options(TableDefinition table) {
        return options(table.storage());
    }

    /** What follows the parenthesis of a table. */
    static String options(Storage storage) {
        List<String> options = new ArrayList<>();
        if (storage.strict()) options.add(" strict");
        if (storage.withoutRowid()) options.add(" without rowid");
        return String.join(",", options);
    }

    @Override
    public boolean hasForwardReferences() {
        return true;
    }

    @Override
    protected void check(UniqueDefinition unique) {
        if (unique.deferral() != Deferral.NOT_DEFERRABLE) {
            throw refused("deferrable unique constraints", "leave out the deferral of " + unique.name());
        }
        if (unique.nullsNotDistinct()) {
            throw refused("unique constraints in which nulls are not distinct", "leave it out of " + unique.name());
        }
    }

    /** Only tables of the same file can be referred to, and so they are named without it. */
    @Override
    protected String referenced(ForeignKeyDefinition foreignKey) {
        return quoted(foreignKey.parentTable());
    }

    @Override
    protected @Nullable IndexDefinition possible(TableDefinition table, IndexDefinition index) {
        IndexDefinition plain = plain(index, true, true, List.of("btree"));
        return plain == null || plain.method() == null ? plain : withoutMethod(plain);
    }

    private static IndexDefinition withoutMethod(IndexDefinition index) {
        return new IndexDefinition(
                index.name(), index.parts(), index.unique(), index.where(), List.of(), null, false, false);
    }

    @Override
    public FullTextGrammar fullText() {
        return new SqliteFullTextIndex(this::quoted);
    }

    /** The index has the schema, and the table is that of the same. */
    @Override
    protected String indexOn(TableDefinition table, IndexDefinition index) {
        return quoted(table.schema(), index.name()) + " on " + quoted(table.name());
    }

    @Override
    public String createSchema(String schema) {
        throw refused("schemas of its own making", "attach a file as " + schema + " by SqliteSettings.attach");
    }

    @Override
    public Query schemaNamed(String schema) {
        return new Query("select name from pragma_database_list where name = ? collate nocase", List.of(schema));
    }

    @Override
    protected String dropTable(List<TableDefinition> tables, boolean cascade) {
        if (cascade) {
            throw refused("drop table … cascade", "drop the tables that refer to " + tables.getFirst() + " with it");
        }
        return super.dropTable(tables, false);
    }

    /** Until the end of the statements, or of the transaction, whichever comes first. */
    @Override
    public List<String> beforeCircle() {
        return List.of("pragma defer_foreign_keys = on");
    }

    @Override
    public List<String> afterCircle() {
        return List.of("pragma defer_foreign_keys = off");
    }

    /** Generated keys begin again by themselves: the next is one more than the highest. */
    @Override
    public List<String> truncate(List<TableDefinition> tables, boolean restartIdentity, boolean cascade) {
        return tables.stream()
                .map(table -> "delete from " + quoted(table.schema(), table.name()))
                .toList();
    }

    @Override
    public Query references(Collection<String> schemas) {
        StringBuilder sql = new StringBuilder(of(null));
        for (String schema : schemas) sql.append(" union all ").append(of(schema));
        return new Query(sql.toString(), List.of());
    }

    private String of(@Nullable String schema) {
        String name = schema == null ? "null" : literal(schema);
        String in = schema == null ? "'main'" : name;
        return "select " + name + ", t.name, null, f.\"from\", " + name + ", f.\"table\" from "
                + (schema == null ? "main" : quoted(schema)) + ".sqlite_schema t, pragma_foreign_key_list(t.name, " + in
                + ") f where t.type = 'table'";
    }
}
