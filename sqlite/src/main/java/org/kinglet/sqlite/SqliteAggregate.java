// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Expression;
import org.kinglet.query.ExpressionType;
import org.kinglet.query.Functions;
import org.kinglet.schema.DataType;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * An aggregate of the program over one expression.
 *
 * {@snippet :
 * static final SqliteAggregate<Double, NumberExpression<Double>> PRODUCT =
 *         SqliteAggregate.of("product", DOUBLE, DOUBLE, Product::new);
 *
 * SALES.select(SALES.shop, PRODUCT.apply(SALES.factor)).groupBy(SALES.shop);
 * }
 */
public final class SqliteAggregate<A, X extends Expression<?>> extends SqliteRoutine {
    private final Groups<A, ?> groups;
    private final SqliteFunction.Applied<X> result;

    private SqliteAggregate(String name, DataType<A> argument, Groups<A, ?> groups, SqliteFunction.Applied<X> result) {
        super(name, List.of(argument));
        this.groups = groups;
        this.result = result;
    }

    /** @param groups makes an accumulator for each group */
    public static <A, R, X extends Expression<R>> SqliteAggregate<A, X> of(
            String name,
            ExpressionType<A, ?> argument,
            ExpressionType<R, X> result,
            Supplier<? extends Accumulator<A, R>> groups) {
        return new SqliteAggregate<>(
                name,
                argument.type(),
                new Groups<>(argument.type(), result.type(), groups),
                arguments -> Functions.function(name, result, arguments));
    }

    /** The aggregate's value in a query. */
    public X apply(Expression<A> argument) {
        return result.to(argument);
    }

    @Override
    void register(SQLiteConnection connection, Interruption interruption) throws SQLException {
        Function.create(connection, name(), new Called<>(this, groups, interruption), 1, 0);
    }

    /** What makes accumulators, and what goes into and comes out of them. */
    record Groups<A, R>(DataType<A> argument, DataType<R> result, Supplier<? extends Accumulator<A, R>> supplier) {}

    /** How SQLite calls it; it clones this for each group. */
    private static final class Called<A, R> extends Function.Aggregate implements ArgumentRow.Source {
        private Group<A, R> group;

        Called(SqliteRoutine routine, Groups<A, R> groups, Interruption interruption) {
            this.group = new Group<>(routine, groups, interruption);
        }

        @Override
        protected void xStep() throws SQLException {
            String failure = group.add(this);
            if (failure != null) error(failure);
        }

        @Override
        protected void xFinal() throws SQLException {
            @Nullable Object value = group.end();
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
