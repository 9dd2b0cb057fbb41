// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.Catalog;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LivePrimaryKey;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableChange;
import org.kinglet.schema.TableDefinition;

/**
 * MySQL and MariaDB change a column by saying all of it again, and what is not said again is gone. So all of its definition is
 * said, whichever part of it is to change. Each statement commits by itself.
 */
final class MysqlAlterations extends Alterations {
    private final boolean mariaDb;

    MysqlAlterations(MysqlDialect dialect, boolean mariaDb) {
        super(dialect);
        this.mariaDb = mariaDb;
    }

    /** A name without a schema would be one of the current database. */
    @Override
    public String renameTable(TableDefinition to, String from) {
        String schema = to.schema();
        String prefix = schema == null ? "" : quoted(schema) + ".";
        return "alter table " + prefix + quoted(from) + " rename to " + prefix + quoted(to.name());
    }

    /** A column cannot be changed while another is computed of it. */
    @Override
    public List<String> statements(List<Plan> plans, List<String> creations, List<Catalog.Source> sources) {
        List<String> statements = new ArrayList<>();
        List<String> after = new ArrayList<>();
        List<Plan> others = new ArrayList<>();
        for (Plan plan : plans) {
            if (plan.changes().stream().noneMatch(change -> touchesFullText(plan, change))) {
                others.add(plan);
                continue;
            }
            statements.addAll(dropFullText(plan));
            after.addAll(addFullText(plan));
            List<TableChange> changes = new ArrayList<>(plan.changes());
            changes.removeIf(TableChange.SetFullText.class::isInstance);
            others.add(new Plan(plan.definition(), plan.live(), changes));
        }
        statements.addAll(super.statements(others, creations, sources));
        statements.addAll(after);
        return statements;
    }

    private boolean touchesFullText(Plan plan, TableChange change) {
        LiveFullText fullText = plan.live().fullText();
        String column = switch (change) {
            case TableChange.SetFullText set -> null;
            case TableChange.DropColumn drop -> drop.name();
            case TableChange.RenameColumn rename -> rename.from();
            case TableChange.SetType set -> set.column().name();
            case TableChange.SetNullability set -> set.column().name();
            default -> "";
        };
        return column == null
                || !column.isEmpty()
                        && fullText != null
                        && fullText.definition().contains(quoted(column));
    }

    @Override
    protected List<String> setType(Plan plan, ColumnDefinition column) {
        return List.of(modified(plan, column));
    }

    @Override
    protected List<String> setNullability(Plan plan, ColumnDefinition column) {
        return List.of(modified(plan, column));
    }

    @Override
    public boolean canSetGenerated() {
        return true;
    }

    @Override
    protected List<String> setGenerated(Plan plan, ColumnDefinition column) {
        return List.of(modified(plan, column));
    }

    /** The character set is that of columns to come; those that are there have their own. */
    @Override
    public Set<String> storageOptions() {
        return Set.of("engine");
    }

    @Override
    protected List<String> setStorage(Plan plan, Storage storage) {
        String engine = storage.engine();
        return List.of(table(plan) + " engine = " + (engine == null ? "InnoDB" : quoted(engine)));
    }

    /** What the definition does not speak of, its comment, stays. */
    private String modified(Plan plan, ColumnDefinition wanted) {
        String comment =
                plan.live().column(wanted.name()).map(LiveColumn::comment).orElse(null);
        ColumnDefinition column = wanted.comment() == null && comment != null ? wanted.withComment(comment) : wanted;
        // A check would be added once more by MySQL; it goes with the column's definition on MariaDB.
        String sql = renderer().column(plan.definition(), mariaDb ? column : withoutCheck(column));
        String key = " primary key";
        return table(plan) + " modify column " + (column.generated() ? sql.replace(key, "") : sql);
    }

    private static ColumnDefinition withoutCheck(ColumnDefinition column) {
        ColumnDefinition copy = ColumnDefinition.of(column.name(), column.property(), column.type());
        if (column.nullable()) copy = copy.asNullable();
        if (column.generated()) copy = copy.asGenerated();
        if (column.length() > 0) copy = copy.withLength(column.length());
        if (column.precision() > 0) copy = copy.withPrecision(column.precision(), column.scale());
        if (column.declaredType() != null) copy = copy.withDeclaredType(column.declaredType());
        if (column.defaultValue() != null) copy = copy.withDefault(column.defaultValue());
        if (column.collation() != null) copy = copy.withCollation(column.collation());
        if (column.computation() != null) copy = copy.withComputation(column.computation());
        if (column.comment() != null) copy = copy.withComment(column.comment());
        return copy;
    }

    @Override
    protected List<String> setPrimaryKey(Plan plan, TableChange.SetPrimaryKey set) {
        LivePrimaryKey key = plan.live().primaryKey();
        String drop = key == null ? "" : " drop primary key";
        String add = set.columns().isEmpty() ? "" : " add primary key " + names(set.columns());
        return List.of(table(plan) + drop + (drop.isEmpty() || add.isEmpty() ? "" : ",") + add);
    }

    /** What begins as {@code create index if not exists} has that before any name. */
    @Override
    protected String addIndex(Plan plan, TableChange.AddIndex add) {
        String sql = super.addIndex(plan, add);
        return mariaDb ? sql : sql.replaceFirst(" if not exists", "");
    }

    @Override
    protected String dropIndex(Plan plan, TableChange.DropIndex drop) {
        return table(plan) + " drop index " + quoted(drop.index().name());
    }

    @Override
    protected List<String> dropCheck(Plan plan, TableChange.DropCheck drop) {
        String name = drop.check().name();
        if (name != null) {
            return List.of(table(plan) + (mariaDb ? " drop constraint " : " drop check ") + quoted(name));
        }
        // One of a column of MariaDB: it goes when the column is said again without it.
        List<String> statements = new ArrayList<>();
        for (ColumnDefinition column : plan.definition().columns()) {
            if (column.name().equalsIgnoreCase(drop.check().column())) statements.add(modified(plan, column));
        }
        return statements;
    }

    @Override
    protected String dropForeignKey(Plan plan, TableChange.DropForeignKey drop) {
        return table(plan) + " drop foreign key "
                + quoted(String.valueOf(drop.foreignKey().name()));
    }

    @Override
    protected List<String> comments(Plan plan, TableChange.SetComments set) {
        List<String> statements = new ArrayList<>();
        String comment = plan.definition().comment();
        if (comment != null && !comment.equals(plan.live().comment())) {
            statements.add(
                    table(plan) + " comment = '" + comment.replace("\\", "\\\\").replace("'", "''") + "'");
        }
        for (ColumnDefinition column : set.columns()) statements.add(modified(plan, column));
        return statements;
    }
}
