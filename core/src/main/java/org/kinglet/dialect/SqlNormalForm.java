// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SQL expressions in a form in which those are equal that a server makes of each other: what a program has written as a
 * default, a condition or a computation, and what the catalogue says of it later.
 *
 * <p>An expression is read with the precedence that all servers give its operators and written with parentheses around
 * everything, so that parentheses that were not needed do not count. Keywords, and names without capitals, lose case and quotes. What
 * servers write in their own way is written in one: {@code between} as two comparisons, {@code = any (array[…])} as {@code in},
 * {@code ~~} as {@code like}, {@code !=}, {@code now()}. Casts are left out, since PostgreSQL puts in so many; a difference in a
 * cast alone is not seen. What cannot be read is compared token by token.
 */
public final class SqlNormalForm {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
    private static final Map<String, String> SAME_OPERATOR =
            Map.of("!=", "<>", "==", "=", "~~", "like", "!~~", "not like", "~~*", "ilike", "!~~*", "not ilike");
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", ">", "<=", ">=", "<=>");
    private static final Set<String> MOMENTS =
            Set.of("current_timestamp", "now", "current_date", "curdate", "current_time", "localtimestamp");

    /** What MariaDB and MySQL call functions by another of their names. */
    private static final Map<String, String> SAME_FUNCTION = Map.of(
            "ucase",
            "upper",
            "lcase",
            "lower",
            "substr",
            "substring",
            "mid",
            "substring",
            "char_length",
            "character_length",
            "power",
            "pow",
            "ceiling",
            "ceil");

    private final List<SqlToken> tokens;
    private final boolean namesHaveCase;
    private int at;

    private SqlNormalForm(List<SqlToken> tokens, boolean namesHaveCase) {
        this.tokens = tokens;
        this.namesHaveCase = namesHaveCase;
    }

    /**
     * The normal form.
     *
     * @param namesHaveCase whether two names in quotes that differ in case are two names
     */
    public static String of(String expression, boolean namesHaveCase) {
        List<SqlToken> tokens = SqlToken.of(expression);
        if (tokens.isEmpty()) return "";
        SqlNormalForm parser = new SqlNormalForm(tokens, namesHaveCase);
        try {
            String form = parser.expression(0);
            if (parser.at == tokens.size()) return form;
        } catch (IndexOutOfBoundsException | IllegalArgumentException unreadable) {
            // then its tokens have to do
        }
        return String.join(" ", tokens.stream().map(parser::plain).toList());
    }

    /** Reads what binds at least as tightly: 1 or, 2 and, 3 not, 4 comparisons, 5 other operators, 6 sums, 7 products. */
    private String expression(int strength) {
        String left = prefix();
        while (at < tokens.size()) {
            String next = infix(left, strength);
            if (next == null) break;
            left = next;
        }
        return left;
    }

    private @Nullable String infix(String left, int strength) {
        SqlToken token = tokens.get(at);
        if (token.kind() == SqlToken.Kind.WORD) return wordInfix(left, token, strength);
        if (token.kind() != SqlToken.Kind.SIGN) return null;
        String sign = SAME_OPERATOR.getOrDefault(token.text(), token.text());
        switch (sign) {
            case ")", "]", ",", "(", ";" -> {
                return null;
            }
            case "::" -> {
                at++;
                return cast(left, type());
            }
            case "[" -> {
                at++;
                String index = expression(0);
                take("]");
                return left + "[" + index + "]";
            }
            case "." -> {
                at++;
                return left + "." + name(tokens.get(at++));
            }
            default -> {}
        }
        int own = COMPARISONS.contains(sign) || sign.endsWith("like")
                ? 4
                : sign.equals("+") || sign.equals("-")
                        ? 6
                        : sign.equals("*") || sign.equals("/") || sign.equals("%") ? 7 : 5;
        if (own < strength) return null;
        at++;
        if (own == 4 && isWord("any") || own == 4 && isWord("all") || own == 4 && isWord("some"))
            return quantified(left, sign);
        if (own == 4 && sign.endsWith("like")) return like(left, sign);
        return "(" + left + " " + sign + " " + expression(own + 1) + ")";
    }

