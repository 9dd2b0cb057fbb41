// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Expression;
import org.kinglet.query.ExpressionType;
import org.kinglet.query.Functions;
import org.kinglet.query.ValueAggregate;
import org.kinglet.schema.DataType;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * An aggregate of the program that can also be computed over a window, whose rows come and go.
 *
 * {@snippet :
 * static final SqliteWindowFunction<Double, Double> PRODUCT =
 *         SqliteWindowFunction.of("product", DOUBLE, DOUBLE, Product::new);
 *
 * SALES.select(SALES.day, PRODUCT.apply(SALES.factor).over(window().orderBy(SALES.day).rowsBetween(preceding(6), currentRow())));
 * }
 */
public final class SqliteWindowFunction<A, R> extends SqliteRoutine {
    private final SqliteAggregate.Groups<A, R> groups;
    private final ExpressionType<R, ?> result;

    private SqliteWindowFunction(String name, SqliteAggregate.Groups<A, R> groups, ExpressionType<R, ?> result) {
        super(name, List.of(groups.argument()));
        this.groups = groups;
        this.result = result;
    }

    /** @param groups makes an accumulator for each group or partition */
    public static <A, R> SqliteWindowFunction<A, R> of(
            String name,
            ExpressionType<A, ?> argument,
            ExpressionType<R, ?> result,
            Supplier<? extends Accumulator.Sliding<A, R>> groups) {
        DataType<A> taken = argument.type();
        return new SqliteWindowFunction<>(name, new SqliteAggregate.Groups<>(taken, result.type(), groups), result);
    }

    /** The aggregate's value in a query, of a group or {@code over} a window. */
    public ValueAggregate<R> apply(Expression<A> argument) {
        return Functions.aggregate(name(), result, argument);
    }

    @Override
    void register(SQLiteConnection connection, Interruption interruption) throws SQLException {
        Function.create(connection, name(), new Called<>(new Group<>(this, groups, interruption)), 1, 0);
    }

    /** How SQLite calls it; it clones this for each group. */
    private static final class Called<A, R> extends Function.Window implements ArgumentRow.Source {
        private Group<A, R> group;

        Called(Group<A, R> group) {
            this.group = group;
        }

        @Override
        protected void xStep() throws SQLException {
            String failure = group.add(this);
            if (failure != null) error(failure);
        }

        @Override
        protected void xInverse() throws SQLException {
            String failure = group.remove(this);
            if (failure != null) error(failure);
        }

        @Override
        protected void xValue() throws SQLException {
            give(group.value());
        }

        @Override
        protected void xFinal() throws SQLException {
            give(group.end());
        }

        private void give(@Nullable Object value) throws SQLException {
            switch (value) {
                case null -> result();
                case Group.Failed failed -> error(failed.message());
                case Double number -> result(number);
                case Number number -> result(number.longValue());
                case byte[] bytes -> result(bytes);
                default -> result(value.toString());
            }
        }

        @Override
        @SuppressWarnings("unchecked") // of its own class
        public Object clone() throws CloneNotSupportedException {
            Called<A, R> clone = (Called<A, R>) super.clone();
            clone.group = group.another();
            return clone;
        }

        @Override
        public int type(int argument) throws SQLException {
            return value_type(argument);
        }

        @Override
        public long integer(int argument) throws SQLException {
            return value_long(argument);
        }

        @Override
        public double floating(int argument) throws SQLException {
            return value_double(argument);
        }

        @Override
        public String text(int argument) throws SQLException {
            return value_text(argument);
        }

        @Override
        public byte[] blob(int argument) throws SQLException {
            return value_blob(argument);
        }
    }
}
