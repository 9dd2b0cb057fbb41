// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kinglet.dialect.Alterations;
import org.kinglet.dialect.Catalog;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.SchemaRenderer;
import org.kinglet.schema.Difference;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableDefinition;

/**
 * The statements that close differences, in an order in which each finds what it needs: views that change are dropped first,
 * then tables that are not defined; then tables are made and changed, and at last views are made.
 */
final class DiffStatements {
    private final Dialect dialect;
    private final List<Difference> closed;

    DiffStatements(Dialect dialect, List<Difference> closed) {
        this.dialect = dialect;
        this.closed = closed;
    }

    /** @param views those that are there, by their definitions */
    List<String> of(List<Alterations.Plan> plans, List<Catalog.Source> sources, Map<TableDefinition, LiveTable> views) {
        List<TableDefinition> missing = closed.stream()
                .filter(Difference.MissingTable.class::isInstance)
                .map(difference -> ((Difference.MissingTable) difference).definition())
                .toList();
        Set<TableDefinition> anew = anew(views.keySet());
        List<String> statements = new ArrayList<>();
        for (TableDefinition view : new SchemaOrder(anew).views().reversed()) {
            LiveTable live = views.get(view);
            if (live != null) statements.add(drop(live));
        }
        statements.addAll(drops());
        statements.addAll(dialect.alterations().statements(plans, creations(missing), sources));
        List<TableDefinition> made = new ArrayList<>(anew);
        for (TableDefinition definition : missing) {
            if (definition.view() != null && !made.contains(definition)) made.add(definition);
        }
        SchemaRenderer renderer = new SchemaRenderer(dialect);
        for (TableDefinition view : new SchemaOrder(made).views()) statements.addAll(renderer.create(view));
        return List.copyOf(statements);
    }

    /** Those that change, and those that read them: these go with them. */
    private Set<TableDefinition> anew(Collection<TableDefinition> views) {
        Set<TableDefinition> anew = new LinkedHashSet<>();
        for (Difference difference : closed) {
            if (difference instanceof Difference.ChangedView changed) anew.add(changed.definition());
        }
        boolean more = !anew.isEmpty();
        while (more) {
            more = false;
            for (TableDefinition view : views) {
                if (anew.stream().anyMatch(read -> SchemaOrder.reads(view, read))) more |= anew.add(view);
            }
        }
        return anew;
    }

    private String drop(LiveTable view) {
        boolean materialized = view.kind() == LiveTable.Kind.MATERIALIZED_VIEW;
        return "drop " + (materialized ? "materialized view " : "view ")
                + dialect.alterations().name(view);
    }

    /** Tables that refer to others first. */
    private List<String> drops() {
        List<LiveTable> extra = new ArrayList<>();
        for (Difference difference : closed) {
            if (difference instanceof Difference.ExtraTable table) extra.add(table.live());
        }
        List<LiveTable> ordered = new ArrayList<>();
        while (!extra.isEmpty()) {
            LiveTable next = extra.stream()
                    .filter(table -> extra.stream().noneMatch(other -> other != table && refers(other, table)))
                    .findFirst()
                    .orElse(extra.getFirst());
            extra.remove(next);
            ordered.add(next);
        }
        List<String> statements = new ArrayList<>();
        for (LiveTable table : ordered) {
            LiveFullText fullText = table.fullText();
            if (fullText != null) statements.addAll(dialect.schema().fullText().drop(table, fullText));
            statements.add("drop table " + dialect.alterations().name(table));
        }
        return statements;
    }

    private static boolean refers(LiveTable child, LiveTable parent) {
        return child.foreignKeys().stream()
                .anyMatch(foreignKey -> foreignKey.parentTable().equals(parent.name())
                        && foreignKey.parentSchema().equals(parent.schema()));
    }

    /** Referenced tables first; of those in a circle, a foreign key comes when both are there. */
    private List<String> creations(List<TableDefinition> missing) {
        SchemaOrder order = new SchemaOrder(missing);
        Map<TableDefinition, List<ForeignKeyDefinition>> later =
                dialect.schema().hasForwardReferences() ? Map.of() : order.forward();
        SchemaRenderer renderer = new SchemaRenderer(dialect);
        List<String> statements = new ArrayList<>();
        List<String> late = new ArrayList<>();
        for (TableDefinition table : order.tables()) {
            List<ForeignKeyDefinition> without = later.getOrDefault(table, List.of());
            statements.addAll(renderer.create(table, without));
            for (ForeignKeyDefinition foreignKey : without) late.add(renderer.addForeignKey(table, foreignKey));
            late.addAll(renderer.comments(table));
            late.addAll(renderer.concurrentIndexes(table));
        }
        statements.addAll(late);
        return statements;
    }
}
