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
        to.insertedTable(insert.table());
        switch (insert.rows()) {
            case Insert.Rows.Values<?> values -> values(insert.table(), values.rows());
            case Insert.Rows.FromSelect<?> from -> fromSelect(insert.table(), from, insert.upsert() != null);
        }
        Insert.Upsert<?> upsert = insert.upsert();
        if (upsert != null) to.onConflict(upsert);
    }

    private void values(TableSource<?> table, List<? extends List<? extends Assignment<?>>> assignments) {
        if (assignments.isEmpty()) {
            throw new IllegalStateException("an insert of no rows into " + table.definition() + " sends nothing");
        }
        InsertedRows inserted = InsertedRows.of(table, assignments);
        if (inserted.columns().isEmpty()) {
            to.append(to.noValues());
            return;
        }
        if (to.dialect().hasArrays() && inserted.areArrays()) {
            arrays(inserted);
            return;
        }
        String separator = " (";
        for (ColumnDefinition column : inserted.columns()) {
            to.append(separator).quote(column.name());
            separator = ", ";
        }
        separator = ") values (";
        for (List<Node> row : inserted.rows()) {
            for (int i = 0; i < row.size(); i++) {
                to.append(separator).assigned(inserted.columns().get(i), row.get(i));
                separator = ", ";
            }
            separator = "), (";
        }
        to.append(")");
    }

    private void arrays(InsertedRows inserted) {
        BulkRenderer.insertInto(to.dialect(), to.sql(), inserted.columns());
        for (int i = 0; i < inserted.columns().size(); i++) {
            ColumnDefinition column = inserted.columns().get(i);
            to.add(ParameterArrays.of(column.type().sqlType(), inserted.column(i)));
        }
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
        new SelectRenderer(to)
                .select(
                        from.select(),
                        Columns.named(SelectRenderer.names(from.select().clauses())));
        to.append(") as ").quote("rows").append(" where 1 = 1");
    }

    private static @Nullable Object[] defaults(TableSource<?> table) {
        List<ColumnDefinition> columns = table.definition().columns();
        @Nullable Object[] defaults = table.defaults();
        if (defaults == null) return new @Nullable Object[columns.size()];
        for (int i = 0; i < defaults.length; i++) {
            if (columns.get(i).generated() || !columns.get(i).isWritten()) defaults[i] = null;
        }
        return defaults;
    }
}
