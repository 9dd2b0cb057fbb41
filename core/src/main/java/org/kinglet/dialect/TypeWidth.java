// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether all values of one type are values of another. What is not known to be wider counts as narrower. */
final class TypeWidth {
    private static final Pattern PARTS = Pattern.compile("([a-z0-9 _]+?)(?:\\((\\d+)(?:,(\\d+))?\\))?( .*)?");
    /** Each holds what those before it hold. */
    private static final List<String> INTEGERS =
            List.of("tinyint", "smallint", "mediumint", "int", "integer", "bigint");

    private static final List<String> TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");
    private static final Map<String, String> FLOATS = Map.of("real", "double", "float", "double");
    private static final int BIGINT_DIGITS = 19;

    private TypeWidth() {}

    static boolean isWider(String from, String to) {
        Matcher old = PARTS.matcher(inOneWord(from));
        Matcher wanted = PARTS.matcher(inOneWord(to));
        if (!old.matches() || !wanted.matches()) return false;
        String oldName = old.group(1);
        String name = wanted.group(1);
        boolean sameTail = String.valueOf(old.group(4)).equals(String.valueOf(wanted.group(4)));
        if (!sameTail) return false;
        if (oldName.equals(name)) return sameName(old, wanted);
        int oldInteger = INTEGERS.indexOf(oldName);
        if (oldInteger >= 0 && INTEGERS.indexOf(name) >= oldInteger) return !isBoolean(to);
        if (oldInteger >= 0 && (name.equals("numeric") || name.equals("decimal"))) {
            return wanted.group(2) == null || number(wanted, 2) - number(wanted, 3) >= BIGINT_DIGITS;
        }
        boolean wasText = oldName.equals("varchar") || TEXTS.contains(oldName);
        if (wasText && TEXTS.contains(name)) {
            return !TEXTS.contains(oldName) || TEXTS.indexOf(name) >= TEXTS.indexOf(oldName);
        }
        return name.equals(FLOATS.get(oldName));
    }

    private static String inOneWord(String type) {
        return type.replace("character varying", "varchar").replace("double precision", "double");
    }

    private static boolean sameName(Matcher old, Matcher wanted) {
        if (wanted.group(2) == null) return !wanted.group(1).equals("decimal");
        if (old.group(2) == null) return false;
        long whole = number(old, 2) - number(old, 3);
        return number(wanted, 2) - number(wanted, 3) >= whole && number(wanted, 3) >= number(old, 3);
    }

    private static boolean isBoolean(String type) {
        return type.equals("tinyint(1)");
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }
}
