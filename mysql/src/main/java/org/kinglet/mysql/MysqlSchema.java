// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.FullTextGrammar;
import org.kinglet.dialect.SchemaGrammar;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.UniqueDefinition;

/**
 * How MySQL makes tables, and what MariaDB has in common with it. A schema is a database. Indexes hold the rows' keys and
 * are made while others write, so that covering and concurrent ones are left out; those of other methods are, too.
 */
class MysqlSchema extends SchemaGrammar {
    private final MysqlDialect dialect;

    MysqlSchema(MysqlDialect dialect) {
        super(dialect);
        this.dialect = dialect;
    }

    @Override
    protected String options(TableDefinition table) {
        Storage storage = table.storage();
        String engine = storage.engine();
        String characterSet = storage.characterSet();
        String collation = storage.collation();
        StringBuilder sql = new StringBuilder(" engine = ").append(engine == null ? "InnoDB" : quoted(engine));
        if (characterSet != null || collation == null) {
            sql.append(" default character set ").append(characterSet == null ? "utf8mb4" : quoted(characterSet));
        }
        if (collation != null) sql.append(" collate ").append(quoted(collation));
        else if (characterSet == null) sql.append(" collate ").append(dialect.collation());
        String comment = table.comment();
        return (comment == null ? sql : sql.append(" comment ").append(literal(comment))).toString();
    }

    @Override
    protected void check(TableDefinition table) {
        if (table.temporary() && !table.foreignKeys().isEmpty()) {
            throw refused("foreign keys of temporary tables", "write the keys in " + table + " as plain columns");
        }
    }

    @Override
    protected String columnComment(ColumnDefinition column) {
        String comment = column.comment();
        return comment == null ? "" : " comment " + literal(comment);
    }

    @Override
    protected void check(ForeignKeyDefinition foreignKey) {
        if (foreignKey.deferral() != Deferral.NOT_DEFERRABLE) {
            throw refused(
                    "deferrable foreign keys",
                    "write rows in the order of their references, without " + foreignKey.name());
        }
        if (foreignKey.onDelete() == ReferentialAction.SET_DEFAULT
                || foreignKey.onUpdate() == ReferentialAction.SET_DEFAULT) {
            throw refused(
                    "SET_DEFAULT of foreign keys",
                    "choose another action for " + String.join(", ", foreignKey.columns()));
        }
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

    @Override
    public boolean hasIndexesInTable(TableDefinition table) {
        return true;
    }

    boolean hasExpressions() {
        return true;
    }

    @Override
    protected @Nullable IndexDefinition possible(TableDefinition table, IndexDefinition index) {
        return plain(index, false, hasExpressions(), List.of("btree", "hash", "fulltext", "spatial"));
    }

    @Override
    protected String kind(IndexDefinition index) {
        String method = index.method();
        if (method != null && isWord(method)) return method.toLowerCase(Locale.ROOT) + " ";
        return super.kind(index);
    }

    private static boolean isWord(String method) {
        return method.equalsIgnoreCase("fulltext") || method.equalsIgnoreCase("spatial");
    }

    /** InnoDB makes trees, whatever it is told. */
    @Override
    protected @Nullable String using(IndexDefinition index) {
        return null;
    }

    @Override
    public FullTextGrammar fullText() {
        return new MysqlFullTextIndex(this::quoted, isMariaDb());
    }

    boolean isMariaDb() {
        return false;
    }

    @Override
    public String createSchema(String schema) {
        return "create schema if not exists " + quoted(schema);
    }

    @Override
    public Query schemaNamed(String schema) {
        return new Query("select schema_name from information_schema.schemata where schema_name = ?", List.of(schema));
    }

    /** A temporary one is dropped without ending the transaction. */
    @Override
    protected String dropTable(List<TableDefinition> tables, boolean cascade) {
        String drop = super.dropTable(tables, cascade);
        boolean temporary = tables.stream().allMatch(TableDefinition::temporary);
        return temporary ? drop.replaceFirst("drop table", "drop temporary table") : drop;
    }

    @Override
    public String dropForeignKey(@Nullable String schema, String table, String name) {
        return "alter table " + quoted(schema, table) + " drop foreign key " + quoted(name);
    }

    /**
     * {@code truncate} would commit the transaction, and refuses tables that others refer to. References are checked row by
     * row here, so that those within a table, and those that close a circle, are set to null first.
     */
    @Override
    public List<String> truncate(List<TableDefinition> tables, boolean restartIdentity, boolean cascade) {
        List<String> statements = new ArrayList<>();
        List<TableDefinition> remaining = new ArrayList<>(tables);
        while (!remaining.isEmpty()) {
            TableDefinition table = remaining.stream()
                    .filter(each -> remaining.stream().noneMatch(other -> other != each && refers(other, each, false)))
                    .findFirst()
                    .or(() -> remaining.stream()
                            .filter(each ->
                                    remaining.stream().noneMatch(other -> other != each && refers(other, each, true)))
                            .findFirst())
                    .orElse(remaining.getFirst());
            for (TableDefinition referring : remaining) clearReferences(referring, table, statements);
            statements.add("delete from " + quoted(table.schema(), table.name()));
            remaining.remove(table);
        }
        if (restartIdentity) {
            for (TableDefinition table : tables) {
                if (table.generatedColumn() >= 0)
                    statements.add("alter table " + quoted(table.schema(), table.name()) + " auto_increment = 1");
            }
        }
        return statements;
    }

    /** @param firmly whether only references that cannot be null count */
    private static boolean refers(TableDefinition table, TableDefinition parent, boolean firmly) {
        return table.foreignKeys().stream()
                .anyMatch(foreignKey -> isTo(foreignKey, parent) && !(firmly && isNullable(table, foreignKey)));
    }

    private static boolean isTo(ForeignKeyDefinition foreignKey, TableDefinition parent) {
        return foreignKey.parentTable().equals(parent.name())
                && Objects.equals(foreignKey.parentSchema(), parent.schema());
    }

    private static boolean isNullable(TableDefinition table, ForeignKeyDefinition foreignKey) {
        return foreignKey.columns().stream()
                .anyMatch(column -> table.column(column).nullable());
    }

    /** Of a table that still has rows when the one that it refers to is emptied. */
    private void clearReferences(TableDefinition referring, TableDefinition parent, List<String> statements) {
        for (ForeignKeyDefinition foreignKey : referring.foreignKeys()) {
            if (!isTo(foreignKey, parent)) continue;
            for (String column : foreignKey.columns()) {
                if (!referring.column(column).nullable()) continue;
                statements.add("update " + quoted(referring.schema(), referring.name()) + " set " + quoted(column)
                        + " = null");
                break;
            }
        }
    }

    @Override
    public Query references(Collection<String> schemas) {
        return new Query(
                "select nullif(table_schema, database()), table_name, constraint_name, column_name,"
                        + " nullif(referenced_table_schema, database()), referenced_table_name"
                        + " from information_schema.key_column_usage where referenced_table_name is not null"
                        + " and table_schema in (database()" + ", ?".repeat(schemas.size()) + ")",
                List.copyOf(schemas));
    }
}
