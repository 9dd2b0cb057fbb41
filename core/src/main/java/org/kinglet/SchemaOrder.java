// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.ViewDefinition;

/** Tables and views in an order in which each finds what it refers to or reads, as far as there is one. */
final class SchemaOrder {
    private final Map<String, TableDefinition> tables = new HashMap<>();
    private final Set<TableDefinition> ordered = new LinkedHashSet<>();
    private final Set<TableDefinition> orderedViews = new LinkedHashSet<>();

    SchemaOrder(Collection<TableDefinition> definitions) {
        List<TableDefinition> views = new ArrayList<>();
        for (TableDefinition definition : definitions) {
            if (definition.view() != null) views.add(definition);
            else tables.put(definition.toString(), definition);
        }
        for (TableDefinition definition : definitions) {
            if (definition.view() == null) visit(definition, new HashSet<>());
        }
        views.sort(Comparator.comparing(TableDefinition::toString)); // the same, however they are given
        for (TableDefinition view : views) visitView(view, views, new HashSet<>());
    }

    /** Referenced tables before those that refer to them; in a circle, one before what it refers to. */
    List<TableDefinition> tables() {
        return List.copyOf(ordered);
    }

    /** Views that others name in their queries come before them. */
    List<TableDefinition> views() {
        return List.copyOf(orderedViews);
    }

    /** The references to tables that come later. */
    Map<TableDefinition, List<ForeignKeyDefinition>> forward() {
        Map<TableDefinition, List<ForeignKeyDefinition>> forward = new HashMap<>();
        Set<TableDefinition> before = new HashSet<>();
        for (TableDefinition table : ordered) {
            before.add(table);
            for (ForeignKeyDefinition foreignKey : table.foreignKeys()) {
                TableDefinition parent = tables.get(parentOf(foreignKey));
                if (parent == null || before.contains(parent)) continue;
                forward.computeIfAbsent(table, key -> new ArrayList<>()).add(foreignKey);
            }
        }
        return forward;
    }

    private static String parentOf(ForeignKeyDefinition foreignKey) {
        String schema = foreignKey.parentSchema();
        return schema == null ? foreignKey.parentTable() : schema + "." + foreignKey.parentTable();
    }

    private void visit(TableDefinition table, Set<TableDefinition> path) {
        if (ordered.contains(table) || !path.add(table)) return;
        for (ForeignKeyDefinition foreignKey : table.foreignKeys()) {
            TableDefinition parent = tables.get(parentOf(foreignKey));
            if (parent != null) visit(parent, path);
        }
        ordered.add(table);
    }

    /** A name that stands in the query for something else makes an order, too, which does no harm. */
    private void visitView(TableDefinition view, List<TableDefinition> views, Set<TableDefinition> path) {
        if (orderedViews.contains(view) || !path.add(view)) return;
        for (TableDefinition other : views) {
            if (reads(view, other)) visitView(other, views, path);
        }
        orderedViews.add(view);
    }

    /** Whether the query of the view has the other's name in it, whatever for. */
    static boolean reads(TableDefinition view, TableDefinition other) {
        ViewDefinition definition = view.view();
        if (definition == null) return false;
        String name = Pattern.quote(other.name().toLowerCase(Locale.ROOT));
        return Pattern.compile("(?<![\\p{L}\\p{N}_])" + name + "(?![\\p{L}\\p{N}_])")
                .matcher(definition.query().toLowerCase(Locale.ROOT))
                .find();
    }
}
