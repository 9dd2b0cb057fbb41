// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Intervals as ISO 8601 text. The driver asks the server for that; where a pooler is in between it cannot, and they come in
 * the server's own style: {@code 1 year 2 mons -3 days +04:05:06.7}.
 */
final class Intervals {
    private static final Pattern STYLE = Pattern.compile("(?:([+-]?\\d+) years?)?"
            + " ?(?:([+-]?\\d+) mons?)?"
            + " ?(?:([+-]?\\d+) days?)?"
            + " ?(?:([+-]?)(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?))?");

    private Intervals() {}

    /** As ISO 8601; text of a third style stays as it is. */
    static String iso(String text) {
        if (text.startsWith("P") || text.isEmpty()) return text;
        Matcher parts = STYLE.matcher(text);
        if (!parts.matches()) return text;
        StringBuilder iso = new StringBuilder("P");
        add(iso, "", parts.group(1), 'Y');
        add(iso, "", parts.group(2), 'M');
        add(iso, "", parts.group(3), 'D');
        int dates = iso.length();
        if (parts.group(5) != null) {
            String sign = parts.group(4);
            iso.append('T');
            add(iso, sign, parts.group(5), 'H');
            add(iso, sign, parts.group(6), 'M');
            add(iso, sign, parts.group(7), 'S');
            if (iso.length() == dates + 1) iso.setLength(dates);
        }
        return iso.length() == 1 ? "PT0S" : iso.toString();
    }

    /** Without zeros in front, and not at all if it is zero, as the server writes it. */
    private static void add(StringBuilder iso, String sign, @Nullable String number, char unit) {
        if (number == null) return;
        String digits = number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
        String plain = digits.replaceFirst("^0+(?=\\d)", "");
        if (plain.replaceAll("[0.]", "").isEmpty()) return;
        boolean negative = sign.equals("-") || number.startsWith("-");
        iso.append(negative ? "-" : "").append(plain).append(unit);
    }
}
