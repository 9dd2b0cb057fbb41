// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LiveTable;

/**
 * What a picture of tables shows: each with its columns, and a line for each foreign key. The same tables always make the same
 * picture.
 */
record Diagram(List<Box> boxes, List<Line> lines) {

    /** A table. */
    record Box(String name, List<Column> columns) {}

    /** @param mark {@code PK}, {@code FK}, both, or nothing */
    record Column(String name, String type, String mark, boolean nullable) {}

    /**
     * A foreign key.
     *
     * @param isOptional whether a child may have no parent
     * @param isOnly whether a parent has one child at most
     */
    record Line(String child, String parent, List<String> columns, boolean isOptional, boolean isOnly) {}

    static Diagram of(Collection<LiveTable> tables) {
        List<LiveTable> ordered =
                tables.stream().sorted(Comparator.comparing(LiveTable::name)).toList();
        Set<String> names = new HashSet<>();
        for (LiveTable table : ordered) names.add(table.name());
        List<Box> boxes = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (LiveTable table : ordered) {
            boxes.add(new Box(
                    table.name(),
                    table.columns().stream()
                            .map(column -> column(table, column))
                            .toList()));
            table.foreignKeys().stream()
                    .filter(key -> names.contains(key.parentTable()))
                    .map(key -> line(table, key))
                    .sorted(Comparator.comparing(Line::parent)
                            .thenComparing(line -> line.columns().toString()))
                    .forEach(lines::add);
        }
        return new Diagram(boxes, lines);
    }

    private static Column column(LiveTable table, LiveColumn column) {
        boolean key = table.primaryKey() != null && table.primaryKey().columns().contains(column.name());
        boolean reference = table.foreignKeys().stream()
                .anyMatch(foreignKey -> foreignKey.columns().contains(column.name()));
        String mark = key ? reference ? "PK FK" : "PK" : reference ? "FK" : "";
        return new Column(column.name(), column.type(), mark, TableJava.isNullable(table, column));
    }

    private static Line line(LiveTable table, LiveForeignKey key) {
        boolean optional = key.columns().stream()
                .anyMatch(name -> table.column(name)
                        .map(column -> TableJava.isNullable(table, column))
                        .orElse(false));
        boolean only =
                table.primaryKey() != null && table.primaryKey().columns().equals(key.columns())
                        || table.indexes().stream()
                                .filter(LiveIndex::unique)
                                .anyMatch(index ->
                                        index.where() == null && index.columns().equals(key.columns()));
        return new Line(table.name(), key.parentTable(), key.columns(), optional, only);
    }

    /** Mermaid's {@code erDiagram}. */
    String mermaid() {
        StringBuilder text = new StringBuilder("erDiagram\n");
        Map<String, String> ids = new LinkedHashMap<>();
        for (Box box : boxes) {
            // Quotes hide all signs but themselves.
            String id = quoted(box.name());
            while (ids.containsValue(id)) id = id.substring(0, id.length() - 1) + "'\"";
            ids.put(box.name(), id);
            text.append("    ").append(id).append(" {\n");
            for (Column column : box.columns()) {
                String name = word(column.name());
                text.append("        ")
                        .append(column.type().isBlank() ? "any" : word(column.type()))
                        .append(' ')
                        .append(name);
                if (!column.mark().isEmpty())
                    text.append(' ').append(column.mark().replace(" ", ", "));
                List<String> remarks = new ArrayList<>();
                if (!name.equals(column.name())) remarks.add(column.name());
                if (column.nullable()) remarks.add("null");
                if (!remarks.isEmpty()) text.append(' ').append(quoted(String.join(", ", remarks)));
                text.append('\n');
            }
            text.append("    }\n");
        }
        for (Line line : lines) {
            text.append("    ").append(ids.get(line.child())).append(line.isOnly() ? " |o--" : " }o--");
            text.append(line.isOptional() ? "o| " : "|| ")
                    .append(ids.get(line.parent()))
                    .append(" : ");
            text.append(quoted(String.join(", ", line.columns()))).append('\n');
        }
        return text.toString();
    }

    /** Quotes hide all signs but themselves, those that begin comments, and those that are not to be seen. */
    private static String quoted(String text) {
        String shown = text.replace("\"", "'").replaceAll("[%\\\\\\p{Cntrl}\\p{Cf}\u0085\u2028\u2029]", "_");
        return "\"" + (shown.isBlank() ? "_" : shown) + "\"";
    }

    /** As Mermaid takes names and types: a letter first, then letters, digits, hyphens and underscores; but no mark of a key. */
    private static String word(String text) {
        String word = text.strip().replaceAll("[^A-Za-z0-9_()\\[\\]\u00c0-\uffff-]|[\\p{Cf}\u2028\u2029\u3000]", "_");
        if (word.isEmpty()) return "_";
        char first = word.charAt(0);
        boolean begins = first == '_' || first >= '\u00c0' || Character.isLetter(first);
        return begins && !word.matches("(?:PK|FK|UK)\\b.*") ? word : "_" + word;
    }
}
