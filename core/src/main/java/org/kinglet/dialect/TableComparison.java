// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.CheckDefinition;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Computation;
import org.kinglet.schema.Difference;
import org.kinglet.schema.Difference.Aspect;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.IndexPart;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableChange;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.UniqueDefinition;

/**
 * Compares a table as it is defined with what the catalogue has of it.
 *
 * <p>Columns are the same by name; indexes by name or, under whatever name, by what they are; foreign keys by their columns
 * and what they refer to; checks by name or condition. What is left on the live side is extra.
 */
public final class TableComparison {
    private final Dialect dialect;
    private final Catalog catalog;
    private final TableDefinition definition;
    private final LiveTable live;
    private final Map<String, String> oldNames;
    private final Map<String, String> fills;
    private final List<Difference> differences = new ArrayList<>();

    private TableComparison(
            Dialect dialect,
            TableDefinition definition,
            LiveTable live,
            Map<String, String> oldNames,
            Map<String, String> fills) {
        this.dialect = dialect;
        this.catalog = dialect.catalog();
        this.definition = definition;
        this.live = live;
        this.oldNames = oldNames;
        this.fills = fills;
    }

    /**
     * The differences, in no particular order.
     *
     * @param oldNames what columns of the definition were called before
     * @param fills what new columns of the definition have in rows that are there
     */
    public static List<Difference> of(
            Dialect dialect,
            TableDefinition definition,
            LiveTable live,
            Map<String, String> oldNames,
            Map<String, String> fills) {
        return new TableComparison(dialect, definition, live, oldNames, fills).compare();
    }

    private List<Difference> compare() {
        if (live.kind().isView() != (definition.view() != null)) {
            return List.of(new Difference.OtherKind(definition, live));
        }
        columns();
        List<String> key = live.primaryKey() == null
                ? List.of()
                : live.primaryKey().columns().stream().map(this::newName).toList();
        if (!sameNames(key, definition.primaryKey())) {
            differences.add(new Difference.ChangedPrimaryKey(live.name(), definition.primaryKey(), key));
        }
        indexes();
        foreignKeys();
        if (catalog.hasChecks()) checks();
        storage();
        fullText();
        String comment = definition.comment();
        if (comment != null && catalog.hasComments() && !comment.equals(live.comment())) {
            differences.add(new Difference.ChangedComment(live.name(), comment, live.comment()));
        }
        return differences;
    }

    // Storage

    /** What is on or off is one of both; of the rest, what the definition names. */
    private void storage() {
        Storage defined = definition.storage();
        Storage wanted = catalog.normalStorage(defined);
        Storage has = catalog.normalStorage(live.storage());
        Set<String> options = dialect.alterations().storageOptions();
        Map<String, Boolean> flags = Map.of(
                "strict", defined.strict(), "withoutRowid", defined.withoutRowid(), "unlogged", defined.unlogged());
        Map<String, Boolean> found =
                Map.of("strict", has.strict(), "withoutRowid", has.withoutRowid(), "unlogged", has.unlogged());
        flags.forEach((option, value) -> {
            if (options.contains(option) && !value.equals(found.get(option)))
                storage(option, String.valueOf(value), String.valueOf(found.get(option)));
        });
        if (live.storage().engine() == null) return;
        named(
                "engine",
                defined.engine(),
                wanted.engine(),
                has.engine(),
                live.storage().engine());
        named(
                "collation",
                defined.collation(),
                wanted.collation(),
                has.collation(),
                live.storage().collation());
    }

    private void named(
            String option,
            @Nullable String said,
            @Nullable String wanted,
            @Nullable String has,
            @Nullable String found) {
        boolean same = wanted == null || has == null ? Objects.equals(wanted, has) : wanted.equalsIgnoreCase(has);
        if (said != null && !same) storage(option, said, String.valueOf(found));
    }

    private void storage(String option, String expected, String found) {
        List<TableChange> changes = dialect.alterations().storageOptions().contains(option)
                ? List.of(new TableChange.SetStorage(definition.storage()))
                : List.of();
        differences.add(new Difference.ChangedStorage(live.name(), option, expected, found, changes));
    }

    // Columns

