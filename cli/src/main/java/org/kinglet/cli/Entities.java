// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.Naming;

/** What the tables and views of a database are called in Java, and which of their columns become references. */
final class Entities {
    private final Dialect dialect;
    private final Map<String, TableJava> tables = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    /** Of classes and companions. */
    private final JavaNames names = new JavaNames();

    /** @param found of one schema */
    Entities(Dialect dialect, Collection<LiveTable> found) {
        this.dialect = dialect;
        List<LiveTable> ordered =
                found.stream().sorted(Comparator.comparing(LiveTable::name)).toList();
        Map<LiveTable, String> companions = new LinkedHashMap<>();
        for (LiveTable table : ordered) {
            String why = whyNot(table);
            if (why != null) left.add(table.name() + ": " + why);
            else companions.put(table, names.companionOf(table.name()));
        }
        companions.forEach((table, companion) ->
                tables.put(table.name(), new TableJava(table, names.classOf(table.name(), companion), companion)));
        for (TableJava table : tables.values()) {
            if (!table.isView()) table.refer(references(table));
        }
        for (TableJava table : tables.values()) table.nameFields();
    }

    private static @Nullable String whyNot(LiveTable table) {
        if (table.name().isBlank()) return "it has no name";
        Set<String> lower = new HashSet<>();
        for (LiveColumn column : table.columns()) {
            if (column.name().isBlank()) return "one of its columns has no name";
            if (!lower.add(column.name().toLowerCase(Locale.ROOT))) return "two of its columns differ in case alone";
        }
        if (table.kind().isView()) return null;
        if (table.primaryKey() == null) return "it has no primary key";
        boolean computed = table.primaryKey().columns().stream()
                .flatMap(name -> table.column(name).stream())
                .anyMatch(column -> column.computation() != null);
        return computed ? "its primary key is computed" : null;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Those that become classes, by name. */
    Collection<TableJava> tables() {
        return tables.values();
    }

    /** Tables that have no class, and why. */
    List<String> left() {
        return List.copyOf(left);
    }

    JavaNames names() {
        return names;
    }

    TableJava table(LiveTable table) {
        TableJava java = tables.get(table.name());
        if (java == null) throw new IllegalArgumentException(table + " has no class");
        return java;
    }

    /** Those of several columns first: what is left of their columns may be references of its own. */
    private List<TableJava.Reference> references(TableJava table) {
        List<TableJava.Reference> references = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        List<LiveForeignKey> keys = table.live().foreignKeys().stream()
                .sorted(Comparator.comparingInt(
                        (LiveForeignKey key) -> -key.columns().size()))
                .toList();
        for (LiveForeignKey key : keys) {
            TableJava.Reference reference = reference(table, key);
            if (reference == null || reference.columns().stream().anyMatch(taken::contains)) continue;
            references.add(reference);
            taken.addAll(reference.columns());
        }
        List<String> columns =
                table.live().columns().stream().map(LiveColumn::name).toList();
        references.sort(Comparator.comparingInt(
                reference -> columns.indexOf(reference.columns().getFirst())));
        return references;
    }

    /** A reference is to the whole key of a table, and its columns are called by its field and those of the key. */
    private TableJava.@Nullable Reference reference(TableJava table, LiveForeignKey key) {
        TableJava parent = tables.get(key.parentTable());
        LiveTable live = table.live();
        if (parent == null || parent.isView() || !key.parentSchema().equals(live.schema())) return null;
        List<String> parentKey = parent.key();
        List<String> columns = ordered(key, parentKey);
        if (columns.isEmpty()) return null;
        List<LiveColumn> own = columns.stream()
                .flatMap(name -> live.column(name).stream())
                .filter(column -> column.computation() == null)
                .toList();
        if (own.size() != columns.size()) return null;
        boolean inKey = columns.stream().anyMatch(table.key()::contains);
        if (inKey && (!isTogether(table.key(), columns) || leadsTo(parent, table, new HashSet<>()))) return null;
        if (columns.size() == 1) return new TableJava.Reference(key, columns, parent, stem(columns.getFirst()));
        String stem = stem(columns, parentKey);
        boolean plain = own.stream()
                        .allMatch(column -> column.nullable() == own.getFirst().nullable()
                                && column.defaultValue() == null
                                && column.comment() == null
                                && isLike(column, parent, parentKey.get(columns.indexOf(column.name()))))
                && live.checks().stream().noneMatch(check -> columns.contains(check.column()));
        return stem == null || !plain ? null : new TableJava.Reference(key, columns, parent, stem);
    }

    private boolean isLike(LiveColumn column, TableJava parent, String name) {
        return parent.live()
                .column(name)
                .map(key -> dialect.catalog()
                        .normalType(key.type())
                        .equals(dialect.catalog().normalType(column.type())))
                .orElse(false);
    }

    /** The columns in the order of the parent's key; none if it is not to that. */
    private static List<String> ordered(LiveForeignKey key, List<String> parentKey) {
        List<String> columns = new ArrayList<>();
        if (key.parentColumns().size() != parentKey.size()) return columns;
        for (String name : parentKey) {
            int at = key.parentColumns().indexOf(name);
            if (at < 0) return List.of();
            columns.add(key.columns().get(at));
        }
        return columns;
    }

    private static boolean isTogether(List<String> key, List<String> columns) {
        int start = key.indexOf(columns.getFirst());
        return start >= 0
                && start + columns.size() <= key.size()
                && key.subList(start, start + columns.size()).equals(columns);
    }

    /** Whether the key of a table is made of that of the other: a key has to have an end. */
    private boolean leadsTo(TableJava from, TableJava to, Set<TableJava> seen) {
        if (from.equals(to)) return true;
        if (!seen.add(from)) return false;
        return from.live().foreignKeys().stream()
                .filter(key -> key.columns().stream().anyMatch(from.key()::contains))
                .flatMap(key -> Stream.ofNullable(tables.get(key.parentTable())))
                .anyMatch(parent -> leadsTo(parent, to, seen));
    }

    /** What the field is called after. */
    private static String stem(String column) {
        boolean cut = column.toLowerCase(Locale.ROOT).endsWith("_id") && column.length() > "_id".length();
        return cut ? column.substring(0, column.length() - "_id".length()) : column;
    }

    /** What all columns begin with, if behind it they are called like those of the key. */
    private static @Nullable String stem(List<String> columns, List<String> parentKey) {
        String end = "_" + parentKey.getFirst();
        String first = columns.getFirst();
        if (!first.endsWith(end)) return null;
        String stem = first.substring(0, first.length() - end.length());
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).equals(stem + "_" + parentKey.get(i))) return null;
        }
        String field = stem.isEmpty() ? "" : new JavaNames().field(stem, "");
        return !stem.isEmpty() && Naming.snakeCase(field).equals(stem) ? stem : null;
    }
}
