// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Assignment;
import org.kinglet.query.Node;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/** The rows of an insert, with the defaults of the columns that they do not name; all have the same columns. */
public final class InsertedRows {
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<List<Node>> rows = new ArrayList<>();

    private InsertedRows() {}

    /**
     * Makes the defaults, anew for each row: such as the time or a random key are not the same for all.
     *
     * @throws IllegalArgumentException if a row has no value for a column that others set and that cannot be null
     */
    public static InsertedRows of(TableSource<?> table, List<? extends List<? extends Assignment<?>>> rows) {
        TableDefinition definition = table.definition();
        int width = definition.columns().size();
        boolean[] used = new boolean[width];
        List<@Nullable Node[]> values = new ArrayList<>(rows.size());
        for (List<? extends Assignment<?>> row : rows) {
            @Nullable Node[] nodes = defaults(table);
            for (Assignment<?> assignment : row) place(definition, assignment, nodes);
            for (int i = 0; i < width; i++) used[i] |= nodes[i] != null;
            values.add(nodes);
        }
        InsertedRows inserted = new InsertedRows();
        for (int i = 0; i < width; i++) {
            if (used[i]) inserted.columns.add(definition.columns().get(i));
        }
        for (@Nullable Node[] nodes : values) inserted.rows.add(row(definition, used, nodes));
        return inserted;
    }

    private static @Nullable Node[] defaults(TableSource<?> table) {
        List<ColumnDefinition> columns = table.definition().columns();
        @Nullable Node[] nodes = new @Nullable Node[columns.size()];
        @Nullable Object[] fresh = table.defaults();
        if (fresh == null) return nodes;
        for (int i = 0; i < nodes.length; i++) {
            ColumnDefinition column = columns.get(i);
            if (fresh[i] != null && !column.generated() && column.isWritten()) {
                nodes[i] = new Node.Parameter(fresh[i], column.type().columnType());
            }
        }
        return nodes;
    }

    private static void place(TableDefinition table, Assignment<?> assignment, @Nullable Node[] nodes) {
        for (int i = 0; i < assignment.columns().size(); i++) {
            nodes[table.position(assignment.columns().get(i).name())] =
                    assignment.values().get(i);
        }
    }

    private static List<Node> row(TableDefinition table, boolean[] used, @Nullable Node[] nodes) {
        List<Node> row = new ArrayList<>();
        for (int i = 0; i < nodes.length; i++) {
            if (!used[i]) continue;
            Node node = nodes[i];
            row.add(node == null ? missing(table, table.columns().get(i)) : node);
        }
        return row;
    }

    private static Node missing(TableDefinition table, ColumnDefinition column) {
        if (!column.nullable()) {
            throw new IllegalArgumentException("a row to be inserted into " + table + " does not set " + column.name()
                    + ", which other rows set, which has no default, and which cannot be null");
        }
        return new Node.Null();
    }

    /** The columns that have values, in the order of the table. */
    public List<ColumnDefinition> columns() {
        return columns;
    }

    /** For each row the values of the {@link #columns}. */
    public List<List<Node>> rows() {
        return rows;
    }

    public int size() {
        return rows.size();
    }

    /** The same rows with all their values named. */
    public <E> List<List<Assignment<E>>> assignments() {
        List<List<Assignment<E>>> assignments = new ArrayList<>(rows.size());
        for (List<Node> row : rows) {
            List<Assignment<E>> named = new ArrayList<>(row.size());
            for (int i = 0; i < row.size(); i++) named.add(new Assignment<>(List.of(columns.get(i)), row.get(i)));
            assignments.add(named);
        }
        return assignments;
    }

    /** The values of one row by the names of their columns. */
    public Map<String, Node> byName(int row) {
        Map<String, Node> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i).name(), rows.get(row).get(i));
        }
        return values;
    }

    /** Whether each column can be sent as an array of its values, and there are enough rows to make that worth while. */
    boolean areArrays() {
        if (rows.size() < 2 || columns.isEmpty()) return false;
        for (int i = 0; i < columns.size(); i++) {
            if (!BulkRenderer.hasArray(columns.get(i))) return false;
            for (List<Node> row : rows) {
                if (!isValue(row.get(i), columns.get(i))) return false;
            }
        }
        return true;
    }

    /** Whether that will be so for all rows of an insert, whatever defaults they get. */
    public static boolean areArrays(TableDefinition table, List<? extends List<? extends Assignment<?>>> rows) {
        for (ColumnDefinition column : table.columns()) {
            if (!BulkRenderer.hasArray(column)) return false;
        }
        for (List<? extends Assignment<?>> row : rows) {
            for (Assignment<?> assignment : row) {
                for (int i = 0; i < assignment.values().size(); i++) {
                    if (!isValue(
                            assignment.values().get(i), assignment.columns().get(i))) return false;
                }
            }
        }
        return true;
    }

    private static boolean isValue(Node node, ColumnDefinition column) {
        return node instanceof Node.Null
                || node instanceof Node.Parameter parameter
                        && parameter.type().equals(column.type().columnType());
    }

    /** The values of a column; null for nulls. */
    List<@Nullable Object> column(int index) {
        List<@Nullable Object> values = new ArrayList<>(rows.size());
        for (List<Node> row : rows) {
            values.add(row.get(index) instanceof Node.Parameter parameter ? parameter.value() : null);
        }
        return values;
    }
}
