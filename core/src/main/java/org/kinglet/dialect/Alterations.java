// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableChange;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.UniqueDefinition;

/** Writes the statements that change tables which are there, as the standard has them; dialects override what they lack. */
public abstract class Alterations {
    private final Dialect dialect;
    private final SchemaRenderer renderer;

    /** For dialects. */
    protected Alterations(Dialect dialect) {
        this.dialect = dialect;
        this.renderer = new SchemaRenderer(dialect);
    }

    /**
     * What is to be changed of a table.
     *
     * @param definition as it is to be
     * @param live as it is
     */
    public record Plan(TableDefinition definition, LiveTable live, List<TableChange> changes) {
        public Plan {
            changes = List.copyOf(changes);
        }
    }

    /**
     * All statements, in an order in which each finds what it needs.
     *
     * @param creations what makes new tables, to be done after what is in the way has gone
     * @param sources what the catalogue has of {@link Catalog#sources}
     */
    public List<String> statements(List<Plan> plans, List<String> creations, List<Catalog.Source> sources) {
        List<Step> steps = new ArrayList<>();
        for (Plan plan : plans) {
            for (TableChange change : plan.changes()) steps.add(new Step(plan, change));
        }
        steps.sort(Comparator.comparing(step -> step.change().phase()));
        return Stream.of(
                        steps.stream()
                                .filter(Step::isFirst)
                                .flatMap(step -> statements(step.plan(), step.change()).stream()),
                        creations.stream(),
                        steps.stream()
                                .filter(step -> !step.isFirst())
                                .flatMap(step -> statements(step.plan(), step.change()).stream()))
                .flatMap(all -> all)
                .distinct() // comments, and columns that are written anew for each of their changes
                .toList();
    }

    private record Step(Plan plan, TableChange change) {
        boolean isFirst() {
            return change.phase().compareTo(TableChange.Phase.DROP_CONSTRAINTS) <= 0;
        }
    }

    /**
     * Whether foreign keys have to be off for these statements, and all of them checked at the end.
     *
     * @see #foreignKeyCheck
     */
    public boolean needsForeignKeysOff(List<String> statements) {
        return false;
    }

    /** A query that tells whether foreign keys are heeded; {@code null} where it does not matter. */
    public @Nullable String foreignKeysOn() {
        return null;
    }

    /** A query that has a row for each foreign key whose parent is not there; {@code null} where there is none. */
    public @Nullable String foreignKeyCheck() {
        return null;
    }

