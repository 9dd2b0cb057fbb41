// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server says that it is, such as {@code 8.0.36}, {@code 11.4.5-MariaDB} or, as MariaDB before 11 has it for the sake of
 * old replicas, {@code 5.5.5-10.11.6-MariaDB}.
 */
record ServerVersion(boolean isMariaDb, int major, int minor, int patch) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*", Pattern.DOTALL);

    static ServerVersion parse(String text) {
        boolean mariaDb = text.contains("MariaDB");
        Matcher matcher = NUMBERS.matcher(mariaDb && text.startsWith("5.5.5-") ? text.substring(6) : text);
        if (!matcher.matches()) {
            return new ServerVersion(mariaDb, 0, 0, 0);
        }
        return new ServerVersion(mariaDb, number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)));
    }

    private static int number(String digits) {
        return digits == null || digits.length() > 6 ? 0 : Integer.parseInt(digits);
    }

    boolean isAtLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (major != wantedMajor) {
            return major > wantedMajor;
        }
        return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
    }

    /** Common table expressions, window functions, {@code check}; for MariaDB also {@code returning} and {@code uuid}. */
    boolean isSupported() {
        return isMariaDb ? isAtLeast(10, 7, 0) : isAtLeast(8, 0, 0);
    }

    /** The collation that compares text exactly; MySQL before 8.0.17 has none that minds trailing spaces. */
    String exactCollation() {
        if (isMariaDb) {
            return "utf8mb4_nopad_bin";
        }
        return isAtLeast(8, 0, 17) ? "utf8mb4_0900_bin" : "utf8mb4_bin";
    }

    @Override
    public String toString() {
        return (isMariaDb ? "MariaDB " : "MySQL ") + major + "." + minor + "." + patch;
    }
}
