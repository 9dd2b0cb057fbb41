// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.util.Set;
import org.kinglet.dialect.ScriptFeature;

/**
 * Whether a semicolon ends the statement that is being read, or is within it: in parentheses, or in the body of a trigger or
 * routine.
 *
 * <p>Only a statement that creates such a thing can have a body, so the words of other statements mean nothing. In it each
 * {@code begin} and {@code case} has its {@code end}; so have {@code if}, {@code loop}, {@code while}, {@code repeat} and
 * {@code for} where a statement can begin, and there only: {@code if} and {@code repeat} are functions too, and {@code for}
 * has many meanings.
 */
final class StatementBody {
    /** What may come before the kind of thing that is created. */
    private static final Set<String> BEFORE_KIND =
            Set.of("create", "alter", "or", "replace", "temp", "temporary", "constraint", "aggregate");

    private static final Set<String> BRANCHES_AND_LOOPS = Set.of("if", "loop", "while", "repeat", "for");

    /** Behind these a statement of a body can begin. */
    private static final Set<String> BEFORE_STATEMENT = Set.of(
            ";",
            ":",
            ")",
            "begin",
            "atomic",
            "then",
            "else",
            "do",
            "loop",
            "repeat",
            "row",
            "deterministic",
            "sql",
            "data",
            "invoker",
            "definer");

    private final Set<ScriptFeature> features;
    private boolean isFirst = true;
    private boolean isHead = true;
    private boolean hasDefiner;
    private boolean hasBody;
    private int parentheses;
    private int depth;
    private String previous = "";

    StatementBody(Set<ScriptFeature> features) {
        this.features = features;
    }

    /** Whether a semicolon ends the statement. */
    boolean isClosed() {
        return depth == 0 && parentheses == 0;
    }

    /** Whether the body lacks its end. */
    boolean isOpen() {
        return depth > 0;
    }

    void sign(char c) {
        if (c == '(') parentheses++;
        else if (c == ')' && parentheses > 0) parentheses--;
        previous = String.valueOf(c);
    }

    /** A text, or a name that cannot be a keyword. */
    void quoted() {
        previous = "";
    }

    /** @param word in lower case */
    void word(String word) {
        if (hasBody) inBody(word);
        else if (isHead) head(word);
        previous = word;
    }

    private void head(String word) {
        if (Character.isDigit(word.charAt(0))) return; // as in /*!50003 create trigger … */
        if (isFirst) {
            isFirst = false;
            isHead = word.equals("create") || word.equals("alter") || word.equals("begin");
        } else if (previous.equals("begin")) {
            // MariaDB's block without a name: begin not atomic … end
            isHead = false;
            if (word.equals("not") && features.contains(ScriptFeature.ROUTINE_BODIES)) {
                hasBody = true;
                depth = 1;
            }
        } else if (isKindWithBody(word)) {
            isHead = false;
            hasBody = true;
        } else if (word.equals("definer")) {
            hasDefiner = true;
        } else if (word.equals("view") || !BEFORE_KIND.contains(word) && !hasDefiner) {
            isHead = false;
        }
    }

    private boolean isKindWithBody(String word) {
        return switch (word) {
            case "trigger" ->
                features.contains(ScriptFeature.TRIGGER_BODIES) || features.contains(ScriptFeature.ROUTINE_BODIES);
            case "function", "procedure" ->
                features.contains(ScriptFeature.ROUTINE_BODIES) || features.contains(ScriptFeature.ATOMIC_BODIES);
            case "event", "package" -> features.contains(ScriptFeature.ROUTINE_BODIES);
            default -> false;
        };
    }

    private void inBody(String word) {
        switch (word) {
            case "begin" -> {
                if (!features.contains(ScriptFeature.ATOMIC_BODIES)) depth++;
            }
            case "atomic" -> {
                if (previous.equals("begin") && features.contains(ScriptFeature.ATOMIC_BODIES)) depth++;
            }
            case "case" -> {
                if (!previous.equals("end")) depth++;
            }
            case "end" -> {
                if (depth > 0) depth--;
            }
            default -> {
                if (BRANCHES_AND_LOOPS.contains(word)
                        && features.contains(ScriptFeature.ROUTINE_BODIES)
                        && BEFORE_STATEMENT.contains(previous)
                        && !(word.equals("for") && previous.equals(")"))) { // … in (1, 2) for update
                    depth++;
                }
            }
        }
    }
}
