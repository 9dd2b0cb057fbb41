// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.IndexPart;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.Naming;

/**
 * What an entity says of an index or unique constraint: an annotation of the class or of one field, or nothing where a
 * reference has such an index anyway.
 */
final class IndexJava {
    private static final String AUTOMATIC = "sqlite_autoindex_";

    private final TableJava table;
    private final LiveIndex index;

    IndexJava(TableJava table, LiveIndex index) {
        this.table = table;
        this.index = index;
    }

    /** What no annotation can say of it; {@code null} if all can be said. */
    @Nullable
    String whyNot() {
        if (table.isView()) return "an index of a materialized view";
        if (index.constraint() && !index.unique()) return "a constraint of exclusion";
        for (LiveIndex.Part part : index.parts()) {
            if (part.nullsOrder() != null) return "where nulls stand in it";
            if (part.length() > 0) return "an index of the first characters of a text";
            if (part.collation() != null && part.column() != null && !isCollatedSo(part))
                return "an index in another collation";
            if (part.operatorClass() != null) return "the operator class " + part.operatorClass();
        }
        List<String> names = names();
        if (names == null) return "an index over a part of a reference";
        if (new HashSet<>(names.stream()
                                .map(name -> name.endsWith(" desc") ? name.substring(0, name.length() - 5) : name)
                                .toList())
                        .size()
                != names.size()) return "an index over the same twice";
        return fields(index.include()) == null ? "an index that holds a part of a reference" : null;
    }

    private boolean isCollatedSo(LiveIndex.Part part) {
        return table.live().columns().stream()
                .anyMatch(column -> column.name().equals(part.column())
                        && String.valueOf(part.collation()).equalsIgnoreCase(column.collation()));
    }

    /** The field that the annotation stands on; {@code null} for the class. Of indexes that can be said. */
    @Nullable
    String field() {
        List<String> names = names();
        boolean alone = names != null
                && names.size() == 1
                && index.parts().getFirst().column() != null
                && !index.parts().getFirst().descending()
                && (isUsual() || isConstraint());
        return alone && names != null ? names.getFirst() : null;
    }

    /** Whether a reference has it without being told. */
    boolean isOfReference() {
        List<String> columns = index.columns();
        return isPlain()
                && !index.unique()
                && table.references().stream()
                        .anyMatch(reference -> reference.columns().equals(columns))
                && !isLed(columns);
    }

    /** Whether a key or another index begins with the columns, so that a reference has none of its own. */
    private boolean isLed(List<String> columns) {
        return begins(table.key(), columns)
                || table.live().indexes().stream()
                        .anyMatch(other -> !other.equals(index)
                                && (other.constraint() || new IndexJava(table, other).isPlain())
                                && begins(other.columns(), columns));
    }

    private static boolean begins(List<String> columns, List<String> start) {
        return columns.size() >= start.size()
                && columns.subList(0, start.size()).equals(start);
    }

    AnnotationText annotation() {
        List<String> names = field() == null ? names() : List.of();
        List<String> include = fields(index.include());
        if (isConstraint() || index.unique() && isUsual() && isKey()) {
            AnnotationText unique = new AnnotationText("Unique").texts("value", names == null ? List.of() : names);
            if (isConstraint()) unique.text("name", index.name());
            if (index.deferral() != Deferral.NOT_DEFERRABLE)
                unique.with("deferral", "Deferral." + index.deferral().name());
            return unique.flag("nullsNotDistinct", index.nullsNotDistinct());
        }
        boolean usualMethod = index.method().isEmpty() || index.method().equals("btree");
        return new AnnotationText("Index")
                .texts("value", names == null ? List.of() : names)
                .flag("unique", index.unique())
                .text("name", isUsual() ? "" : index.name())
                .text("where", index.where())
                .texts("include", include == null ? List.of() : include)
                .text("using", usualMethod ? "" : index.method())
                .flag("nullsNotDistinct", index.unique() && index.nullsNotDistinct());
    }

    /** One that was written as such; SQLite does not tell its name, and a unique index does the same. */
    private boolean isConstraint() {
        return index.constraint() && !index.name().startsWith(AUTOMATIC);
    }

    /** Nothing but columns, and no two rows with the same. */
    private boolean isKey() {
        return index.where() == null
                && index.include().isEmpty()
                && index.parts().stream().allMatch(part -> part.column() != null && !part.descending());
    }

    private boolean isPlain() {
        return isKey()
                && !index.nullsNotDistinct()
                && index.parts().stream().allMatch(part -> part.length() == 0)
                && (index.method().isEmpty() || index.method().equals("btree"));
    }

    private boolean isUsual() {
        if (index.name().startsWith(AUTOMATIC)) return true;
        List<IndexPart> parts = new ArrayList<>();
        for (LiveIndex.Part part : index.parts()) {
            parts.add(part.column() != null ? IndexPart.column(part.text()) : IndexPart.expression(part.text()));
        }
        return index.name().equals(Naming.indexName(table.live().name(), parts));
    }

    private @Nullable List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < index.parts().size(); i++) {
            LiveIndex.Part part = index.parts().get(i);
            String end = part.descending() ? " desc" : "";
            String column = part.column();
            if (column == null) {
                names.add("(" + part.text() + ")" + end);
                continue;
            }
            int columns = table.reference(column)
                    .map(reference -> reference.columns().size())
                    .orElse(1);
            if (columns > 1 && !isWhole(column, i, part.descending())) return null;
            names.add(table.field(column) + end);
            i += columns - 1;
        }
        return names;
    }

    /** Whether all columns of the reference stand here, in their order. */
    private boolean isWhole(String column, int at, boolean descending) {
        List<String> columns =
                table.reference(column).map(TableJava.Reference::columns).orElse(List.of());
        if (at + columns.size() > index.parts().size()) return false;
        List<LiveIndex.Part> parts = index.parts().subList(at, at + columns.size());
        return parts.stream().map(LiveIndex.Part::text).toList().equals(columns)
                && parts.stream().allMatch(part -> part.descending() == descending);
    }

    private @Nullable List<String> fields(List<String> columns) {
        List<String> fields = new ArrayList<>();
        for (String column : columns) {
            boolean part = table.reference(column)
                    .map(reference -> reference.columns().size() > 1)
                    .orElse(false);
            if (part) return null;
            fields.add(table.field(column));
        }
        return fields;
    }
}
