// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.Node.MatchKind;
import org.kinglet.schema.DataType;

/** A text. It compares and matches case-sensitively and exactly on every backend. */
public sealed class TextExpression extends Expression<String> permits TextColumn, TextAggregate, TextListAggregate {
    private static final String LENGTH = "a length is at least 0";

    TextExpression(Node node) {
        super(node, DataType.STRING);
    }

    TextExpression(Node node, DataType<String> type) {
        super(node, type);
    }

    /** SQL's pattern: {@code %} for any text, {@code _} for a character, a backslash before either for itself. */
    public final Condition like(String pattern) {
        return match(MatchKind.LIKE, pattern, false);
    }

    public final Condition like(Expression<String> pattern) {
        return new Condition(new Node.Match(MatchKind.LIKE, node(), pattern.node(), false));
    }

    public final Condition ilike(Expression<String> pattern) {
        return new Condition(new Node.Match(MatchKind.LIKE, node(), pattern.node(), true));
    }

    /** As {@link #like}, without regard to case. */
    public final Condition ilike(String pattern) {
        return match(MatchKind.LIKE, pattern, true);
    }

    /** Begins with exactly this text, in which nothing is a wildcard. */
    public final Condition startsWith(String text) {
        return match(MatchKind.STARTS_WITH, text, false);
    }

    public final Condition startsWith(Expression<String> text) {
        return new Condition(new Node.Match(MatchKind.STARTS_WITH, node(), text.node(), false));
    }

    public final Condition endsWith(String text) {
        return match(MatchKind.ENDS_WITH, text, false);
    }

    public final Condition endsWith(Expression<String> text) {
        return new Condition(new Node.Match(MatchKind.ENDS_WITH, node(), text.node(), false));
    }

    public final Condition contains(String text) {
        return match(MatchKind.CONTAINS, text, false);
    }

    public final Condition contains(Expression<String> text) {
        return new Condition(new Node.Match(MatchKind.CONTAINS, node(), text.node(), false));
    }

    public final Condition startsWithIgnoreCase(String text) {
        return match(MatchKind.STARTS_WITH, text, true);
    }

    public final Condition endsWithIgnoreCase(String text) {
        return match(MatchKind.ENDS_WITH, text, true);
    }

    public final Condition containsIgnoreCase(String text) {
        return match(MatchKind.CONTAINS, text, true);
    }

    /** Both texts; null if one of them is. */
    public final TextExpression concat(String text) {
        return new TextExpression(
                new Node.Binary(Node.BinaryOperator.CONCAT, node(), parameter(text, "concat", "coalesce")));
    }

    public final TextExpression concat(Expression<String> text) {
        return new TextExpression(new Node.Binary(Node.BinaryOperator.CONCAT, node(), text.node()));
    }

    /** Letter by letter; of letters that few languages have, servers may know no small form. */
    public final TextExpression lower() {
        return text(Builtin.LOWER);
    }

    public final TextExpression upper() {
        return text(Builtin.UPPER);
    }

    /** In characters; one beyond the Basic Multilingual Plane, which is two chars in Java, is one. */
    public final NumberExpression<Integer> length() {
        return new NumberExpression<>(call(Builtin.LENGTH), DataType.INTEGER);
    }

    /**
     * From a character to the end.
     *
     * @param from counted from 1
     */
    public final TextExpression substring(int from) {
        return text(Builtin.SUBSTRING, Casts.integer(positive(from, "substring begins at 1", 1)));
    }

    /** At most so many characters from that one, which is counted from 1. */
    public final TextExpression substring(int from, int length) {
        return text(
                Builtin.SUBSTRING,
                Casts.integer(positive(from, "substring begins at 1", 1)),
                Casts.integer(positive(length, LENGTH, 0)));
    }

    /** From a character to the end; from the first, if the number is less than 1. */
    public final TextExpression substring(Expression<Integer> from) {
        return text(Builtin.SUBSTRING, atLeast(from, 1));
    }

    /** The same, at most so many characters; none, if the number is less than 0. */
    public final TextExpression substring(Expression<Integer> from, Expression<Integer> length) {
        return text(Builtin.SUBSTRING, atLeast(from, 1), atLeast(length, 0));
    }

    /** Without blanks at either end; other white space stays. */
    public final TextExpression trim() {
        return text(Builtin.TRIM);
    }

    public final TextExpression trimLeading() {
        return text(Builtin.TRIM_LEADING);
    }

    public final TextExpression trimTrailing() {
        return text(Builtin.TRIM_TRAILING);
    }

    /** Without any of the characters at either end. */
    public final TextExpression trim(String characters) {
        return text(Builtin.TRIM, some(characters));
    }

    public final TextExpression trimLeading(String characters) {
        return text(Builtin.TRIM_LEADING, some(characters));
    }

    public final TextExpression trimTrailing(String characters) {
        return text(Builtin.TRIM_TRAILING, some(characters));
    }

    /** Filled in front, or cut at the end, to exactly that length. */
    public final TextExpression padLeft(int length, String fill) {
        return text(Builtin.PAD_LEFT, Casts.integer(positive(length, LENGTH, 0)), some(fill));
    }

