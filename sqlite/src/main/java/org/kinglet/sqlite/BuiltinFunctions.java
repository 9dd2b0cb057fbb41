// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.math.RoundingMode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;

/**
 * Gives a connection the functions of which {@link SqliteFunctions} makes use. Each of them is null if one of its arguments is,
 * and ends soon, whatever its arguments.
 */
final class BuiltinFunctions {
    private BuiltinFunctions() {}

    static void register(SQLiteConnection connection) throws SQLException {
        TextFunctions texts = new TextFunctions();
        register(connection, "kinglet_lower", values -> TextFunctions.lower(text(values[0])));
        register(connection, "kinglet_upper", values -> TextFunctions.upper(text(values[0])));
        register(connection, "kinglet_reverse", values -> TextFunctions.reverse(text(values[0])));
        register(connection, "kinglet_repeat", values -> TextFunctions.repeat(text(values[0]), number(values[1])));
        register(connection, "kinglet_pad_left", values -> pad(values, true));
        register(connection, "kinglet_pad_right", values -> pad(values, false));
        register(
                connection,
                "kinglet_like",
                values -> truth(TextFunctions.like(text(values[0]), text(values[1]), number(values[2]) == 1)));
        register(
                connection,
                "kinglet_regexp",
                values -> truth(texts.regexp(text(values[0]), text(values[1]), number(values[2]) == 1)));
        register(
                connection,
                "kinglet_decimal",
                values -> NumberFunctions.decimal(text(values[0]), values[1], values.length > 2 ? values[2] : null));
        register(connection, "kinglet_round", values -> rounded(values, RoundingMode.HALF_UP));
        register(connection, "kinglet_truncate", values -> rounded(values, RoundingMode.DOWN));
        register(connection, "kinglet_time", TimeFunctions::call);
    }

    private static String pad(Object[] values, boolean left) {
        return TextFunctions.pad(text(values[0]), number(values[1]), text(values[2]), left);
    }

    private static Double rounded(Object[] values, RoundingMode mode) {
        return NumberFunctions.rounded(((Number) values[0]).doubleValue(), number(values[1]), mode);
    }

    private static String text(Object value) {
        return value.toString();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static Long truth(boolean value) {
        return value ? 1L : 0L;
    }

    private static void register(SQLiteConnection connection, String name, Body body) throws SQLException {
        Function.create(connection, name, new Builtin(body), -1, Function.FLAG_DETERMINISTIC);
    }

    /** What a function does with arguments of which none is null. */
    private interface Body {
        @Nullable
        Object call(Object[] arguments);
    }

    private static final class Builtin extends Function {
        private final Body body;

        Builtin(Body body) {
            this.body = body;
        }

        @Override
        protected void xFunc() throws SQLException {
            try {
                Object[] arguments = new Object[args()];
                for (int i = 0; i < arguments.length; i++) {
                    switch (value_type(i)) {
                        case Codes.SQLITE_INTEGER -> arguments[i] = value_long(i);
                        case Codes.SQLITE_FLOAT -> arguments[i] = value_double(i);
                        case Codes.SQLITE_TEXT -> arguments[i] = value_text(i);
                        case Codes.SQLITE_BLOB -> throw new IllegalArgumentException("bytes are not what it is for");
                        default -> {
                            result();
                            return;
                        }
                    }
                }
                switch (body.call(arguments)) {
                    case null -> result();
                    case Long number -> result(number);
                    case Double number -> result(number);
                    case String text -> result(text);
                    default -> throw new AssertionError();
                }
            } catch (Throwable failure) { // nothing may leave into SQLite's own code
                String message = failure.getMessage();
                error(message == null ? failure.getClass().getName() : message);
            }
        }
    }
}
