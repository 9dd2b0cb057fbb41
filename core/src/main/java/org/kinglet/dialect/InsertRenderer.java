// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Assignment;
import org.kinglet.query.Insert;
import org.kinglet.query.Node;
import org.kinglet.query.TableColumn;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.TableDefinition;

/** The insert: which columns it names, where each value comes from, and what happens on conflict. */
final class InsertRenderer {
    private final Renderer to;

    InsertRenderer(Renderer to) {
        this.to = to;
    }

    void insert(Insert<?> insert) {
        to.append("insert into ");
        to.table(insert.table());
        switch (insert.rows()) {
            case Insert.Rows.Values<?> values -> values(insert.table(), values.rows());
            case Insert.Rows.FromSelect<?> from -> fromSelect(insert.table(), from, insert.upsert() != null);
        }
        Insert.Upsert<?> upsert = insert.upsert();
        if (upsert != null) onConflict(upsert);
    }

    private <E> void values(TableSource<E> table, List<? extends List<? extends Assignment<?>>> rows) {
        TableDefinition definition = table.definition();
        Node[][] named = new Node[rows.size()][definition.columns().size()];
        boolean[] used = new boolean[definition.columns().size()];
        for (int i = 0; i < rows.size(); i++) {
            for (Assignment<?> assignment : rows.get(i)) place(definition, assignment, named[i], used);
        }
        // One fresh entity for each row: defaults such as the time or a random key are not the same for all.
        List<@Nullable Object[]> defaults = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            @Nullable Object[] fresh = table.defaults();
            if (fresh == null) fresh = new @Nullable Object[used.length];
            defaults.add(fresh);
            for (int column = 0; column < used.length; column++) {
                boolean generated = definition.columns().get(column).generated();
                if (!generated && fresh[column] != null) used[column] = true;
            }
        }
        if (!columns(definition, used)) {
            to.append(to.noValues());
            return;
        }
        String separator = " values (";
        for (int row = 0; row < named.length; row++) {
            to.append(separator);
            row(definition, used, named[row], defaults.get(row));
            separator = "), (";
        }
        to.append(")");
    }

    private static void place(TableDefinition table, Assignment<?> assignment, Node[] named, boolean[] used) {
        for (int i = 0; i < assignment.columns().size(); i++) {
            int column = table.position(assignment.columns().get(i).name());
            named[column] = assignment.values().get(i);
            used[column] = true;
        }
    }

    private boolean columns(TableDefinition table, boolean[] used) {
        String separator = " (";
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) continue;
            to.append(separator).quote(table.columns().get(i).name());
            separator = ", ";
        }
        if (separator.equals(" (")) return false;
        to.append(")");
        return true;
    }

    private void row(TableDefinition table, boolean[] used, @Nullable Node[] named, @Nullable Object[] defaults) {
        String separator = "";
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) continue;
            to.append(separator);
            separator = ", ";
            Node value = named[i];
            ColumnDefinition column = table.columns().get(i);
            if (value != null) to.assigned(column, value);
            else if (defaults[i] != null) to.assignedValue(column, defaults[i]);
            else missing(table, column);
        }
    }

    private void missing(TableDefinition table, ColumnDefinition column) {
        if (!column.nullable()) {
            throw new IllegalArgumentException("a row to be inserted into " + table + " does not set " + column.name()
                    + ", which other rows set, which has no default, and which cannot be null");
        }
        to.append("null");
    }

    /**
     * The rows of a select, with the defaults of the columns that it has no value for beside them. The {@code where}
     * tells SQLite that the {@code on} which may follow is none of a join.
     */
    private void fromSelect(TableSource<?> table, Insert.Rows.FromSelect<?> from, boolean upsert) {
        TableDefinition definition = table.definition();
        @Nullable Object[] defaults = defaults(table);
        String separator = " (";
        for (TableColumn<?, ?> column : from.columns()) {
            for (ColumnDefinition part : column.columns()) {
                to.append(separator).quote(part.name());
                separator = ", ";
                defaults[definition.position(part.name())] = null;
            }
        }
        List<Node> others = new ArrayList<>();
        for (int i = 0; i < defaults.length; i++) {
            if (defaults[i] == null) continue;
            ColumnDefinition column = definition.columns().get(i);
            to.append(separator).quote(column.name());
            ColumnType type = column.type().columnType();
            others.add(new Node.Cast(new Node.Parameter(defaults[i], type), type));
        }
        to.append(") ");
        if (others.isEmpty() && !upsert) {
            to.select(from.select());
            return;
        }
        to.append("select ").quote("rows").append(".*");
        for (Node other : others) to.append(", ").render(other);
        to.append(" from (");
        to.derived(from.select(), true);
        to.append(") as ").quote("rows").append(" where 1 = 1");
    }

    private static @Nullable Object[] defaults(TableSource<?> table) {
        List<ColumnDefinition> columns = table.definition().columns();
        @Nullable Object[] defaults = table.defaults();
        if (defaults == null) return new @Nullable Object[columns.size()];
        for (int i = 0; i < defaults.length; i++) {
            if (columns.get(i).generated()) defaults[i] = null;
        }
        return defaults;
    }

    private void onConflict(Insert.Upsert<?> upsert) {
        to.append(" on conflict");
        String separator = " (";
        for (TableColumn<?, ?> column : upsert.target()) {
            for (ColumnDefinition definition : column.columns()) {
                to.append(separator).quote(definition.name());
                separator = ", ";
            }
        }
        if (!upsert.target().isEmpty()) to.append(")");
        if (upsert.assignments().isEmpty()) {
            to.append(" do nothing");
        } else {
            to.append(" do update set ");
            to.assignments(upsert.assignments());
            to.where(upsert.where());
        }
    }
}
