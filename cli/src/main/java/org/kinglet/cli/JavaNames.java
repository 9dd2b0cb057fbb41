// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.kinglet.schema.Naming;

/** Java names for what is in a database, each given once. */
final class JavaNames {
    /** What the written classes mean by these names. */
    private static final Set<String> TAKEN_CLASSES = Set.of(
            "BigDecimal",
            "Boolean",
            "Byte",
            "Character",
            "Class",
            "Column",
            "Condition",
            "Database",
            "Double",
            "Embedded",
            "Entity",
            "Enum",
            "Error",
            "Exception",
            "Expression",
            "Float",
            "ForeignKey",
            "Generated",
            "HasMany",
            "Id",
            "Index",
            "Indexes",
            "Instant",
            "Integer",
            "Iterable",
            "Json",
            "Key",
            "List",
            "LocalDate",
            "LocalDateTime",
            "LocalTime",
            "Long",
            "Many",
            "ManyToMany",
            "MappedBy",
            "Math",
            "Model",
            "Module",
            "Nullable",
            "Number",
            "Object",
            "Objects",
            "OnDelete",
            "OnUpdate",
            "Override",
            "Package",
            "Process",
            "Record",
            "Ref",
            "ReferentialAction",
            "ResultContext",
            "RowReader",
            "Runnable",
            "RuntimeException",
            "Short",
            "String",
            "System",
            "Table",
            "Thread",
            "Throwable",
            "Unique",
            "UUID",
            "Version",
            "Void");

    /** Packages that the companions name. */
    private static final Set<String> TAKEN_FIELDS = Set.of("org", "java", "javax", "com");

    private final Set<String> given = new HashSet<>();

    JavaNames() {}

    /**
     * The class for a table; the companion has the table's name, so it cannot have that.
     *
     * @return null if the companion would have no possible name
     */
    static boolean isPossible(String table) {
        String companion = Naming.companionName(table);
        return isName(companion) && isName(Naming.constantName(table)) && !TAKEN_CLASSES.contains(companion);
    }

    private static boolean isName(String name) {
        return SourceVersion.isName(name) && !name.isEmpty();
    }

    String classOf(String table) {
        String companion = Naming.companionName(table);
        String name = Naming.companionName(singular(table));
        if (!isName(name)) name = companion;
        if (name.equals(companion) || TAKEN_CLASSES.contains(name)) name += "Row";
        return unique(name, "2");
    }

    /** A name that somebody else has. */
    void taken(String name) {
        given.add(name.toLowerCase(Locale.ROOT));
    }

    /** The field for a column or collection. */
    String field(String name) {
        String camel = Naming.camelCase(name);
        String field = camel.isEmpty() ? "column" : Character.toLowerCase(camel.charAt(0)) + camel.substring(1);
        // TWO or Two has an acronym's look; URL becomes url and not uRL.
        if (camel.length() > 1 && camel.equals(camel.toUpperCase(Locale.ROOT))) field = camel.toLowerCase(Locale.ROOT);
        if (!Character.isJavaIdentifierStart(field.charAt(0))) field = "_" + field;
        if (!SourceVersion.isName(field) || TAKEN_FIELDS.contains(field)) field += "_";
        return unique(field, "_");
    }

    /** Without regard to case: neither files nor columns may differ in it alone. */
    private String unique(String name, String suffix) {
        String unique = name;
        while (!given.add(unique.toLowerCase(Locale.ROOT))) unique += suffix;
        return unique;
    }

    /** The inverse of {@link Naming#plural}, where it has one. */
    static String singular(String noun) {
        for (String candidate : new String[] {
            noun.endsWith("ies") ? noun.substring(0, noun.length() - 3) + "y" : noun,
            noun.endsWith("es") ? noun.substring(0, noun.length() - 2) : noun,
            noun.endsWith("s") ? noun.substring(0, noun.length() - 1) : noun
        }) {
            if (!candidate.isEmpty() && Naming.plural(candidate).equals(noun)) return candidate;
        }
        return noun;
    }

    /** A text as Java writes it. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c < ' ' || c > 0xfffd || Character.isSurrogate(c)) {
                        literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }

    /** A text as a comment can have it: it does not end the comment, and has no escapes. */
    static String comment(String text) {
        return text.replace("*/", "* /")
                .replace("\\u", "\\ u")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
    }
}