    private void columns() {
        Set<LiveColumn> left = new LinkedHashSet<>(live.columns());
        for (ColumnDefinition column : definition.columns()) {
            LiveColumn found = find(column.name());
            String oldName = oldNames.get(column.name());
            if (found == null && oldName != null) {
                found = find(oldName);
                if (found != null) differences.add(new Difference.OldName(live.name(), found, column));
            }
            if (found == null) {
                differences.add(new Difference.MissingColumn(live.name(), column, fills.get(column.name())));
            } else {
                left.remove(found);
                column(column, found);
            }
        }
        for (LiveColumn extra : left) differences.add(new Difference.ExtraColumn(live.name(), extra));
    }

    private @Nullable LiveColumn find(String name) {
        for (LiveColumn column : live.columns()) {
            if (same(column.name(), name)) return column;
        }
        return null;
    }

    /** What a live column will be called. */
    private String newName(String name) {
        for (Map.Entry<String, String> renamed : oldNames.entrySet()) {
            if (same(renamed.getValue(), name) && find(renamed.getKey()) == null) return renamed.getKey();
        }
        return name;
    }

    private void column(ColumnDefinition column, LiveColumn found) {
        String written = column.declaredType();
        Catalog.DeclaredType declared = catalog.declared(
                definition, column, written != null ? written : dialect.columnType(definition, column));
        String expectedType = catalog.normalType(declared.type());
        String foundType = catalog.normalType(found.type());
        if (!expectedType.equals(foundType)) {
            different(
                    column,
                    found,
                    Aspect.TYPE,
                    expectedType,
                    foundType,
                    !TypeWidth.isWider(foundType, expectedType),
                    new TableChange.SetType(column));
        }
        String collation = declared.collation();
        boolean collated = collation == null || collation.equalsIgnoreCase(found.collation());
        if (!collated) {
            different(
                    column,
                    found,
                    Aspect.COLLATION,
                    String.valueOf(collation),
                    String.valueOf(found.collation()),
                    false,
                    new TableChange.SetType(column));
        }
        boolean nullable = column.nullable() && !definition.primaryKey().contains(column.name());
        if (nullable != found.nullable() && column.computation() == null && !column.generated()) {
            different(
                    column,
                    found,
                    Aspect.NULLABILITY,
                    nullable ? "null" : "not null",
                    found.nullable() ? "null" : "not null",
                    false,
                    new TableChange.SetNullability(column));
        }
        defaults(column, found);
        computation(column, found);
        String comment = column.comment();
        if (comment != null && catalog.hasComments() && !comment.equals(found.comment())) {
            different(
                    column,
                    found,
                    Aspect.COMMENT,
                    comment,
                    String.valueOf(found.comment()),
                    false,
                    new TableChange.SetComments(List.of(column)));
        }
    }

    private void defaults(ColumnDefinition column, LiveColumn found) {
        boolean generated = column.generated() && column.sequence() == null;
        if (generated != found.generated()) {
            // A key that SQLite takes for the number of the row counts by itself, whether it is asked to or not.
            boolean harmless = !generated && column.defaultValue() == null && isOnlyKey(column);
            if (!harmless) {
                different(
                        column,
                        found,
                        Aspect.GENERATED,
                        generated ? "generated" : "not generated",
                        found.generated() ? "generated" : "not generated",
                        false,
                        dialect.alterations().canSetGenerated()
                                ? new TableChange[] {new TableChange.SetGenerated(column)}
                                : new TableChange[0]);
            }
            return;
        }
        String expected = catalog.defaultValue(column);
        String has = found.defaultValue();
        if (has != null && has.isEmpty()) return; // the catalogue does not tell it
        if (expected != null && expected.strip().equalsIgnoreCase("null")) expected = null;
        if (!Objects.equals(normal(expected), normal(has))) {
            different(
                    column,
                    found,
                    Aspect.DEFAULT,
                    String.valueOf(expected),
                    String.valueOf(has),
                    false,
                    new TableChange.SetDefault(column));
        }
    }

    private boolean isOnlyKey(ColumnDefinition column) {
        return definition.primaryKey().equals(List.of(column.name()));
    }