    /** The name of a table that is there, in quotes and with its schema. */
    public final String name(LiveTable table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    /** Gives a table another name. */
    public String renameTable(TableDefinition to, String from) {
        String schema = to.schema();
        String old = schema == null ? quoted(from) : quoted(schema) + "." + quoted(from);
        return "alter table " + old + " rename to " + quoted(to.name());
    }

    protected final SchemaRenderer renderer() {
        return renderer;
    }

    /** The statements of one change. */
    protected List<String> statements(Plan plan, TableChange change) {
        String table = table(plan);
        return switch (change) {
            case TableChange.AddColumn add -> add(plan, add);
            case TableChange.DropColumn drop -> List.of(table + " drop column " + quoted(drop.name()));
            case TableChange.RenameColumn rename ->
                List.of(table + " rename column " + quoted(rename.from()) + " to "
                        + quoted(rename.column().name()));
            case TableChange.SetType set -> setType(plan, set.column());
            case TableChange.SetNullability set -> setNullability(plan, set.column());
            case TableChange.SetDefault set -> List.of(setDefault(plan, set.column()));
            case TableChange.SetGenerated set -> setGenerated(plan, set.column());
            case TableChange.SetStorage set -> setStorage(plan, set.storage());
            case TableChange.SetPrimaryKey set -> setPrimaryKey(plan, set);
            case TableChange.AddIndex add -> List.of(addIndex(plan, add));
            case TableChange.DropIndex drop -> List.of(dropIndex(plan, drop));
            case TableChange.AddUnique add -> List.of(table + " add " + unique(add.unique()));
            case TableChange.AddCheck add ->
                List.of(table + " add constraint " + quoted(add.check().name()) + " check ("
                        + add.check().condition() + ")");
            case TableChange.DropCheck drop -> dropCheck(plan, drop);
            case TableChange.AddForeignKey add -> List.of(renderer.addForeignKey(plan.definition(), add.foreignKey()));
            case TableChange.DropForeignKey drop -> List.of(dropForeignKey(plan, drop));
            case TableChange.SetComments set -> comments(plan, set);
            case TableChange.SetFullText set -> setFullText(plan);
        };
    }

    /** A value for the rows there are is written before the column refuses to have none. */
    protected List<String> add(Plan plan, TableChange.AddColumn add) {
        String column = renderer.column(plan.definition(), add.column());
        String fill = add.fill();
        if (fill == null) return List.of(table(plan) + " add column " + column);
        String nullable = renderer.column(plan.definition(), add.column().asNullable());
        List<String> statements = new ArrayList<>();
        statements.add(table(plan) + " add column " + nullable);
        statements.add("update " + dialect.name(plan.definition()) + " set "
                + quoted(add.column().name()) + " = (" + fill + ")");
        if (!add.column().nullable()) statements.addAll(setNullability(plan, add.column()));
        return statements;
    }

    protected abstract List<String> setType(Plan plan, ColumnDefinition column);

    protected abstract List<String> setNullability(Plan plan, ColumnDefinition column);

    protected String setDefault(Plan plan, ColumnDefinition column) {
        String value = column.defaultValue();
        return table(plan) + " alter column " + quoted(column.name())
                + (value == null ? " drop default" : " set default (" + value + ")");
    }

    protected abstract List<String> setPrimaryKey(Plan plan, TableChange.SetPrimaryKey set);

    /** Whether {@link TableChange.SetGenerated} can be done. */
    public boolean canSetGenerated() {
        return false;
    }

    protected List<String> setGenerated(Plan plan, ColumnDefinition column) {
        throw new UnsupportedOperationException(
                dialect.name() + " cannot let a column number the rows, or no longer; make the table anew");
    }

    /** What tables can be kept by in another way without being made anew: as {@link Storage} calls it. */
    public Set<String> storageOptions() {
        return Set.of();
    }

    protected List<String> setStorage(Plan plan, Storage storage) {
        throw new UnsupportedOperationException(dialect.name() + " cannot keep a table in another way; make it anew");
    }

    protected String addIndex(Plan plan, TableChange.AddIndex add) {
        return renderer.index(plan.definition(), add.index());
    }

    protected abstract String dropIndex(Plan plan, TableChange.DropIndex drop);

    protected List<String> dropCheck(Plan plan, TableChange.DropCheck drop) {
        String name = drop.check().name();
        if (name == null)
            throw new IllegalArgumentException("the check (" + drop.check().condition() + ") has no name");
        return List.of(table(plan) + " drop constraint " + quoted(name));
    }

    protected String dropForeignKey(Plan plan, TableChange.DropForeignKey drop) {
        String name = drop.foreignKey().name();
        if (name == null) throw new IllegalArgumentException("the foreign key has no name");
        return table(plan) + " drop constraint " + quoted(name);
    }

    /** Also where it is not another, but the columns are. */
    protected final List<String> setFullText(Plan plan) {
        List<String> statements = new ArrayList<>(dropFullText(plan));
        statements.addAll(addFullText(plan));
        return statements;
    }

    protected final List<String> dropFullText(Plan plan) {
        LiveFullText found = plan.live().fullText();
        return found == null ? List.of() : dialect.schema().fullText().drop(plan.live(), found);
    }

    protected final List<String> addFullText(Plan plan) {
        FullTextDefinition fullText = plan.definition().fullText();
        return fullText == null ? List.of() : dialect.schema().fullText().add(plan.definition(), fullText);
    }

    protected List<String> comments(Plan plan, TableChange.SetComments set) {
        return renderer.comments(plan.definition());
    }

    protected final String unique(UniqueDefinition unique) {
        return "constraint " + quoted(unique.name()) + " unique"
                + (unique.nullsNotDistinct() ? " nulls not distinct " : " ")
                + names(unique.columns())
                + switch (unique.deferral()) {
                    case NOT_DEFERRABLE -> "";
                    case DEFERRABLE -> " deferrable";
                    case INITIALLY_DEFERRED -> " deferrable initially deferred";
                };
    }

    /** {@code alter table} and its name. */
    protected final String table(Plan plan) {
        return "alter table " + dialect.name(plan.definition());
    }

    protected final String quoted(String name) {
        StringBuilder sql = new StringBuilder();
        dialect.quote(sql, name);
        return sql.toString();
    }

    /** The names in parentheses. */
    protected final String names(Collection<String> names) {
        return "(" + String.join(", ", names.stream().map(this::quoted).toList()) + ")";
    }

    /** The type as it is written in the definition of the column. */
    protected final String type(TableDefinition table, ColumnDefinition column) {
        String declared = column.declaredType();
        return declared != null ? declared : dialect.columnType(table, column);
    }

    protected final Dialect dialect() {
        return dialect;
    }
}
