// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Expression;
import org.kinglet.query.ExpressionType;
import org.kinglet.query.Functions;
import org.kinglet.schema.DataType;
import org.sqlite.SQLiteConnection;

/**
 * A function of the program for one or two arguments, which gives an expression of the kind that fits.
 *
 * {@snippet :
 * static final SqliteFunction.Unary<String, TextExpression> SOUNDS =
 *         SqliteFunction.of("sounds", STRING, STRING, Phonetics::code).deterministic();
 *
 * USERS.select().where(SOUNDS.apply(USERS.username).eq(SOUNDS.apply(value("Meyer"))));
 * }
 *
 * <p>With a null among the arguments the result is null, and the program's code is not asked, unless it is {@link
 * Unary#calledOnNull}.
 */
public abstract sealed class SqliteFunction extends SqliteRoutine {
    private final Body<?> body;
    private final boolean isDeterministic;
    private final boolean isCalledOnNull;

    private SqliteFunction(
            String name, List<DataType<?>> arguments, Body<?> body, boolean isDeterministic, boolean isCalledOnNull) {
        super(name, arguments);
        this.body = body;
        this.isDeterministic = isDeterministic;
        this.isCalledOnNull = isCalledOnNull;
    }

    /** What the program does, and what its results are. */
    record Body<R>(DataType<R> result, Code<R> code) {
        @Nullable
        Object call(@Nullable Object[] arguments) throws Exception {
            return stored(code.call(arguments), result);
        }
    }

    /** How it becomes an expression. */
    interface Applied<X> {
        X to(Expression<?>... arguments);
    }

    interface Code<R> {
        @Nullable
        R call(@Nullable Object[] arguments) throws Exception;
    }

    /**
     * Of one argument.
     *
     * @param body may give null
     */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the arguments were read as what they are; null only if it is called on null
    public static <A, R, X extends Expression<R>> Unary<A, X> of(
            String name,
            ExpressionType<A, ?> argument,
            ExpressionType<R, X> result,
            Function<A, ? extends @Nullable R> body) {
        Code<R> code = arguments -> body.apply((A) arguments[0]);
        return new Unary<>(
                name,
                List.of(argument.type()),
                new Body<>(result.type(), code),
                false,
                false,
                arguments -> Functions.function(name, result, arguments));
    }

    /**
     * Of two arguments.
     *
     * @param body may give null
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // as above
    public static <A, B, R, X extends Expression<R>> Binary<A, B, X> of(
            String name,
            ExpressionType<A, ?> first,
            ExpressionType<B, ?> second,
            ExpressionType<R, X> result,
            BiFunction<A, B, ? extends @Nullable R> body) {
        Code<R> code = arguments -> body.apply((A) arguments[0], (B) arguments[1]);
        return new Binary<>(
                name,
                List.of(first.type(), second.type()),
                new Body<>(result.type(), code),
                false,
                false,
                arguments -> Functions.function(name, result, arguments));
    }

    /** Of one argument. */
    public static final class Unary<A, X extends Expression<?>> extends SqliteFunction {
        private final Applied<X> result;

        private Unary(
                String name,
                List<DataType<?>> arguments,
                Body<?> body,
                boolean isDeterministic,
                boolean isCalledOnNull,
                Applied<X> result) {
            super(name, arguments, body, isDeterministic, isCalledOnNull);
            this.result = result;
        }

        /** The function's value in a query. */
        public X apply(Expression<A> argument) {
            return result.to(argument);
        }

        /**
         * The same, which always gives the same for the same argument: SQLite may call it less often, and indexes and computed
         * columns may have it.
         */
        public Unary<A, X> deterministic() {
            return new Unary<>(name(), arguments(), body(), true, isCalledOnNull(), result);
        }

        /** The same, which is asked for null, too. */
        public Unary<A, X> calledOnNull() {
            return new Unary<>(name(), arguments(), body(), isDeterministic(), true, result);
        }
    }

    /** Of two arguments. */
    public static final class Binary<A, B, X extends Expression<?>> extends SqliteFunction {
        private final Applied<X> result;

        private Binary(
                String name,
                List<DataType<?>> arguments,
                Body<?> body,
                boolean isDeterministic,
                boolean isCalledOnNull,
                Applied<X> result) {
            super(name, arguments, body, isDeterministic, isCalledOnNull);
            this.result = result;
        }

        /** The function's value in a query. */
        public X apply(Expression<A> first, Expression<B> second) {
            return result.to(first, second);
        }

        /** As {@link Unary#deterministic}. */
        public Binary<A, B, X> deterministic() {
            return new Binary<>(name(), arguments(), body(), true, isCalledOnNull(), result);
        }

        /** The same, which is asked with nulls, too. */
        public Binary<A, B, X> calledOnNull() {
            return new Binary<>(name(), arguments(), body(), isDeterministic(), true, result);
        }
    }

    Body<?> body() {
        return body;
    }

    boolean isDeterministic() {
        return isDeterministic;
    }

    boolean isCalledOnNull() {
        return isCalledOnNull;
    }

    @Override
    final void register(SQLiteConnection connection, Interruption interruption) throws SQLException {
        int flags = isDeterministic ? org.sqlite.Function.FLAG_DETERMINISTIC : 0;
        org.sqlite.Function.create(
                connection, name(), new Called(this, interruption), arguments().size(), flags);
    }

    /** How SQLite calls it. */
    private static final class Called extends org.sqlite.Function implements ArgumentRow.Source {
        private final SqliteFunction function;
        private final Interruption interruption;

        Called(SqliteFunction function, Interruption interruption) {
            this.function = function;
            this.interruption = interruption;
        }

        @Override
        protected void xFunc() throws SQLException {
            try {
                ArgumentRow row = ArgumentRow.read(args(), this);
                if (!function.isCalledOnNull && row.hasNull()) {
                    result();
                    return;
                }
                @Nullable Object[] arguments = row.as(function.arguments());
                @Nullable Object value;
                interruption.enterApplication();
                try {
                    value = function.body.call(arguments);
                } finally {
                    interruption.leaveApplication();
                }
                switch (value) {
                    case null -> result();
                    case Double number -> result(number);
                    case Number number -> result(number.longValue());
                    case byte[] bytes -> result(bytes);
                    default -> result(value.toString());
                }
            } catch (Throwable failure) { // nothing may leave into SQLite's own code
                error(function.reason(failure));
            }
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
