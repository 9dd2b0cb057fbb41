// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.schema.DataType;
import org.sqlite.SQLiteConnection;

/**
 * A function of the program that SQL calls, with types: declared once, given to {@link SqliteSettings#with}, and applied to
 * expressions in queries. Immutable, and so must be what the program gives to it, which several connections call at a time.
 *
 * <p>Where its code fails, the statement does, with a message that names the function and the kind of the failure, and no value.
 */
public abstract sealed class SqliteRoutine permits SqliteFunction, SqliteAggregate, SqliteWindowFunction {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,100}");

    private final String name;
    private final List<DataType<?>> arguments;

    SqliteRoutine(String name, List<DataType<?>> arguments) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a function's name has letters, digits and underscores only");
        }
        this.name = name;
        this.arguments = List.copyOf(arguments);
    }

    /** What SQL calls it. */
    public final String name() {
        return name;
    }

    final List<DataType<?>> arguments() {
        return arguments;
    }

    /** Makes it known to a connection. */
    abstract void register(SQLiteConnection connection, Interruption interruption) throws SQLException;

    /** What came out of the program's code, as SQLite stores it. */
    static <R> @Nullable Object stored(@Nullable R result, DataType<R> type) {
        return result == null ? null : Parameters.toStored(type.encode(result));
    }

    /** For the statement that called: what the exception says may have values in it, unless it is the driver's own. */
    final String reason(Throwable failure) {
        boolean own = failure instanceof DriverException exception && exception.kind() == FailureKind.DATA;
        return "function " + name + " failed: "
                + (own ? failure.getMessage() : failure.getClass().getName());
    }

    @Override
    public final String toString() {
        return name + "/" + arguments.size();
    }
}
