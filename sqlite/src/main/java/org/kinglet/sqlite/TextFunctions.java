// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of texts, for which SQLite knows ASCII alone, or nothing. */
final class TextFunctions {
    /** What a pattern may look at in all, so that a hostile one ends. */
    private static final long MAX_STEPS = 5_000_000;

    private static final int MAX_LENGTH = 100_000_000;

    /** The last pattern, which mostly is the next one too. */
    private @Nullable Pattern pattern;

    static String lower(String text) {
        return mapped(text, Character::toLowerCase);
    }

    static String upper(String text) {
        return mapped(text, Character::toUpperCase);
    }

    /** Character by character, as databases do: {@link String#toUpperCase} makes two letters of one. */
    private static String mapped(String text, IntUnaryOperator letter) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().map(letter).forEach(mapped::appendCodePoint);
        return mapped.toString();
    }

    static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    static String repeat(String text, long times) {
        if (times > 0 && text.length() > MAX_LENGTH / times) throw tooLong();
        return text.repeat((int) Math.max(0, times));
    }

    /** Filled on one side, or cut at the end. */
    static String pad(String text, long length, String fill, boolean left) {
        if (length > MAX_LENGTH) throw tooLong();
        int missing = (int) length - text.codePointCount(0, text.length());
        if (missing <= 0) return text.substring(0, text.offsetByCodePoints(0, (int) length));
        int units = fill.codePointCount(0, fill.length());
        String filling = fill.repeat(missing / units) + fill.substring(0, fill.offsetByCodePoints(0, missing % units));
        return left ? filling + text : text + filling;
    }

    private static IllegalArgumentException tooLong() {
        return new IllegalArgumentException("the text would have more than " + MAX_LENGTH + " characters");
    }

    /** SQL's pattern, in which a backslash takes the next character literally. Never takes more than product of the lengths. */
    static boolean like(String text, String pattern, boolean ignoreCase) {
        int[] t = (ignoreCase ? lower(text) : text).codePoints().toArray();
        int[] p = (ignoreCase ? lower(pattern) : pattern).codePoints().toArray();
        int at = 0;
        int in = 0;
        int afterAny = -1;
        int resumed = 0;
        while (at < t.length) {
            boolean escaped = in + 1 < p.length && p[in] == '\\';
            if (in < p.length && p[in] == '%') {
                afterAny = ++in;
                resumed = at;
            } else if (in < p.length && (escaped ? p[in + 1] == t[at] : p[in] == '_' || p[in] == t[at])) {
                at++;
                in += escaped ? 2 : 1;
            } else if (afterAny >= 0) {
                in = afterAny;
                at = ++resumed;
            } else {
                return false;
            }
        }
        while (in < p.length && p[in] == '%') in++;
        return in == p.length;
    }

    boolean regexp(String text, String regex, boolean ignoreCase) {
        Pattern known = pattern;
        int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        if (known == null || !known.pattern().equals(regex) || known.flags() != flags) {
            known = Pattern.compile(regex, flags);
            pattern = known;
        }
        Matcher matcher = known.matcher(new Bounded(text, MAX_STEPS + text.length()));
        return matcher.find();
    }

    /** A text that can be looked at so many times. */
    private static final class Bounded implements CharSequence {
        private final String text;
        private long steps;

        Bounded(String text, long steps) {
            this.text = text;
            this.steps = steps;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--steps < 0) {
                throw new IllegalArgumentException("the regular expression takes too long on a text; make it simpler");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
