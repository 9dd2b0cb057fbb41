// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.kinglet.schema.Naming;

/** Java names for what is in a database, each given once. */
final class JavaNames {
    /** What sources may name by their simple names, but for what is of {@code java.lang} and of this library. */
    private static final Set<String> TAKEN_CLASSES = Set.of(
            "BigDecimal",
            "Instant",
            "List",
            "LocalDate",
            "LocalDateTime",
            "LocalTime",
            "Map",
            "Nullable",
            "Objects",
            "Set",
            "UUID");

    private static final List<String> TAKEN_PACKAGES =
            List.of("java.lang.", "org.kinglet.", "org.kinglet.query.", "org.kinglet.schema.", "org.kinglet.driver.");

    /** Packages that the companions name. */
    private static final Set<String> TAKEN_FIELDS = Set.of("org", "java", "javax", "com");

    /** What no component of a record may be called. */
    private static final Set<String> NO_COMPONENTS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private final Set<String> given = new HashSet<>();

    JavaNames() {}

    private static boolean isName(String name) {
        return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name);
    }

    /** Whether the class of a source may be called so. */
    private static boolean isFree(String name) {
        if (TAKEN_CLASSES.contains(name)) return false;
        for (String taken : TAKEN_PACKAGES) {
            if (JavaNames.class.getResource("/" + (taken + name).replace('.', '/') + ".class") != null) return false;
            if (taken.equals("java.lang.") && isOfPlatform(taken + name)) return false;
        }
        return true;
    }

    private static boolean isOfPlatform(String name) {
        try {
            Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }

    /** The companion of a table: by the rule, if that gives a name. */
    String companionOf(String table) {
        String name = Naming.companionName(table, "");
        if (isName(name) && isName(Naming.constantName(name)) && isFree(name)) return unique(name, "2");
        String letters = isName("x" + name) ? name : "";
        return unique("Table" + letters, "2");
    }

    /** The class for a table; it cannot be called like the companion. */
    String classOf(String table, String companion) {
        String rule = Naming.companionName(table, "");
        String name = Naming.camelCase(singular(table));
        boolean isPlain = isName(name) && isName(rule) && !name.equals(companion);
        if (!isPlain) name = companion + "Row";
        else if (!isFree(name)) name += "Row";
        return unique(name, "2");
    }

    /** The enumerated type of a column, within the class of its table. */
    String enumOf(String column) {
        String name = Naming.camelCase(column);
        if (!isName(name) || !isFree(name)) name = "Value" + (isName("x" + name) ? name : "");
        return unique(name, "2");
    }

    static boolean isConstant(String label) {
        return isName(label);
    }

    /** A name that somebody else has. */
    void taken(String name) {
        given.add(key(name));
    }

    /** The field for a column or collection; of a record, a component. */
    String field(String name, String forbidden) {
        String camel = Naming.camelCase(name);
        String field = camel.isEmpty() ? "column" : Character.toLowerCase(camel.charAt(0)) + camel.substring(1);
        // TWO or Two has an acronym's look; URL becomes url and not uRL.
        if (camel.length() > 1 && camel.equals(camel.toUpperCase(Locale.ROOT))) field = camel.toLowerCase(Locale.ROOT);
        if (!Character.isJavaIdentifierStart(field.charAt(0))) field = "_" + field;
        if (!isName(field) || TAKEN_FIELDS.contains(field) || NO_COMPONENTS.contains(field) || field.equals(forbidden))
            field += "_";
        return unique(field, "_");
    }

    /** Without regard to case: neither files nor columns may differ in it alone. */
    private String unique(String name, String suffix) {
        String unique = name;
        while (!given.add(key(unique))) unique += suffix;
        return unique;
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
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

    /** A text as a comment can have it: it does not end the comment, and has no escapes. */
    static String comment(String text) {
        return text.replace("*/", "* /")
                .replace("\\u", "\\ u")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\s]+", " ")
                .strip();
    }
}