    private @Nullable String wordInfix(String left, SqlToken token, int strength) {
        String word = lower(token);
        return switch (word) {
            case "or", "and", "xor" -> {
                int own = word.equals("and") ? 2 : 1;
                if (own < strength) yield null;
                at++;
                yield joined(left, word, expression(own + 1));
            }
            case "is" -> {
                if (4 < strength) yield null;
                at++;
                StringBuilder test = new StringBuilder("is");
                if (skip("not")) test.append(" not");
                if (skip("distinct")) {
                    take("from");
                    yield "(" + left + " " + test + " distinct from " + expression(5) + ")";
                }
                yield "(" + left + " " + test + " " + expression(5) + ")";
            }
            case "isnull", "notnull" -> {
                if (4 < strength) yield null;
                at++;
                yield "(" + left + (word.equals("isnull") ? " is null)" : " is not null)");
            }
            case "not" -> {
                if (4 < strength) yield null;
                at++;
                String positive = infix(left, 4);
                if (positive == null) throw new IllegalArgumentException("not what?");
                yield negated(positive);
            }
            case "between" -> {
                if (4 < strength) yield null;
                at++;
                String low = expression(5);
                take("and");
                yield "((" + left + " >= " + low + ") and (" + left + " <= " + expression(5) + "))";
            }
            case "in" -> {
                if (4 < strength) yield null;
                at++;
                take("(");
                yield "(" + left + " in (" + list(")") + "))";
            }
            case "like", "ilike", "glob", "regexp", "rlike", "similar", "match" -> {
                if (4 < strength) yield null;
                at++;
                if (word.equals("similar")) take("to");
                yield like(left, word);
            }
            case "collate" -> {
                at++;
                yield "(" + left + " collate " + name(tokens.get(at++)) + ")";
            }
            case "div", "mod" -> {
                if (7 < strength) yield null;
                at++;
                yield "(" + left + " " + word + " " + expression(8) + ")";
            }
            case "at" -> {
                at++;
                take("time");
                take("zone");
                yield "(" + left + " at time zone " + expression(8) + ")";
            }
            default -> null;
        };
    }

    private String like(String left, String operator) {
        String like = "(" + left + " " + operator.replace("not ", "") + " " + expression(5);
        if (skip("escape")) like += " escape " + expression(5);
        return operator.startsWith("not ") ? negated(like + ")") : like + ")";
    }

    /** {@code = any (array[…])} is {@code in}. */
    private String quantified(String left, String operator) {
        String quantifier = lower(tokens.get(at++));
        take("(");
        String inside = expression(0);
        take(")");
        boolean array = inside.startsWith("array[") && inside.endsWith("]");
        String elements = array ? inside.substring("array[".length(), inside.length() - 1) : inside;
        if (array && operator.equals("=") && !quantifier.equals("all")) return "(" + left + " in (" + elements + "))";
        if (array && operator.equals("<>") && quantifier.equals("all")) {
            return negated("(" + left + " in (" + elements + "))");
        }
        return "(" + left + " " + operator + " " + quantifier + " (" + inside + "))";
    }

    /** Those of the same kind side by side, however they were bracketed. */
    private static String joined(String left, String word, String right) {
        String mark = " " + word + " ";
        return "(" + opened(left, mark) + mark + opened(right, mark) + ")";
    }

    private static String opened(String operand, String mark) {
        if (!operand.startsWith("(") || !operand.endsWith(")") || !operand.contains(mark)) return operand;
        int depth = 0;
        boolean own = false;
        boolean quoted = false;
        for (int i = 0; i < operand.length(); i++) {
            char c = operand.charAt(i);
            if (c == '\'') quoted = !quoted;
            if (quoted) continue;
            if (c == '(') depth++;
            if (c == ')' && --depth == 0 && i < operand.length() - 1) return operand;
            if (depth == 1 && operand.startsWith(mark, i)) own = true;
        }
        return own ? operand.substring(1, operand.length() - 1) : operand;
    }

    private static String negated(String condition) {
        return "(not " + condition + ")";
    }

    private String prefix() {
        SqlToken token = tokens.get(at++);
        return switch (token.kind()) {
            case NUMBER -> lower(token);
            case STRING, SPECIAL_STRING -> plain(token);
            case QUOTED_NAME -> called(name(token));
            case SIGN -> signPrefix(token);
            case WORD -> wordPrefix(token);
        };
    }

    private String signPrefix(SqlToken token) {
        return switch (token.text()) {
            case "(" -> {
                if (at < tokens.size() && (isWord("select") || isWord("with"))) {
                    throw new IllegalArgumentException("a sub-select");
                }
                String inside = expression(0);
                if (tokens.get(at).isSign(",")) {
                    at++;
                    yield "(" + inside + ", " + list(")") + ")";
                }
                take(")");
                yield inside;
            }
            case "-", "+", "~" -> {
                String operand = expression(8);
                yield NUMBER.matcher(operand).matches() && !token.text().equals("~")
                        ? (token.text().equals("-") ? "-" : "") + operand
                        : "(" + token.text() + " " + operand + ")";
            }
            case "*" -> "*";
            case "!" -> negated(expression(8));
            default -> throw new IllegalArgumentException(token.text());
        };
    }

