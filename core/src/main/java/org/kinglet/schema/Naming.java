// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import java.util.Locale;

/**
 * How names follow from Java names; the processor and the runtime must agree on it. {@code UserProfile} becomes the table
 * {@code user_profiles}, the companion {@code UserProfiles} and its constant {@code USER_PROFILES}.
 */
public final class Naming {
    private Naming() {}

    /** {@code createdAt} to {@code created_at}, {@code HTTPServer2} to {@code http_server2}. */
    public static String snakeCase(String javaName) {
        StringBuilder snake = new StringBuilder(javaName.length() + 8);
        for (int i = 0; i < javaName.length(); i++) {
            char c = javaName.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && javaName.charAt(i - 1) != '_') {
                boolean afterLower = !Character.isUpperCase(javaName.charAt(i - 1));
                boolean beforeLower = i + 1 < javaName.length() && Character.isLowerCase(javaName.charAt(i + 1));
                if (afterLower || beforeLower) snake.append('_');
            }
            snake.append(c);
        }
        return snake.toString().toLowerCase(Locale.ROOT);
    }

    /** {@code user_profiles} to {@code UserProfiles}. Characters that no Java name has count as separators. */
    public static String camelCase(String tableName) {
        StringBuilder camel = new StringBuilder(tableName.length());
        boolean upper = true;
        for (int i = 0; i < tableName.length(); i++) {
            char c = tableName.charAt(i);
            if (!Character.isJavaIdentifierPart(c) || c == '_' || c == '$') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }

    /** The plural by one fixed rule: consonant and y to ies; s, x, z, ch, sh and es; else s. */
    public static String plural(String noun) {
        if (noun.endsWith("y") && noun.length() > 1 && "aeiou".indexOf(noun.charAt(noun.length() - 2)) < 0) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        for (String ending : new String[] {"s", "x", "z", "ch", "sh"}) {
            if (noun.endsWith(ending)) return noun + "es";
        }
        return noun + "s";
    }

    /** The table of an entity: {@code named} if it is not empty, else the plural of its class's name in snake case. */
    public static String tableName(String simpleClassName, String named) {
        return named.isEmpty() ? plural(snakeCase(simpleClassName)) : named;
    }

    /** The name of an index, or unique constraint, that has none of its own. */
    public static String indexName(String tableName, List<IndexPart> parts) {
        return IndexNames.of(tableName, parts.stream().map(IndexPart::label).toList());
    }

    /** The companion class of a table: {@code named} if it is not empty, else the table's name in camel case. */
    public static String companionName(String tableName, String named) {
        return named.isEmpty() ? camelCase(tableName) : named;
    }

    /** The companion's constant: its name in snake case and capitals. */
    public static String constantName(String companionName) {
        return snakeCase(companionName).toUpperCase(Locale.ROOT);
    }

    /** One that is not to be seen, but may turn others around. */
    private static boolean isFormat(char c) {
        return Character.getType(c) == Character.FORMAT;
    }

    /** A text as a literal of Java. */
    public static String javaLiteral(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    // What is no character by itself, or not to be seen, a source may lose.
                    if (Character.isISOControl(c) || Character.isSurrogate(c) || c > '\ufffd' || isFormat(c)) {
                        literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }
}