    private void computation(ColumnDefinition column, LiveColumn found) {
        Computation expected = column.computation();
        Computation has = found.computation();
        if (expected == null && has == null) return;
        if (expected != null
                && has != null
                && expected.stored() == has.stored()
                && Objects.equals(normal(expected.expression()), normal(has.expression()))) return;
        TableChange[] anew = {new TableChange.DropColumn(found.name()), new TableChange.AddColumn(column, null)};
        different(
                column,
                found,
                Aspect.COMPUTATION,
                expected == null ? "none" : expected.expression(),
                has == null ? "none" : has.expression(),
                has == null,
                expected == null ? new TableChange[0] : anew);
    }

    private void different(
            ColumnDefinition column,
            LiveColumn found,
            Aspect aspect,
            String expected,
            String has,
            boolean losesData,
            TableChange... changes) {
        differences.add(new Difference.ChangedColumn(
                live.name(), column, found, aspect, expected, has, losesData, List.of(changes)));
    }

    // Indexes and unique constraints

    private void indexes() {
        List<LiveIndex> left = new ArrayList<>(live.indexes());
        List<IndexDefinition> indexes = new SchemaRenderer(dialect).indexes(definition);
        for (IndexDefinition index : indexes) {
            LiveIndex found = named(left, index.name());
            if (found != null && !isSame(index, found)) {
                left.remove(found);
                differences.add(new Difference.MissingIndex(live.name(), index, found));
            } else {
                if (found == null)
                    found = left.stream()
                            .filter(other -> isSame(index, other))
                            .findFirst()
                            .orElse(null);
                if (found == null) differences.add(new Difference.MissingIndex(live.name(), index, null));
                else left.remove(found);
            }
        }
        for (UniqueDefinition unique : definition.uniques()) {
            LiveIndex found = named(left, unique.name());
            if (found != null && !isSame(unique, found)) {
                left.remove(found);
                differences.add(new Difference.MissingUnique(live.name(), unique, found));
            } else {
                if (found == null)
                    found = left.stream()
                            .filter(other -> isSame(unique, other))
                            .findFirst()
                            .orElse(null);
                if (found == null) differences.add(new Difference.MissingUnique(live.name(), unique, null));
                else left.remove(found);
            }
        }
        for (LiveIndex extra : left) {
            if (!catalog.isImplied(live, extra)) differences.add(new Difference.ExtraIndex(live.name(), extra));
        }
    }

    private @Nullable LiveIndex named(List<LiveIndex> indexes, String name) {
        for (LiveIndex index : indexes) {
            if (same(index.name(), name)) return index;
        }
        return null;
    }

    private boolean isSame(IndexDefinition index, LiveIndex found) {
        if (index.unique() != found.unique()
                || index.parts().size() != found.parts().size()) return false;
        if (index.nullsNotDistinct() != found.nullsNotDistinct() && index.unique()) return false;
        if (!Objects.equals(normal(index.where()), normal(found.where()))) return false;
        if (!sameNames(index.include(), found.include())) return false;
        String method = index.method() == null ? "btree" : index.method();
        if (!method.equalsIgnoreCase(found.method())) return false;
        for (int i = 0; i < index.parts().size(); i++) {
            if (!isSame(index.parts().get(i), found.parts().get(i))) return false;
        }
        return true;
    }

    private boolean isSame(IndexPart part, LiveIndex.Part found) {
        if (part.descending() != found.descending() || found.length() > 0) return false;
        String column = part.column();
        String foundColumn = found.column();
        if (column != null && foundColumn != null) return same(column, newName(foundColumn));
        return column == null
                && foundColumn == null
                && Objects.equals(normal(part.expression()), normal(found.expression()));
    }

    private boolean isSame(UniqueDefinition unique, LiveIndex found) {
        return found.unique()
                && found.where() == null
                && sameNames(
                        unique.columns(),
                        found.columns().stream().map(this::newName).toList())
                && unique.deferral() == found.deferral()
                && unique.nullsNotDistinct() == found.nullsNotDistinct();
    }

    // Full-text search

    private void fullText() {
        FullTextDefinition expected = definition.fullText();
        LiveFullText found = live.fullText();
        boolean same = expected == null
                ? found == null
                : found != null && dialect.schema().fullText().isSame(definition, expected, found);
        if (!same) differences.add(new Difference.ChangedFullText(live.name(), expected, found));
    }

    // Foreign keys

