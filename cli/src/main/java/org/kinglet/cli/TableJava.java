// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.Naming;

/** What a table or view becomes: its class, its companion, and its fields. */
final class TableJava {
    /**
     * A foreign key that becomes a {@code Ref}.
     *
     * @param columns in the order of the parent's key
     * @param stem what its field is called after
     */
    record Reference(LiveForeignKey key, List<String> columns, TableJava parent, String stem) {}

    private final LiveTable live;
    private final String className;
    private final String companion;
    private final JavaNames names = new JavaNames();
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, ColumnJava> columns = new HashMap<>();
    private List<Reference> references = List.of();

    TableJava(LiveTable live, String className, String companion) {
        this.live = live;
        this.className = className;
        this.companion = companion;
    }

    void refer(List<Reference> found) {
        references = List.copyOf(found);
    }

    /** Once all references are known. The names of those of several columns cannot be told, so they are the first to get one. */
    void nameFields() {
        for (Reference reference : references) {
            if (reference.columns().size() == 1) continue;
            String field = newField(reference.stem());
            for (String column : reference.columns()) fields.put(column, field);
        }
        for (LiveColumn column : live.columns()) {
            if (fields.containsKey(column.name())) continue;
            String stem = reference(column.name()).map(Reference::stem).orElse(column.name());
            fields.put(column.name(), newField(stem));
        }
    }

    LiveTable live() {
        return live;
    }

    boolean isView() {
        return live.kind().isView();
    }

    String className() {
        return className;
    }

    /** The companion's name; empty where it follows from the table's. */
    String namedCompanion() {
        return companion.equals(Naming.companionName(live.name(), "")) ? "" : companion;
    }

    /** The columns of the key. */
    List<String> key() {
        return live.primaryKey() == null ? List.of() : live.primaryKey().columns();
    }

    List<Reference> references() {
        return references;
    }

    /** The reference that the column is of, if it is of one. */
    Optional<Reference> reference(String column) {
        return references.stream()
                .filter(reference -> reference.columns().contains(column))
                .findFirst();
    }

    /** The Java of a column; once all references are known. */
    ColumnJava column(Entities entities, String name) {
        ColumnJava column = columns.get(name);
        if (column == null) {
            column = new ColumnJava(entities, this, live.column(name).orElseThrow());
            columns.put(name, column);
        }
        return column;
    }

    /** Of a column, or of the reference that it is of. */
    String field(String column) {
        return Objects.requireNonNull(fields.get(column), column);
    }

    /** A field that nothing else is called like. */
    String newField(String name) {
        return names.field(name, Naming.constantName(companion));
    }

    /** On SQLite a column of a key may be null; an entity's key is not. */
    boolean isNullable(LiveColumn column) {
        return isNullable(live, column);
    }

    static boolean isNullable(LiveTable table, LiveColumn column) {
        boolean inKey =
                table.primaryKey() != null && table.primaryKey().columns().contains(column.name());
        return column.nullable() && !inKey;
    }
}
