// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SequenceDefinition;
import org.kinglet.schema.SqlType;

/**
 * The syntax tree of expressions, as plain data. Programs build it through {@link Expression} and {@link Functions}; the
 * renderer walks it with one exhaustive {@code switch}, so a new kind of node does not compile until every dialect has a
 * way to write it.
 */
public sealed interface Node {

    /** A column of a table or of its alias. */
    record Column(TableSource<?> table, ColumnDefinition column) implements Node {}

    /** A column of the row that an upsert could not insert. */
    record Excluded(ColumnDefinition column) implements Node {}

    /** A value that is sent beside the SQL; as drivers take it. */
    record Parameter(@Nullable Object value, ColumnType type) implements Node {}

    record Null() implements Node {}

    /** Always true: what {@link Condition#when} leaves behind. Dropped wherever conditions are combined. */
    record Nothing() implements Node {}

    record Binary(BinaryOperator operator, Node left, Node right) implements Node {}

    record Negation(Node operand) implements Node {}

    record Not(Node operand) implements Node {}

    /** All or any of at least two conditions. */
    record Junction(boolean all, List<Node> conditions) implements Node {}

    record IsNull(Node operand, boolean negated) implements Node {}

    record Between(Node operand, Node least, Node most) implements Node {}

    record In(Node operand, List<Node> values, boolean negated) implements Node {}

    record InSelect(Node operand, Select<?> select, boolean negated) implements Node {}

    record Exists(Select<?> select) implements Node {}

    /** The one value of a select with one column. */
    record ScalarSelect(Select<?> select) implements Node {}

    /** Text against a pattern; {@code pattern} is a parameter or any text expression, taken literally unless LIKE. */
    record Match(MatchKind kind, Node text, Node pattern, boolean ignoreCase) implements Node {}

    /** Whether two values are different, where null is a value as any other. */
    record IsDistinct(Node left, Node right, boolean negated) implements Node {}

    /** Whether a condition has that value, or not; never unknown. */
    record IsTruth(Node operand, boolean value, boolean negated) implements Node {}

    /** A comparison with all or any of the rows of a select. */
    record Quantified(BinaryOperator operator, Node left, boolean all, Select<?> select) implements Node {}

    /** A text under a collation of the server's. */
    record Collate(Node operand, String collation) implements Node {}

    /**
     * A function that means the same on every backend.
     *
     * @param type of the result or, if that follows from the function, of the first argument
     * @param unit for functions of time, else {@code null}
     */
    record Call(
            Builtin function,
            List<Node> arguments,
            ColumnType type,
            @Nullable TimeUnit unit) implements Node {
        public Call(Builtin function, ColumnType type, Node... arguments) {
            this(function, List.of(arguments), type, null);
        }
    }

    record Function(String name, List<Node> arguments) implements Node {}

    /**
     * A function of several rows: an aggregate of those of a group or, over a window, one of the rows around each row.
     *
     * @param name in standard SQL; {@code count} without arguments is {@code count(*)}
     * @param operand the type of what is aggregated
     * @param filter which rows count, or {@code null} for all
     * @param over {@code null} for the rows of the group
     */
    record Aggregate(
            String name,
            List<Node> arguments,
            ColumnType operand,
            boolean distinct,
            @Nullable Node filter,
            List<Order> order,
            @Nullable Window over)
            implements Node {
        /** The same of other arguments. */
        public Aggregate of(List<Node> others) {
            return new Aggregate(name, others, operand, distinct, filter, order, over);
        }

        /** The same of all rows. */
        public Aggregate unfiltered() {
            return new Aggregate(name, arguments, operand, distinct, null, order, over);
        }

        /** The same over another window. */
        public Aggregate over(@Nullable Window window) {
            return new Aggregate(name, arguments, operand, distinct, filter, order, window);
        }
    }

    record Cast(Node operand, ColumnType type) implements Node {}

    /** @param type of the operand */
    record Extract(DatePart part, Node operand, SqlType type) implements Node {}

    /**
     * A searched case, or a simple one with an {@code operand}.
     *
     * @param type of the results
     */
    record Case(
            @Nullable Node operand,
            List<When> whens,
            @Nullable Node otherwise,
            ColumnType type) implements Node {}

    record When(Node condition, Node result) {}

    /** Several values as one, for keys of several columns. */
    record Tuple(List<Node> elements) implements Node {}

    record Aliased(Node operand, String alias) implements Node {}

    /** SQL of the user's own: a template in which each {@code ?} stands for the next argument. */
    record Custom(String template, List<Node> arguments) implements Node {}

    /** SQL that compares as the type does. */
    record Typed(Node operand, ColumnType type) implements Node {}

    /** The next number of a sequence. */
    record NextValue(SequenceDefinition sequence) implements Node {}

    /** Words that are looked for. */
    record TextSearch(FullTextOperation operation) implements Node {}

    /** Something about a JSON document. */
    record Json(JsonOperation operation) implements Node {}

    /**
     * SQL of one database's own, which others refuse.
     *
     * @param database as the dialect calls it
     * @param template in which each <code>{}</code> stands for the next argument
     * @param what others lack, and what to do instead, for the message
     */
    record Special(String database, String template, List<Node> arguments, String what) implements Node {}

    /** One node for several: itself, if it is alone. */
    static Node tuple(List<Node> elements) {
        return elements.size() == 1 ? elements.getFirst() : new Tuple(elements);
    }

    /** Operators between two operands. */
    enum BinaryOperator {
        EQ("="),
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">="),
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        CONCAT("||");

        private final String sql;

        BinaryOperator(String sql) {
            this.sql = sql;
        }

        /** The operator in standard SQL. */
        public String sql() {
            return sql;
        }
    }

    /** How {@link Match} reads its pattern. */
    enum MatchKind {
        LIKE,
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS
    }

    /** Fields of a date or time. */
    enum DatePart {
        YEAR,
        QUARTER,
        MONTH,
        /** Of the ISO calendar. */
        WEEK,
        DAY,
        /** 1 for Monday to 7. */
        DAY_OF_WEEK,
        DAY_OF_YEAR,
        HOUR,
        MINUTE,
        SECOND,
        /** Of the second. */
        MICROSECOND
    }

    /** What times are cut to, and counted in. */
    enum TimeUnit {
        YEAR,
        QUARTER,
        MONTH,
        WEEK,
        DAY,
        HOUR,
        MINUTE,
        SECOND,
        MILLISECOND,
        MICROSECOND
    }
}
