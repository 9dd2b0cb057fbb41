// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.Catalog;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableChange;

/**
 * SQLite can name tables and columns anew and add simple columns. Everything else is done by its documented way: a new table
 * as it shall be, into which the rows are copied, and which takes the place of the old one; then its indexes and triggers are
 * made again. Foreign keys are off meanwhile, since dropping the old table would do what they say for all its rows.
 *
 * <p>The new table is the stored text of the old one, in which only what is to change is written anew ({@link TableEdit}).
 */
final class SqliteAlterations extends Alterations {
    private static final String KEEP_REFERENCES = "pragma legacy_alter_table = on";
    private static final String FOLLOW_REFERENCES = "pragma legacy_alter_table = off";

    SqliteAlterations(SqliteDialect dialect) {
        super(dialect);
    }

    @Override
    public boolean needsForeignKeysOff(List<String> statements) {
        return statements.contains(KEEP_REFERENCES);
    }

    @Override
    public String foreignKeysOn() {
        return "pragma foreign_keys";
    }

    @Override
    public String foreignKeyCheck() {
        return "pragma foreign_key_check";
    }

    /** Table by table: a rebuilt one must have all its changes at once. */
    @Override
    public List<String> statements(List<Plan> plans, List<String> creations, List<Catalog.Source> sources) {
        List<String> statements = new ArrayList<>(creations);
        for (Plan plan : plans) {
            List<TableChange> changes = new ArrayList<>(plan.changes());
            changes.sort((a, b) -> a.phase().compareTo(b.phase()));
            changes.removeIf(TableChange.SetFullText.class::isInstance);
            boolean fullText = needsFullText(plan, changes);
            if (fullText) statements.addAll(dropFullText(plan));
            change(plan, changes, sources, statements);
            if (fullText) statements.addAll(addFullText(plan));
        }
        return statements;
    }

    /** A rebuilt table numbers its rows anew where their number is not the key; and the index names its columns. */
    private static boolean needsFullText(Plan plan, List<TableChange> changes) {
        if (changes.size() < plan.changes().size()) return true;
        return plan.live().fullText() != null
                && !changes.stream()
                        .allMatch(change -> change instanceof TableChange.AddIndex
                                || change instanceof TableChange.DropIndex drop
                                        && !drop.index().constraint()
                                || change instanceof TableChange.SetComments);
    }

    private void change(Plan plan, List<TableChange> changes, List<Catalog.Source> sources, List<String> statements) {
        List<TableChange> edits = new ArrayList<>();
        List<TableChange> after = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (TableChange change : changes) {
            switch (change) {
                case TableChange.DropIndex drop
                when !drop.index().constraint() -> {
                    statements.add("drop index " + quoted(plan.live().schema()) + "."
                            + quoted(drop.index().name()));
                    dropped.add(drop.index().name());
                }
                case TableChange.RenameColumn rename -> statements.addAll(statements(plan, rename));
                case TableChange.AddIndex add -> after.add(add);
                case TableChange.SetComments comments -> {}
                default -> edits.add(change);
            }
        }
        if (edits.stream().allMatch(edit -> edit instanceof TableChange.AddColumn add && isSimple(add))) {
            for (TableChange edit : edits) statements.addAll(statements(plan, edit));
        } else if (changes.stream().anyMatch(TableChange.RenameColumn.class::isInstance)) {
            throw new UnsupportedOperationException("SQLite needs the new names of columns of "
                    + plan.live().name() + " by themselves, before the other changes: apply them first,"
                    + " by schema().alter(…).renameColumn(…)");
        } else {
            rebuild(plan, edits, sources, dropped, statements);
        }
        for (TableChange change : after) statements.addAll(statements(plan, change));
    }

    /** What {@code add column} takes: null or a constant for the rows there are, and nothing that must be unique. */
    private boolean isSimple(TableChange.AddColumn add) {
        ColumnDefinition column = add.column();
        if (add.fill() != null || column.generated()) return false;
        if (column.computation() != null) return !column.computation().stored();
        String value = column.defaultValue();
        return value == null ? column.nullable() : TableEdit.isLiteral(value);
    }

    private void rebuild(
            Plan plan,
            List<TableChange> edits,
            List<Catalog.Source> sources,
            List<String> droppedIndexes,
            List<String> statements) {
        LiveTable live = plan.live();
        String sql = null;
        List<String> again = new ArrayList<>();
        for (Catalog.Source source : sources) {
            if (!source.table().equalsIgnoreCase(live.name())) continue;
            if (source.kind().equals("table")) sql = source.sql();
            else if (!droppedIndexes.contains(source.name()) && !isOfFullText(live, source)) again.add(source.sql());
        }
        if (sql == null) throw new IllegalArgumentException(live + " is no table that can be changed");
        TableEdit edit = new TableEdit(TableSqlParser.parse(sql), this::quoted, column -> column(plan, column));
        for (TableChange change : edits) edit.apply(change);
        String schema = quoted(live.schema()) + ".";
        String old = schema + quoted(live.name());
        String temporary = "kinglet_new_" + live.name();
        String made = schema + quoted(temporary);
        statements.add("create table " + made + " (" + edit.body() + ")" + edit.options());
        statements.add("insert into " + made + " (" + String.join(", ", edit.targets()) + ") select "
                + String.join(", ", edit.values()) + " from " + old);
        if (edit.countsForEver()) {
            statements.add("update " + schema + "sqlite_sequence set seq = (select max(seq) from " + schema
                    + "sqlite_sequence where name in (" + literal(live.name()) + ", " + literal(temporary)
                    + ")) where name = " + literal(temporary));
        }
        statements.add("drop table " + old);
        statements.add(KEEP_REFERENCES);
        statements.add("alter table " + made + " rename to " + quoted(live.name()));
        statements.add(FOLLOW_REFERENCES);
        for (String source : again) statements.add(inSchema(source, live.schema()));
    }

    private static boolean isOfFullText(LiveTable live, Catalog.Source source) {
        LiveFullText fullText = live.fullText();
        return fullText != null
                && source.kind().equals("trigger")
                && SqliteFullTextIndex.isTrigger(fullText.name(), source.name());
    }

    /** The stored text names no schema: the name of the index or trigger gets it. */
    private String inSchema(String sql, String schema) {
        if (schema.equals("main")) return sql;
        return TableEdit.inSchema(sql, quoted(schema));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String column(Plan plan, ColumnDefinition column) {
        return renderer().column(plan.definition(), column);
    }

    @Override
    public Set<String> storageOptions() {
        return Set.of("strict", "withoutRowid");
    }

    @Override
    protected List<String> setType(Plan plan, ColumnDefinition column) {
        throw rebuilt();
    }

    @Override
    protected List<String> setNullability(Plan plan, ColumnDefinition column) {
        throw rebuilt();
    }

    @Override
    protected List<String> setPrimaryKey(Plan plan, TableChange.SetPrimaryKey set) {
        throw rebuilt();
    }

    @Override
    protected String dropIndex(Plan plan, TableChange.DropIndex drop) {
        throw rebuilt();
    }

    private static IllegalStateException rebuilt() {
        return new IllegalStateException("the table is rebuilt");
    }
}
