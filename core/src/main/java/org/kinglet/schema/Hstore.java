// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of PostgreSQL's {@code hstore}: {@code "key"=>"value", "other"=>NULL}. */
final class Hstore {
    private Hstore() {}

    static String write(Map<String, @Nullable String> map) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, @Nullable String> entry : map.entrySet()) {
            if (entry.getKey() == null) throw new IllegalArgumentException("a key of an hstore cannot be null");
            if (!text.isEmpty()) text.append(", ");
            quote(text, entry.getKey());
            text.append("=>");
            String value = entry.getValue();
            if (value == null) text.append("NULL");
            else quote(text, value);
        }
        return text.toString();
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"')
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }

    /** What the server writes: always quoted, but for {@code NULL}. */
    static Map<String, @Nullable String> read(String text) {
        Scanner scanner = new Scanner(text);
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        while (!scanner.atEnd()) {
            if (!map.isEmpty()) scanner.expect(", ");
            String key = scanner.quoted();
            scanner.expect("=>");
            map.put(key, scanner.accept("NULL") ? null : scanner.quoted());
        }
        return map;
    }

    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return at == text.length();
        }

        boolean accept(String token) {
            if (!text.startsWith(token, at)) return false;
            at += token.length();
            return true;
        }

        void expect(String token) {
            if (!accept(token)) throw malformed();
        }

        String quoted() {
            expect("\"");
            StringBuilder value = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') return value.toString();
                if (c == '\\' && at < text.length()) c = text.charAt(at++);
                value.append(c);
            }
            throw malformed();
        }

        private static IllegalArgumentException malformed() {
            return new IllegalArgumentException("it is not the text of an hstore");
        }
    }
}
