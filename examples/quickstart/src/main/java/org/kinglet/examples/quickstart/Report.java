// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;

/** Prints answers as a person would like to read them. */
final class Report {
    private final PrintStream out;
    private String lastSql = "";

    Report(PrintStream out) {
        this.out = out;
    }

    void ask(String question) {
        out.println(question);
    }

    void answer(String text) {
        out.println("  " + text);
        out.println();
    }

    /** Each statement once, however often it is repeated, and of long ones the beginning. */
    synchronized void sql(String sql) {
        if (sql.equals(lastSql)) return;
        lastSql = sql;
        out.println("  sql> " + (sql.length() <= 300 ? sql : sql.substring(0, 300) + " …"));
    }

    /** A table with a column for each component of the records; numbers stand to the right. */
    void answer(List<? extends Record> rows) {
        StringBuilder[] lines = rows.stream().map(row -> new StringBuilder()).toArray(StringBuilder[]::new);
        for (RecordComponent column : rows.getFirst().getClass().getRecordComponents()) {
            List<String> cells = rows.stream().map(row -> cell(row, column)).toList();
            int width = cells.stream().mapToInt(String::length).max().orElse(0);
            String format = "  %" + (column.getType().isPrimitive() ? "" : "-") + width + "s";
            for (int i = 0; i < lines.length; i++) lines[i].append(format.formatted(cells.get(i)));
        }
        for (StringBuilder line : lines) out.println(line.toString().stripTrailing());
        out.println();
    }

    private static String cell(Record row, RecordComponent column) {
        try {
            Object value = column.getAccessor().invoke(row);
            return value instanceof Long number ? String.format(Locale.ENGLISH, "%,d", number) : String.valueOf(value);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(row.getClass().getName(), impossible);
        }
    }
}
