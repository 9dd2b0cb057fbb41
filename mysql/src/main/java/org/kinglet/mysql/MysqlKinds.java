// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.SqlToken;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/** Which kind a type of the server is. */
final class MysqlKinds {
    private MysqlKinds() {}

    /**
     * @param type all of it, in lower case
     * @param name its name alone
     * @param isDocument whether it is a text that is checked to be JSON
     * @return null if it has no kind of its own
     */
    static @Nullable ColumnType of(String type, String name, @Nullable String charset, boolean isDocument) {
        SqlType kind = isDocument ? SqlType.JSON : kind(type, name, charset);
        return kind == null ? null : ColumnType.of(kind);
    }

    private static @Nullable SqlType kind(String type, String name, @Nullable String charset) {
        boolean unsigned = type.contains("unsigned");
        return switch (name) {
            case "tinyint" -> type.equals("tinyint(1)") ? SqlType.BOOLEAN : SqlType.SMALLINT;
            case "smallint" -> unsigned ? SqlType.INTEGER : SqlType.SMALLINT;
            case "mediumint", "year" -> SqlType.INTEGER;
            case "int" -> unsigned ? SqlType.BIGINT : SqlType.INTEGER;
            case "bigint" -> unsigned ? SqlType.DECIMAL : SqlType.BIGINT;
            case "float" -> SqlType.REAL;
            case "double" -> SqlType.DOUBLE;
            case "decimal" -> SqlType.DECIMAL;
            case "char" -> type.equals("char(36)") && "ascii".equals(charset) ? SqlType.UUID : SqlType.TEXT;
            case "varchar", "tinytext", "text", "mediumtext", "longtext" -> SqlType.TEXT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> SqlType.BINARY;
            case "date" -> SqlType.DATE;
            case "time" -> SqlType.TIME;
            case "datetime" -> SqlType.TIMESTAMP;
            case "timestamp" -> SqlType.TIMESTAMP_WITH_TIME_ZONE;
            case "json" -> SqlType.JSON;
            case "uuid" -> SqlType.UUID;
            default -> null;
        };
    }

    /** As the catalogue writes it, without the width in which an integer would be shown. */
    static String normalType(String type) {
        String text = type.strip();
        boolean listed = text.regionMatches(true, 0, "enum", 0, 4) || text.regionMatches(true, 0, "set", 0, 3);
        if (listed) return listed(text);
        text = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replaceAll(" ?([(,)]) ?", "$1");
        for (String clause : new String[] {" character set ", " charset ", " collate "}) {
            int start = text.indexOf(clause);
            if (start < 0) start = text.indexOf(clause.replaceFirst(" ", ")"));
            if (start > 0) text = text.substring(0, text.charAt(start) == ')' ? start + 1 : start);
        }
        int end = text.indexOf('(');
        int space = text.indexOf(' ');
        int nameEnd = end < 0 ? (space < 0 ? text.length() : space) : space < 0 ? end : Math.min(end, space);
        String name = text.substring(0, nameEnd);
        String rest = text.substring(nameEnd);
        if (rest.startsWith(")")) rest = rest.substring(1);
        return switch (name) {
            case "bool", "boolean" -> "tinyint(1)";
            case "tinyint" -> rest.equals("(1)") ? "tinyint(1)" : name + withoutWidth(rest);
            case "integer", "int" -> "int" + withoutWidth(rest);
            case "smallint", "mediumint", "bigint" -> name + withoutWidth(rest);
            case "numeric", "dec", "fixed", "decimal" -> "decimal" + precise(rest);
            case "real" -> "double";
            case "double" -> "double" + rest.replace(" precision", "");
            case "character" -> "char" + (rest.isEmpty() ? "(1)" : rest);
            case "char", "binary", "bit" -> name + (rest.isEmpty() ? "(1)" : rest);
            case "year" -> "year";
            default -> name + rest;
        };
    }

    private static String withoutWidth(String rest) {
        String unsigned = rest.replaceFirst("^\\(\\d+\\)", "").strip();
        return unsigned.isEmpty() ? "" : " " + unsigned;
    }

    private static String precise(String rest) {
        if (rest.isEmpty()) return "(10,0)";
        return rest.replaceFirst("^\\((\\d+)\\)", "($1,0)");
    }

    /** The values of {@code enum('a','b')}. */
    static List<String> constants(String type) {
        return SqlToken.of(type).stream()
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .map(SqlToken::text)
                .toList();
    }

    /** Without the white space between its values. */
    private static String listed(String text) {
        StringBuilder sql = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') quoted = !quoted;
            if (quoted || !Character.isWhitespace(c)) sql.append(quoted ? c : Character.toLowerCase(c));
        }
        return sql.toString();
    }
}
