// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.Collation;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;

/** Gives a connection the application's functions, aggregates and collations, and the collation {@code decimal}. */
final class Functions {
    private static final int ANY_NUMBER = -1;

    private Functions() {}

    static void register(SQLiteConnection connection, SqliteSettings settings, Interruption interruption)
            throws SQLException {
        Collation.create(connection, Decimals.NAME, new ComparatorCollation(new Decimals()));
        BuiltinFunctions.register(connection);
        for (Map.Entry<String, Comparator<String>> collation :
                settings.collations().entrySet()) {
            Collation.create(connection, collation.getKey(), new ComparatorCollation(collation.getValue()));
        }
        BuiltInAggregates.register(connection);
        for (SqliteSettings.Function function : JsonFunctions.ALL) register(connection, function, interruption);
        for (SqliteSettings.Function function : settings.functions()) register(connection, function, interruption);
        for (SqliteRoutine routine : settings.routines()) routine.register(connection, interruption);
        for (SqliteSettings.Aggregate aggregate : settings.aggregates()) {
            Function.create(connection, aggregate.name(), new Grouped(aggregate, interruption), ANY_NUMBER, 0);
        }
    }

    private static void register(
            SQLiteConnection connection, SqliteSettings.Function function, Interruption interruption)
            throws SQLException {
        int flags = function.deterministic() ? Function.FLAG_DETERMINISTIC : 0;
        Function.create(connection, function.name(), new Scalar(function.function(), interruption), ANY_NUMBER, flags);
    }

    private static final class ComparatorCollation extends Collation {
        private final Comparator<String> comparator;

        ComparatorCollation(Comparator<String> comparator) {
            this.comparator = comparator;
        }

        @Override
        protected int xCompare(String left, String right) {
            return comparator.compare(left, right);
        }
    }

    private static final class Scalar extends Function {
        private final ScalarFunction function;
        private final Interruption interruption;

        Scalar(ScalarFunction function, Interruption interruption) {
            this.function = function;
            this.interruption = interruption;
        }

        @Override
        protected void xFunc() throws SQLException {
            try {
                @Nullable Object[] arguments = new Object[args()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = switch (value_type(i)) {
                        case Codes.SQLITE_INTEGER -> value_long(i);
                        case Codes.SQLITE_FLOAT -> value_double(i);
                        case Codes.SQLITE_TEXT -> value_text(i);
                        case Codes.SQLITE_BLOB -> value_blob(i);
                        default -> null;
                    };
                }
                @Nullable Object value;
                interruption.enterApplication();
                try {
                    value = function.call(arguments);
                } finally {
                    interruption.leaveApplication();
                }
                give(value);
            } catch (Throwable failure) {
                error(reason(failure));
            }
        }

        private void give(@Nullable Object value) throws SQLException {
            switch (Values.toStored(value)) {
                case null -> result();
                case Long number -> result(number);
                case Double number -> result(number);
                case String text -> result(text);
                case byte[] bytes -> result(bytes);
                default -> throw new AssertionError();
            }
        }
    }

    /** SQLite clones this for each group. */
    private static final class Grouped extends Function.Aggregate {
        private final SqliteSettings.Aggregate aggregate;
        private final Interruption interruption;
        private @Nullable AggregateFunction group;

        Grouped(SqliteSettings.Aggregate aggregate, Interruption interruption) {
            this.aggregate = aggregate;
            this.interruption = interruption;
        }

        private AggregateFunction group() {
            AggregateFunction current = group;
            if (current == null) {
                current = aggregate.factory().get();
                group = current;
            }
            return current;
        }

        @Override
        protected void xStep() throws SQLException {
            try {
                @Nullable Object[] arguments = new Object[args()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = switch (value_type(i)) {
                        case Codes.SQLITE_INTEGER -> value_long(i);
                        case Codes.SQLITE_FLOAT -> value_double(i);
                        case Codes.SQLITE_TEXT -> value_text(i);
                        case Codes.SQLITE_BLOB -> value_blob(i);
                        default -> null;
                    };
                }
                interruption.enterApplication();
                try {
                    group().step(arguments);
                } finally {
                    interruption.leaveApplication();
                }
            } catch (Throwable failure) {
                error(reason(failure));
            }
        }

        @Override
        protected void xFinal() throws SQLException {
            try {
                switch (Values.toStored(group().result())) {
                    case null -> result();
                    case Long number -> result(number);
                    case Double number -> result(number);
                    case String text -> result(text);
                    case byte[] bytes -> result(bytes);
                    default -> throw new AssertionError();
                }
            } catch (Throwable failure) {
                error(reason(failure));
            } finally {
                group = null;
            }
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            Grouped clone = (Grouped) super.clone();
            clone.group = null;
            return clone;
        }
    }

    /** A result of application code as SQLite stores it: {@link Long}, {@link Double}, text, bytes or nothing. */
    private static final class Values {
        static @Nullable Object toStored(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case Long number -> number;
                case Integer number -> (long) number;
                case Short number -> (long) number;
                case Byte number -> (long) number;
                case Boolean flag -> flag ? 1L : 0L;
                case Number number -> number.doubleValue();
                case CharSequence text -> text.toString();
                case byte[] bytes -> bytes;
                default ->
                    throw new IllegalArgumentException(
                            "a function returned " + value.getClass().getName() + ", which SQLite cannot store");
            };
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }
}