    /** Filled or cut at the end to exactly that length. */
    public final TextExpression padRight(int length, String fill) {
        return text(Builtin.PAD_RIGHT, Casts.integer(positive(length, LENGTH, 0)), some(fill));
    }

    /** To a length that is computed; one of less than 0 is 0. */
    public final TextExpression padLeft(Expression<Integer> length, String fill) {
        return text(Builtin.PAD_LEFT, atLeast(length, 0), some(fill));
    }

    public final TextExpression padRight(Expression<Integer> length, String fill) {
        return text(Builtin.PAD_RIGHT, atLeast(length, 0), some(fill));
    }

    /** The first characters, at most so many. */
    public final TextExpression left(int length) {
        return text(Builtin.LEFT, Casts.integer(positive(length, LENGTH, 0)));
    }

    /** The first characters; none, if the number is less than 0. */
    public final TextExpression left(Expression<Integer> length) {
        return text(Builtin.LEFT, atLeast(length, 0));
    }

    /** The last characters; none, if the number is less than 0. */
    public final TextExpression right(Expression<Integer> length) {
        return text(Builtin.RIGHT, atLeast(length, 0));
    }

    /** The last characters, at most so many. */
    public final TextExpression right(int length) {
        return text(Builtin.RIGHT, Casts.integer(positive(length, LENGTH, 0)));
    }

    public final TextExpression repeat(int times) {
        return text(Builtin.REPEAT, Casts.integer(positive(times, "repeat is at least 0 times", 0)));
    }

    /** So many times; not at all, if the number is less than 0. */
    public final TextExpression repeat(Expression<Integer> times) {
        return text(Builtin.REPEAT, atLeast(times, 0));
    }

    /** Each occurrence of a text replaced; there is none of the empty text. */
    public final TextExpression replace(String text, String by) {
        return text(Builtin.REPLACE, parameter(text, "replace", "coalesce"), parameter(by, "replace", "coalesce"));
    }

    public final TextExpression replace(Expression<String> text, Expression<String> by) {
        return text(Builtin.REPLACE, text.node(), by.node());
    }

    /** The characters in the other order. */
    public final TextExpression reverse() {
        return text(Builtin.REVERSE);
    }

    /** Where the text begins for the first time, counted from 1; 0 if it is not there. */
    public final NumberExpression<Integer> position(String text) {
        return position(new TextExpression(parameter(text, "position", "isNull()")));
    }

    public final NumberExpression<Integer> position(Expression<String> text) {
        return new NumberExpression<>(call(Builtin.POSITION, text.node()), DataType.INTEGER);
    }

    /**
     * A part of it matches the regular expression, case-sensitively. Of what dialects of patterns have in common: {@code . * +
     * ? | ^ $ ( ) [ ] {n,m}} and a backslash before one of them, {@code \\d \\s \\w} for ASCII. Everything else is the
     * server's: PostgreSQL's own, PCRE in MariaDB, ICU in MySQL, {@link java.util.regex.Pattern} with SQLite.
     */
    public final Condition regexp(String pattern) {
        return new Condition(call(Builtin.REGEXP, parameter(pattern, "a pattern of null", "isNull()")));
    }

    public final Condition regexpIgnoreCase(String pattern) {
        return new Condition(call(Builtin.REGEXP_IGNORE_CASE, parameter(pattern, "a pattern of null", "isNull()")));
    }

    /**
     * Under a collation of the server's, for comparisons and for order: {@code orderBy(NAME.collate("nocase"))}.
     *
     * @param collation by its name; letters, digits and {@code _ - . @}
     */
    public final TextExpression collate(String collation) {
        if (!collation.matches("[A-Za-z0-9_.@-]+")) {
            throw new IllegalArgumentException("a collation's name has letters, digits and _ - . @ only");
        }
        return withNode(new Node.Collate(node(), collation));
    }

    private TextExpression text(Builtin function, Node... more) {
        return new TextExpression(call(function, more));
    }

    private Node call(Builtin function, Node... more) {
        List<Node> arguments = new ArrayList<>();
        arguments.add(node());
        arguments.addAll(List.of(more));
        return new Node.Call(function, List.copyOf(arguments), DataType.STRING.columnType(), null);
    }

    private Node some(String characters) {
        if (characters.isEmpty()) throw new IllegalArgumentException("at least one character is needed");
        return parameter(characters, "characters", "coalesce");
    }

    /** What is less means something else to each database. */
    private static Node atLeast(Expression<Integer> number, int least) {
        return new Node.Call(Builtin.GREATEST, DataType.INTEGER.columnType(), number.node(), Casts.integer(least));
    }

    private static int positive(int number, String least, int minimum) {
        if (number < minimum) throw new IllegalArgumentException(least + ", not at " + number);
        return number;
    }

    @Override
    TextExpression withNode(Node other) {
        return new TextExpression(other, type());
    }

    @Override
    public TextExpression as(String alias) {
        return withNode(new Node.Aliased(node(), alias));
    }

    private Condition match(MatchKind kind, String pattern, boolean ignoreCase) {
        return new Condition(
                new Node.Match(kind, node(), parameter(pattern, "a pattern of null", "isNull()"), ignoreCase));
    }
}