    private String wordPrefix(SqlToken token) {
        String word = lower(token);
        return switch (word) {
            case "not" -> negated(expression(3));
            case "case" -> cases();
            case "cast" -> {
                take("(");
                String operand = expression(0);
                take("as");
                String type = type();
                take(")");
                yield cast(operand, type);
            }
            case "array" -> {
                if (at < tokens.size() && tokens.get(at).isSign("[")) {
                    at++;
                    yield "array[" + list("]") + "]";
                }
                yield called(word);
            }
            case "interval", "date", "timestamp", "time" -> {
                if (at < tokens.size() && tokens.get(at).kind() == SqlToken.Kind.STRING) yield prefix();
                yield called(word);
            }
            case "true", "false" -> word.equals("true") ? "1" : "0";
            default -> {
                // MySQL says which character set a literal has.
                if (word.startsWith("_") && at < tokens.size() && tokens.get(at).kind() == SqlToken.Kind.STRING) {
                    yield prefix();
                }
                yield called(word);
            }
        };
    }

    private String cases() {
        StringBuilder sql = new StringBuilder("case");
        if (!isWord("when")) sql.append(" ").append(expression(0));
        while (skip("when")) {
            sql.append(" when ").append(expression(0));
            take("then");
            sql.append(" then ").append(expression(0));
        }
        if (skip("else")) sql.append(" else ").append(expression(0));
        take("end");
        return sql.append(" end").toString();
    }

    /** A name, or the call of a function. */
    private String called(String name) {
        if (at >= tokens.size() || !tokens.get(at).isSign("(")) return MOMENTS.contains(name) ? moment(name, "") : name;
        at++;
        String arguments = list(")");
        return MOMENTS.contains(name)
                ? moment(name, arguments)
                : SAME_FUNCTION.getOrDefault(name, name) + "(" + arguments + ")";
    }

    private static String moment(String name, String arguments) {
        String same = switch (name) {
            case "now" -> "current_timestamp";
            case "curdate" -> "current_date";
            default -> name;
        };
        return arguments.isEmpty() ? same : same + "(" + arguments + ")";
    }

    private String list(String end) {
        List<String> elements = new ArrayList<>();
        while (!tokens.get(at).isSign(end)) {
            if (isWord("select") || isWord("distinct")) throw new IllegalArgumentException("no plain list");
            elements.add(expression(0));
            if (tokens.get(at).isSign(",")) at++;
            else if (!tokens.get(at).isSign(end)) throw new IllegalArgumentException("no plain list");
        }
        at++;
        return String.join(", ", elements);
    }

    /** A number in quotes that becomes one is a number. */
    private static String cast(String operand, String type) {
        boolean numeric = Set.of(
                        "integer", "bigint", "smallint", "numeric", "real", "double", "int", "decimal", "float")
                .contains(type);
        if (numeric && operand.startsWith("'") && operand.endsWith("'")) {
            String inside = operand.substring(1, operand.length() - 1);
            if (NUMBER.matcher(inside).matches()) return inside;
        }
        return operand;
    }

    /** Reads a type; gives its first word. */
    private String type() {
        String first = name(tokens.get(at++));
        while (at < tokens.size()) {
            SqlToken token = tokens.get(at);
            if (token.isSign(".")) at += 2;
            else if (token.isSign("(")) {
                while (!tokens.get(at).isSign(")")) at++;
                at++;
            } else if (token.isSign("[")
                    && at + 1 < tokens.size()
                    && tokens.get(at + 1).isSign("]")) at += 2;
            else if (token.kind() == SqlToken.Kind.WORD && isTypeWord(lower(token))) at++;
            else break;
        }
        return first;
    }

    private static boolean isTypeWord(String word) {
        return Set.of(
                        "varying",
                        "precision",
                        "with",
                        "without",
                        "time",
                        "zone",
                        "charset",
                        "unsigned",
                        "signed",
                        "integer")
                .contains(word);
    }

    private boolean isWord(String word) {
        return at < tokens.size() && tokens.get(at).isWord(word);
    }

    private boolean skip(String word) {
        if (!isWord(word)) return false;
        at++;
        return true;
    }

    private void take(String text) {
        if (!tokens.get(at).isWord(text) && !tokens.get(at).isSign(text)) throw new IllegalArgumentException(text);
        at++;
    }

    private String name(SqlToken token) {
        if (token.kind() == SqlToken.Kind.WORD || !namesHaveCase) {
            String folded = lower(token);
            return token.kind() == SqlToken.Kind.WORD
                            || PLAIN_NAME.matcher(folded).matches()
                    ? folded
                    : '"' + folded.replace("\"", "\"\"") + '"';
        }
        return PLAIN_NAME.matcher(token.text()).matches()
                ? token.text()
                : '"' + token.text().replace("\"", "\"\"") + '"';
    }

    private String plain(SqlToken token) {
        return switch (token.kind()) {
            case WORD, NUMBER -> lower(token);
            case QUOTED_NAME -> name(token);
            case STRING -> "'" + token.text().replace("'", "''") + "'";
            case SPECIAL_STRING, SIGN -> token.text();
        };
    }

    private static String lower(SqlToken token) {
        return token.text().toLowerCase(Locale.ROOT);
    }
}
