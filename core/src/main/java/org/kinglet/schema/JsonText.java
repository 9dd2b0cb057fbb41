// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kinglet.schema.JsonValue.JsonArray;
import org.kinglet.schema.JsonValue.JsonBoolean;
import org.kinglet.schema.JsonValue.JsonNull;
import org.kinglet.schema.JsonValue.JsonNumber;
import org.kinglet.schema.JsonValue.JsonObject;
import org.kinglet.schema.JsonValue.JsonString;

/** Reads and writes {@link JsonValue}s as RFC 8259 has them. Used by one thread. */
final class JsonText {
    /** Deeper than any database takes, and not too deep for the stack. */
    private static final int MAX_DEPTH = 1_000;

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    static JsonValue parse(String text) {
        JsonText reader = new JsonText(text);
        reader.skipSpace();
        JsonValue value = reader.value();
        if (reader.at < text.length()) throw reader.wrong("something follows its end");
        return value;
    }

    private JsonValue value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                String string = string();
                skipSpace();
                yield new JsonString(string);
            }
            case 't' -> word("true", JsonValue.of(true));
            case 'f' -> word("false", JsonValue.of(false));
            case 'n' -> word("null", JsonValue.ofNull());
            default -> number();
        };
    }

    private JsonValue word(String word, JsonValue value) {
        if (!text.startsWith(word, at)) throw wrong("there is no value");
        at += word.length();
        skipSpace();
        return value;
    }

    private JsonValue object() {
        deeper();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        while (peek() != '}') {
            if (!members.isEmpty()) take(',');
            if (peek() != '"') throw wrong("there is no name of a member");
            String name = string();
            skipSpace();
            take(':');
            members.put(name, value());
        }
        take('}');
        depth--;
        return new JsonObject(members);
    }

    private JsonValue array() {
        deeper();
        List<JsonValue> elements = new ArrayList<>();
        at++;
        skipSpace();
        while (peek() != ']') {
            if (!elements.isEmpty()) take(',');
            elements.add(value());
        }
        take(']');
        depth--;
        return new JsonArray(elements);
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) throw wrong("it is nested more than " + MAX_DEPTH + " times");
    }

    private JsonValue number() {
        int start = at;
        if (peek() == '-') at++;
        int integer = at;
        digits();
        if (at - integer > 1 && text.charAt(integer) == '0') throw wrong("a number begins with 0");
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') at++;
            digits();
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException tooLarge) {
            throw wrong("a number's exponent is too large");
        }
        skipSpace();
        return new JsonNumber(number);
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') at++;
        if (at == start) throw wrong("there is no value");
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) throw wrong("a text has no end");
            char c = text.charAt(at++);
            if (c == '"') return string.toString();
            if (c < ' ') throw wrong("a text has a control character");
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++, at++) {
                    int digit = Character.digit(peek(), 16);
                    if (digit < 0 || peek() > 'f') throw wrong("an escape has no four digits");
                    code = code * 16 + digit;
                }
                yield (char) code;
            }
            default -> throw wrong("there is no such escape");
        };
    }

    /** The character here, NUL at the end, which no JSON has outside of texts. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void take(char wanted) {
        if (peek() != wanted) throw wrong("there is no " + wanted);
        at++;
        skipSpace();
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("it is not JSON: " + what + ", at character " + (at + 1));
    }

    static String write(JsonValue value) {
        StringBuilder to = new StringBuilder();
        write(to, value);
        return to.toString();
    }

    private static void write(StringBuilder to, JsonValue value) {
        switch (value) {
            case JsonNull nothing -> to.append("null");
            case JsonBoolean truth -> to.append(truth.value());
            case JsonNumber number -> to.append(number.value());
            case JsonString string -> string(to, string.value());
            case JsonArray array -> {
                String separator = "[";
                for (JsonValue element : array.elements()) {
                    write(to.append(separator), element);
                    separator = ",";
                }
                to.append(array.elements().isEmpty() ? "[]" : "]");
            }
            case JsonObject object -> {
                String separator = "{";
                for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                    string(to.append(separator), member.getKey());
                    write(to.append(":"), member.getValue());
                    separator = ",";
                }
                to.append(object.members().isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void string(StringBuilder to, String text) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < ' ') to.append(String.format("\\u%04x", (int) c));
                    else to.append(c);
                }
            }
        }
        to.append('"');
    }
}