    private void foreignKeys() {
        List<LiveForeignKey> left = new ArrayList<>(live.foreignKeys());
        for (ForeignKeyDefinition foreignKey : definition.foreignKeys()) {
            LiveForeignKey found = null;
            for (LiveForeignKey other : left) {
                if (sameNames(
                        foreignKey.columns(),
                        other.columns().stream().map(this::newName).toList())) found = other;
                if (found == other && isSame(foreignKey, other)) break;
            }
            if (found != null) left.remove(found);
            if (found == null || !isSame(foreignKey, found)) {
                differences.add(new Difference.MissingForeignKey(live.name(), foreignKey, found));
            }
        }
        for (LiveForeignKey extra : left) differences.add(new Difference.ExtraForeignKey(live.name(), extra));
    }

    private boolean isSame(ForeignKeyDefinition foreignKey, LiveForeignKey found) {
        String schema = foreignKey.parentSchema() == null ? definition.schema() : foreignKey.parentSchema();
        return same(foreignKey.parentTable(), found.parentTable())
                && (schema == null || same(schema, found.parentSchema()))
                && sameNames(foreignKey.parentColumns(), found.parentColumns())
                && catalog.normalAction(foreignKey.onDelete()) == catalog.normalAction(found.onDelete())
                && catalog.normalAction(foreignKey.onUpdate()) == catalog.normalAction(found.onUpdate())
                && foreignKey.deferral() == found.deferral();
    }

    // Checks

    private void checks() {
        List<LiveCheck> left = new ArrayList<>(live.checks());
        for (ColumnDefinition column : definition.columns()) {
            String written = column.declaredType();
            if (column.generated() && isOnlyKey(column)) continue;
            for (String implied : catalog.declared(
                            definition, column, written != null ? written : dialect.columnType(definition, column))
                    .checks()) {
                check(left, column, implied);
            }
            String own = column.check();
            if (own != null) check(left, column, own);
        }
        for (CheckDefinition check : definition.checks()) {
            LiveCheck found = left.stream()
                    .filter(other -> other.name() != null && same(other.name(), check.name()))
                    .findFirst()
                    .orElse(null);
            boolean same = found != null
                    && (Objects.equals(normal(found.condition()), normal(check.condition()))
                            // A name that was made tells the condition, too.
                            || TableChange.AddCheck.of(definition.name(), check.condition())
                                    .check()
                                    .name()
                                    .equals(check.name()));
            if (found == null) {
                found = withCondition(left, check.condition());
                same = found != null;
            }
            if (found != null) left.remove(found);
            if (!same) differences.add(new Difference.MissingCheck(live.name(), check, found));
        }
        for (LiveCheck extra : left) differences.add(new Difference.ExtraCheck(live.name(), extra));
    }

    private void check(List<LiveCheck> left, ColumnDefinition column, String condition) {
        LiveCheck found = withCondition(left, condition);
        if (found != null) left.remove(found);
        else {
            // Where a new column brings its check, there is nothing more to do.
            if (find(column.name()) == null && !oldNames.containsKey(column.name())) return;
            CheckDefinition check =
                    TableChange.AddCheck.of(definition.name(), condition).check();
            LiveCheck made = left.stream()
                    .filter(other -> check.name().equals(other.name()))
                    .findFirst()
                    .orElse(null);
            if (made != null) left.remove(made);
            else differences.add(new Difference.MissingCheck(live.name(), check, null));
        }
    }

    private @Nullable LiveCheck withCondition(List<LiveCheck> checks, String condition) {
        for (LiveCheck check : checks) {
            if (Objects.equals(normal(check.condition()), normal(condition))) return check;
        }
        return null;
    }

    // Names and expressions

    private @Nullable String normal(@Nullable String expression) {
        return expression == null ? null : SqlNormalForm.of(expression, catalog.namesHaveCase());
    }

    private boolean same(String name, String other) {
        return catalog.namesHaveCase() ? name.equals(other) : name.equalsIgnoreCase(other);
    }

    private boolean sameNames(List<String> names, List<String> others) {
        if (names.size() != others.size()) return false;
        for (int i = 0; i < names.size(); i++) {
            if (!same(names.get(i), others.get(i))) return false;
        }
        return true;
    }
}
