// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names of Java. */
final class JavaNames {
    /** The classes of {@code java.lang} that generated code uses by their simple names. */
    static final Set<String> JAVA_LANG = Set.of(
            "Boolean",
            "Byte",
            "Character",
            "Double",
            "Float",
            "Integer",
            "Long",
            "Math",
            "Object",
            "Override",
            "Short",
            "String",
            "Deprecated",
            "SuppressWarnings");

    /** What no component of a record may be called. */
    static final Set<String> NO_COMPONENTS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private JavaNames() {}

    static boolean isIdentifier(String name) {
        return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name);
    }

    static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code User} to {@code user}, {@code URLEntry} to {@code urlEntry}. */
    static String decapitalized(String name) {
        int upper = 0;
        while (upper < name.length() && Character.isUpperCase(name.charAt(upper))) upper++;
        if (upper > 1 && upper < name.length()) upper--;
        if (upper == 0) return name;
        return name.substring(0, upper).toLowerCase(Locale.ROOT) + name.substring(upper);
    }
}
