// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.Locale;
import org.kinglet.query.Node;
import org.kinglet.query.Node.TimeUnit;
import org.kinglet.schema.SqlType;

/**
 * The functions that mean the same everywhere, as templates of SQLite's SQL. What SQLite has no exact way for is a function in
 * Java: {@link TextFunctions}, {@link NumberFunctions}, {@link TimeFunctions}.
 */
final class SqliteFunctions {
    private SqliteFunctions() {}

    static String template(Node.Call call) {
        SqlType type = call.type().kind();
        boolean decimal = type == SqlType.DECIMAL;
        return switch (call.function()) {
            case COALESCE -> compared("coalesce({*})", type);
            case NULL_IF -> compared("nullif({*})", type);
            case GREATEST -> compared("max({*})", type);
            case LEAST -> compared("min({*})", type);
            case LOWER -> "kinglet_lower({0})";
            case UPPER -> "kinglet_upper({0})";
            case LENGTH -> "length({0})";
            case SUBSTRING -> "substr({*})";
            case TRIM -> "trim({*})";
            case TRIM_LEADING -> "ltrim({*})";
            case TRIM_TRAILING -> "rtrim({*})";
            case PAD_LEFT -> "kinglet_pad_left({*})";
            case PAD_RIGHT -> "kinglet_pad_right({*})";
            case LEFT -> "substr({0}, 1, {1})";
            case RIGHT -> right(call.arguments().get(1));
            case REPEAT -> "kinglet_repeat({*})";
            case REPLACE -> "replace({*})";
            case REVERSE -> "kinglet_reverse({0})";
            case POSITION -> "instr({*})";
            case REGEXP -> "kinglet_regexp({*}, 0)";
            case REGEXP_IGNORE_CASE -> "kinglet_regexp({*}, 1)";
            case ADD -> decimal ? exact("+") : "({0} + {1})";
            case SUBTRACT -> decimal ? exact("-") : "({0} - {1})";
            case MULTIPLY -> decimal ? exact("*") : "({0} * {1})";
            case DIVIDE -> decimal ? exact("/") : "({0} / {1})";
            case REMAINDER -> decimal ? exact("%") : "({0} % {1})";
            case NEGATE -> decimal ? exact("negate") : "(- {0})";
            case BIT_AND -> "({0} & {1})";
            case BIT_OR -> "({0} | {1})";
            case BIT_XOR -> "(({0} | {1}) - ({0} & {1}))";
            case BIT_NOT -> "(~ {0})";
            case SHIFT_LEFT -> shiftLeft(type);
            case SHIFT_RIGHT -> "({0} >> {1})";
            case ABS -> decimal ? exact("abs") : "abs({0})";
            case SIGN -> decimal ? "kinglet_decimal('sign', {0})" : "sign({0})";
            case ROUND -> decimal ? exact("round") : "kinglet_round({*})";
            case TRUNCATE -> decimal ? exact("truncate") : "kinglet_truncate({*})";
            case FLOOR -> decimal ? exact("floor") : "floor({0})";
            case CEILING -> decimal ? exact("ceiling") : "ceil({0})";
            case POWER -> "pow({*})";
            case SQRT -> "sqrt({0})";
            case EXP -> "exp({0})";
            case LN -> "ln({0})";
            case LOG10 -> "log10({0})";
            case SIN -> "sin({0})";
            case COS -> "cos({0})";
            case TAN -> "tan({0})";
            case ASIN -> "asin({0})";
            case ACOS -> "acos({0})";
            case ATAN -> "atan({0})";
            case RANDOM -> "((random() & 9007199254740991) / 9007199254740992.0)";
            case TO_DECIMAL -> exact("decimal");
            case DECIMAL_TO_TEXT -> "kinglet_decimal('text', {0})";
            case TIME_TRUNCATE -> time("truncate", call);
            case TIME_ADD -> time("add", call);
            case TIME_BETWEEN -> time("between", call);
            case DATE_OF -> time("date", call);
            case TIME_OF -> time("time", call);
            case EPOCH_SECOND -> time("epoch", call);
            case NOW -> "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')";
            case TODAY -> "date('now')";
        };
    }

    private static String exact(String operation) {
        return "(kinglet_decimal('" + operation + "', {*}) collate \"" + Decimals.NAME + "\")";
    }

    /** The collation of what goes into a function does not come out of it. */
    private static String compared(String call, SqlType type) {
        return type == SqlType.DECIMAL ? "(" + call + " collate \"" + Decimals.NAME + "\")" : call;
    }

    /** Of 0 characters from the end, SQLite gives all. */
    private static String right(Node length) {
        if (!(length instanceof Node.Parameter parameter)) return "substr({0}, max(length({0}) - {1}, 0) + 1)";
        return Integer.valueOf(0).equals(parameter.value()) ? "substr({0}, 1, 0)" : "substr({0}, - {1})";
    }

    /** Numbers have 64 bits here: the sign of a shorter one is put in its place. */
    private static String shiftLeft(SqlType type) {
        return switch (type) {
            case SMALLINT -> "((({0} << {1}) + 32768 & 65535) - 32768)";
            case INTEGER -> "((({0} << {1}) + 2147483648 & 4294967295) - 2147483648)";
            default -> "({0} << {1})";
        };
    }

    private static String time(String operation, Node.Call call) {
        TimeUnit unit = call.unit();
        String of = unit == null ? "" : ", '" + unit.name().toLowerCase(Locale.ROOT) + "'";
        return "kinglet_time('" + operation + "', '" + call.type().kind().name().toLowerCase(Locale.ROOT) + "'" + of
                + ", {*})";
    }

    static String part(Node.DatePart part, SqlType type) {
        return switch (part) {
            case YEAR -> number("%Y");
            case QUARTER -> "((" + number("%m") + " + 2) / 3)";
            case MONTH -> number("%m");
            case WEEK -> number("%V");
            case DAY -> number("%d");
            case DAY_OF_WEEK -> number("%u");
            case DAY_OF_YEAR -> number("%j");
            case HOUR -> number("%H");
            case MINUTE -> number("%M");
            case SECOND -> number("%S");
            case MICROSECOND -> "kinglet_time('microsecond', '" + type.name().toLowerCase(Locale.ROOT) + "', {0})";
        };
    }

    private static String number(String format) {
        return "cast(strftime('" + format + "', {0}) as integer)";
    }
}
