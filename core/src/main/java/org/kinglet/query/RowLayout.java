// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.Naming;

/** What the columns of a result are: one for all its rows. Immutable. */
public final class RowLayout {
    private final List<String> names;
    private final List<Node> nodes;
    /** Behind the nodes. */
    private final List<TableSource<?>> entities;

    private final Map<String, Integer> positions = new HashMap<>();

    private RowLayout(List<String> names, List<Node> nodes, List<TableSource<?>> entities) {
        this.names = List.copyOf(names);
        this.nodes = List.copyOf(nodes);
        this.entities = List.copyOf(entities);
        for (int i = names.size() - 1; i >= 0; i--) positions.put(names.get(i).toLowerCase(Locale.ROOT), i);
    }

    /** Of selected expressions; those without an alias and a column have no name. */
    public static RowLayout of(List<? extends Node> nodes) {
        return of(nodes, List.of());
    }

    /** The same, with entities of tables behind them, which have the names of their tables. */
    public static RowLayout of(List<? extends Node> nodes, List<TableSource<?>> entities) {
        List<String> names = new ArrayList<>(nodes.size());
        for (Node node : nodes) names.add(nameOf(node));
        for (TableSource<?> table : entities) names.add(nameOf(table));
        return new RowLayout(names, List.copyOf(nodes), entities);
    }

    /** Of a result of which only the names are known. */
    public static RowLayout named(List<String> names) {
        return new RowLayout(names, List.of(), List.of());
    }

    public List<String> names() {
        return names;
    }

    /**
     * Where the expression stands.
     *
     * @throws NoSuchElementException if it was not selected
     */
    int position(Expression<?> expression) {
        int position = nodes.indexOf(expression.node());
        if (position < 0) position = indexUnderAlias(expression.node());
        if (position < 0) {
            throw new NoSuchElementException(expression + " was not selected; the row has " + names
                    + (nodes.isEmpty() ? ": it comes from SQL of your own, so ask by name" : ""));
        }
        return position;
    }

    /**
     * Where the entity of the table stands.
     *
     * @throws NoSuchElementException if it was not selected
     */
    int position(TableSource<?> table) {
        for (int i = 0; i < entities.size(); i++) {
            TableSource<?> each = entities.get(i);
            if (each.definition() == table.definition() && Objects.equals(each.alias(), table.alias())) {
                return nodes.size() + i;
            }
        }
        throw new NoSuchElementException("no entity of " + nameOf(table) + " was selected; the row has " + names
                + ": name the table in select(…)");
    }

    private static String nameOf(TableSource<?> table) {
        String alias = table.alias();
        return alias != null ? alias : table.definition().name();
    }

    /** The position of the column of that name, or in its place that of a component or property of that name; or -1. */
    int find(String name) {
        Integer position = positions.get(name.toLowerCase(Locale.ROOT));
        if (position == null) position = positions.get(Naming.snakeCase(name));
        return position == null ? -1 : position;
    }

    /** @throws NoSuchElementException if there is none */
    int position(String name) {
        int position = find(name);
        if (position < 0) throw new NoSuchElementException("the row has no column " + name + ", only " + names);
        return position;
    }

    private int indexUnderAlias(Node node) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Node.Aliased aliased
                    && aliased.operand().equals(node)) return i;
        }
        return -1;
    }

    private static String nameOf(Node node) {
        @Nullable
        String name = switch (node) {
            case Node.Aliased aliased -> aliased.alias();
            case Node.Column column -> column.column().name();
            case Node.Function function -> function.name();
            case Node.Call call -> call.function().name().toLowerCase(Locale.ROOT);
            case Node.Aggregate aggregate -> aggregate.name();
            default -> null;
        };
        return name == null ? "" : name;
    }
}
