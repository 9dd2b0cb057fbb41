// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.kinglet.query.Node.MatchKind;
import org.kinglet.schema.DataType;

/** A text. It compares and matches case-sensitively and exactly on every backend. */
public sealed class TextExpression extends Expression<String> permits TextColumn, TextAggregate, TextListAggregate {
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

    public final TextExpression concat(String text) {
        return new TextExpression(
                new Node.Binary(Node.BinaryOperator.CONCAT, node(), parameter(text, "concat", "coalesce")));
    }

    public final TextExpression concat(Expression<String> text) {
        return new TextExpression(new Node.Binary(Node.BinaryOperator.CONCAT, node(), text.node()));
    }

    public final TextExpression lower() {
        return new TextExpression(new Node.Function("lower", List.of(node()), false));
    }

    public final TextExpression upper() {
        return new TextExpression(new Node.Function("upper", List.of(node()), false));
    }

    /** In characters. */
    public final NumberExpression<Integer> length() {
        return new NumberExpression<>(new Node.Function("length", List.of(node()), false), DataType.INTEGER);
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
