// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values and arrays as the server's text has them, such as {@code {1,NULL,"a \"b\""}}. */
final class ArrayText {
    /** Beyond this a decimal is written with an exponent: 1E1000000000 would be a gigabyte of zeros. */
    private static final int MAX_SCALE = 20_000;

    private ArrayText() {}

    /** A value as the server parses it, whatever its type there. */
    static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case BigDecimal number ->
                Math.abs((long) number.scale()) > MAX_SCALE ? number.toString() : number.toPlainString();
            case Instant instant -> Times.write(instant);
            case LocalDateTime time -> Times.write(time);
            case LocalDate date -> Times.write(date);
            case Boolean truth -> truth ? "true" : "false";
            case Number number -> number.toString();
            case UUID uuid -> uuid.toString();
            case LocalTime time -> time.toString();
            default -> throw new ClassCastException();
        };
    }

    static String write(Object array) {
        StringBuilder text = new StringBuilder();
        write(text, array);
        return text.toString();
    }

    private static void write(StringBuilder text, Object array) {
        text.append('{');
        for (int i = 0; i < Array.getLength(array); i++) {
            if (i > 0) text.append(',');
            Object element = Array.get(array, i);
            if (element == null) {
                text.append("NULL");
            } else if (element.getClass().isArray() && !(element instanceof byte[])) {
                write(text, element);
            } else {
                String value = text(element);
                text.append('"');
                for (int at = 0; at < value.length(); at++) {
                    char c = value.charAt(at);
                    if (c == '"' || c == '\\') text.append('\\');
                    text.append(c);
                }
                text.append('"');
            }
        }
        text.append('}');
    }

    /**
     * Reads an array of one or more dimensions.
     *
     * @param element from the text of an element to its value
     * @param type of the elements; that of inner arrays is {@code Object[]}
     * @return an array of the type; of {@code Object} if there are several dimensions
     */
    static Object[] read(String text, Class<?> type, Function<String, ?> element) {
        // Bounds that do not begin at 1 stand before the braces: [0:1]={7,8}.
        int begin = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
        Reader reader = new Reader(text, begin, type, element);
        return reader.array();
    }

    private static final class Reader {
        private final String text;
        private final Class<?> type;
        private final Function<String, ?> element;
        private int at;

        Reader(String text, int at, Class<?> type, Function<String, ?> element) {
            this.text = text;
            this.at = at;
            this.type = type;
            this.element = element;
        }

        Object[] array() {
            List<@Nullable Object> values = new ArrayList<>();
            boolean nested = false;
            at++;
            while (text.charAt(at) != '}') {
                if (text.charAt(at) == ',') {
                    at++;
                } else if (text.charAt(at) == '{') {
                    nested = true;
                    values.add(array());
                } else {
                    values.add(value());
                }
            }
            at++;
            Object[] array = nested ? new Object[values.size()] : (Object[]) Array.newInstance(type, values.size());
            return values.toArray(array);
        }

        private @Nullable Object value() {
            StringBuilder value = new StringBuilder();
            boolean quoted = text.charAt(at) == '"';
            if (quoted) at++;
            while (quoted ? text.charAt(at) != '"' : text.charAt(at) != ',' && text.charAt(at) != '}') {
                if (text.charAt(at) == '\\') at++;
                value.append(text.charAt(at++));
            }
            if (quoted) at++;
            return !quoted && value.toString().equals("NULL") ? null : element.apply(value.toString());
        }
    }
}
