// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.List;

/** The text of a Java file as it grows, indented, and wrapped where a line gets too long. */
final class JavaSource {
    private static final int WIDTH = 120;

    private final StringBuilder text = new StringBuilder();
    private int depth;

    JavaSource line(String line) {
        if (line.startsWith("}")) depth--;
        text.append("    ".repeat(depth)).append(line).append('\n');
        if (line.endsWith("{")) depth++;
        return this;
    }

    JavaSource blank() {
        text.append('\n');
        return this;
    }

    /** A line that goes on from the one before. */
    JavaSource continued(String line) {
        return raw("        " + line);
    }

    /** A call with its arguments: on one line, else all arguments on the next, else each on its own. */
    JavaSource call(String head, List<String> arguments, String tail) {
        return call("", head, arguments, tail);
    }

    /** The same in a line that goes on from the one before. */
    JavaSource continuedCall(String head, List<String> arguments, String tail) {
        return call("        ", head, arguments, tail);
    }

    private JavaSource call(String indent, String head, List<String> arguments, String tail) {
        String joined = String.join(", ", arguments);
        if (arguments.isEmpty() || fits(indent + head + joined + tail)) return raw(indent + head + joined + tail);
        raw(indent + head);
        if (fits(indent + "        " + joined + tail)) return raw(indent + "        " + joined + tail);
        for (int i = 0; i < arguments.size(); i++) {
            argument(indent + "        ", arguments.get(i), i + 1 < arguments.size() ? "," : tail);
        }
        return this;
    }

    /** An argument on a line of its own; if it is a call and too long, with its arguments on the next ones. */
    private void argument(String indent, String argument, String tail) {
        int open = argument.indexOf('(');
        if (open < 0 || !argument.endsWith(")") || fits(indent + argument + tail)) {
            raw(indent + argument + tail);
        } else {
            List<String> inner = split(argument.substring(open + 1, argument.length() - 1));
            call(indent, argument.substring(0, open + 1), inner, ")" + tail);
        }
    }

    /** The arguments that are written in one text, which are separated by commas outside parentheses and literals. */
    static List<String> split(String arguments) {
        List<String> parts = new ArrayList<>();
        int nesting = 0;
        boolean literal = false;
        int start = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (c == '\\') i++;
            else if (c == '"') literal = !literal;
            else if (!literal && c == '(') nesting++;
            else if (!literal && c == ')') nesting--;
            else if (!literal && c == ',' && nesting == 0) {
                parts.add(arguments.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(arguments.substring(start).strip());
        return parts;
    }

    /** A condition of several parts: on one line, else each part on its own. */
    JavaSource condition(String head, List<String> parts, String operator, String tail) {
        String joined = head + String.join(operator, parts) + tail;
        if (fits(joined)) return raw(joined);
        raw(head + parts.getFirst());
        for (int i = 1; i < parts.size(); i++) {
            raw("        " + operator.strip() + " " + parts.get(i) + (i + 1 < parts.size() ? "" : tail));
        }
        return this;
    }

    /** A statement that may break after its {@code =}. */
    JavaSource assignment(String left, String right) {
        return fits(left + " " + right) ? raw(left + " " + right) : raw(left).raw("        " + right);
    }

    /** An expression and calls on it, that go on from the line before: on one line, else each call on its own. */
    JavaSource continuedChain(String head, List<String> calls, String tail) {
        String joined = head + String.join("", calls) + tail;
        if (calls.isEmpty() || fits("        " + joined)) return continued(joined);
        continued(head);
        for (int i = 0; i < calls.size(); i++) {
            continued("        " + calls.get(i) + (i + 1 < calls.size() ? "" : tail));
        }
        return this;
    }

    boolean fits(String line) {
        return depth * 4 + line.length() <= WIDTH;
    }

    private JavaSource raw(String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
