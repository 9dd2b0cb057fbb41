// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The tables whose rows have to go together with a row of one of them, and the references that lead there. */
final class ReferenceGraph {
    private final Recursive how;
    private final Predicate<Table<?, ?>> exists;
    private final Map<Table<?, ?>, List<ForeignKey<?, ?, ?>>> into = new LinkedHashMap<>();
    private final Set<Table<?, ?>> ordered = new HashSet<>();
    private final List<Table<?, ?>> parentsFirst = new ArrayList<>();

    /** @param exists whether the database has the table */
    ReferenceGraph(Table<?, ?> root, Recursive how, Predicate<Table<?, ?>> exists) {
        this.how = how;
        this.exists = exists;
        discover(root);
        for (Table<?, ?> table : into.keySet()) order(table);
    }

    private void discover(Table<?, ?> table) {
        if (into.containsKey(table)) return;
        List<ForeignKey<?, ?, ?>> referrers = Referrers.of(table).stream()
                .filter(foreignKey -> exists.test(foreignKey.table()))
                .toList();
        into.put(table, referrers);
        for (ForeignKey<?, ?, ?> foreignKey : referrers) {
            if (deletes(foreignKey)) discover(foreignKey.table());
        }
    }

    private void order(Table<?, ?> table) {
        if (!ordered.add(table)) return;
        for (ForeignKey<?, ?, ?> foreignKey : into(table)) {
            if (deletes(foreignKey) && !isOfCircle(foreignKey)) order(foreignKey.table());
        }
        parentsFirst.addFirst(table);
    }

    /** Every table that has a reference to one of those from which rows are deleted. */
    Set<Table<?, ?>> referring() {
        Set<Table<?, ?>> tables = new LinkedHashSet<>();
        for (List<ForeignKey<?, ?, ?>> foreignKeys : into.values()) {
            for (ForeignKey<?, ?, ?> foreignKey : foreignKeys) tables.add(foreignKey.table());
        }
        return tables;
    }

    /** Those from which rows are deleted: tables that are referred to first, but for {@linkplain #isOfCircle circles}. */
    List<Table<?, ?>> parentsFirst() {
        return parentsFirst;
    }

    /** The references to rows of the table. */
    List<ForeignKey<?, ?, ?>> into(Table<?, ?> table) {
        return into.getOrDefault(table, List.of());
    }

    /** The references to deleted rows by which rows of the table are deleted. */
    List<ForeignKey<?, ?, ?>> outOf(Table<?, ?> table) {
        List<ForeignKey<?, ?, ?>> out = new ArrayList<>();
        for (Table<?, ?> parent : parentsFirst) {
            for (ForeignKey<?, ?, ?> foreignKey : into(parent)) {
                if (foreignKey.table() == table && deletes(foreignKey)) out.add(foreignKey);
            }
        }
        return out;
    }

    /** Whether the rows that refer are deleted; else they refer to nothing from then on. */
    boolean deletes(ForeignKey<?, ?, ?> foreignKey) {
        return how == Recursive.ALL || !foreignKey.isNullable();
    }

    /**
     * Whether it can be made null to open a circle of tables, in which no order suits all. If none of a circle can, only
     * the database knows what to do.
     */
    boolean isOfCircle(ForeignKey<?, ?, ?> foreignKey) {
        return foreignKey.isNullable() && reaches(foreignKey.table(), foreignKey.target(), new HashSet<>());
    }

    /** Whether rows of the one table are deleted because of rows of the other. */
    private boolean reaches(Table<?, ?> from, Table<?, ?> to, Set<Table<?, ?>> seen) {
        if (from == to) return true;
        if (!seen.add(from)) return false;
        return into(from).stream().anyMatch(foreignKey -> deletes(foreignKey) && reaches(foreignKey.table(), to, seen));
    }

    /** Whether rows of the table refer to other rows of it, which must go after them. */
    boolean mustKeepLevels(Table<?, ?> table) {
        return into(table).stream().anyMatch(foreignKey -> foreignKey.table() == table && !foreignKey.isNullable());
    }
}
