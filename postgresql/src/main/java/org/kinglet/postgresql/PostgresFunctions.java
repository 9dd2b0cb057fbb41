// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.kinglet.query.Node;
import org.kinglet.query.Node.TimeUnit;
import org.kinglet.schema.SqlType;

/** The functions that mean the same everywhere, as templates of PostgreSQL's SQL. */
final class PostgresFunctions {
    /** Of more days than a month has, so that months and days can be told apart in one number. */
    private static final long MONTH_SECONDS = 32 * 86_400L;

    private PostgresFunctions() {}

    static String template(Node.Call call) {
        List<Node> arguments = call.arguments();
        SqlType type = call.type().kind();
        return switch (call.function()) {
            case COALESCE -> "coalesce({*})";
            case NULL_IF -> "nullif({0}, {1})";
            case GREATEST -> unlessNull("greatest({*})", arguments.size());
            case LEAST -> unlessNull("least({*})", arguments.size());
            case LOWER -> "lower({0})";
            case UPPER -> "upper({0})";
            case LENGTH -> "char_length({0})";
            case SUBSTRING -> "substring({*})";
            case TRIM -> "btrim({*})";
            case TRIM_LEADING -> "ltrim({*})";
            case TRIM_TRAILING -> "rtrim({*})";
            case PAD_LEFT -> "lpad({*})";
            case PAD_RIGHT -> "rpad({*})";
            case LEFT -> "left({*})";
            case RIGHT -> "right({*})";
            case REPEAT -> "repeat({*})";
            case REPLACE -> "replace({*})";
            case REVERSE -> "reverse({0})";
            case POSITION -> "strpos({*})";
            case REGEXP -> "({0} ~ {1})";
            case REGEXP_IGNORE_CASE -> "({0} ~* {1})";
            case ADD -> "({0} + {1})";
            case SUBTRACT -> "({0} - {1})";
            case MULTIPLY -> "({0} * {1})";
            case DIVIDE ->
                type == SqlType.DECIMAL ? "round(({0} + 0e-30) / nullif({1}, 0), 20)" : "({0} / nullif({1}, 0))";
            case REMAINDER -> "({0} % nullif({1}, 0))";
            case NEGATE -> "(- {0})";
            case BIT_AND -> "({0} & {1})";
            case BIT_OR -> "({0} | {1})";
            case BIT_XOR -> "({0} # {1})";
            case BIT_NOT -> "(~ {0})";
            case SHIFT_LEFT -> "({0} << {1})";
            case SHIFT_RIGHT -> "({0} >> {1})";
            case ABS -> "abs({0})";
            case SIGN -> "cast(sign({0}) as integer)";
            case ROUND -> digits("round", type);
            case TRUNCATE -> isZero(arguments.get(1)) ? real("trunc({0})", type) : digits("trunc", type);
            case FLOOR -> real("floor({0})", type);
            case CEILING -> real("ceil({0})", type);
            case POWER -> "power({0}, {1})";
            case SQRT -> "sqrt(case when {0} >= 0 then {0} end)";
            case EXP -> "exp({0})";
            case LN -> "ln(case when {0} > 0 then {0} end)";
            case LOG10 -> "log(case when {0} > 0 then {0} end)";
            case SIN -> "sin({0})";
            case COS -> "cos({0})";
            case TAN -> "tan({0})";
            case ASIN -> "asin(case when {0} between -1 and 1 then {0} end)";
            case ACOS -> "acos(case when {0} between -1 and 1 then {0} end)";
            case ATAN -> "atan({0})";
            case RANDOM -> "random()";
            case TO_DECIMAL -> isReal(type) ? "cast(cast({0} as text) as numeric)" : "cast({0} as numeric)";
            case DECIMAL_TO_TEXT -> "cast(trim_scale({0}) as text)";
            case TIME_TRUNCATE -> truncate(unit(call), type);
            case TIME_ADD -> add(unit(call), type);
            case TIME_BETWEEN -> between(unit(call), type);
            case DATE_OF -> "cast(" + local("{0}", type) + " as date)";
            case TIME_OF -> "cast(" + local("{0}", type) + " as time)";
            case EPOCH_SECOND -> "cast(floor(extract(epoch from {0})) as bigint)";
            case NOW -> "current_timestamp";
            case TODAY -> "cast(current_timestamp at time zone 'UTC' as date)";
        };
    }

    /** The server's own leaves out nulls. */
    private static String unlessNull(String function, int arguments) {
        String anyNull = IntStream.range(0, arguments)
                .mapToObj(i -> "{" + i + "} is null")
                .collect(Collectors.joining(" or "));
        return "(case when " + anyNull + " then null else " + function + " end)";
    }

    /** Of a floating-point number, by way of its text: the server's cast would keep 15 digits. */
    private static String digits(String function, SqlType type) {
        if (!isReal(type)) return function + "({0}, {1})";
        return "cast(" + function + "(cast(cast({0} as text) as numeric), {1}) as " + PostgresTypes.name(type) + ")";
    }

    private static String real(String call, SqlType type) {
        return type == SqlType.REAL ? "cast(" + call + " as real)" : call;
    }

    private static boolean isReal(SqlType type) {
        return type == SqlType.REAL || type == SqlType.DOUBLE;
    }

    static boolean isZero(Node node) {
        return node instanceof Node.Parameter parameter && Integer.valueOf(0).equals(parameter.value());
    }

    private static TimeUnit unit(Node.Call call) {
        TimeUnit unit = call.unit();
        if (unit == null) throw new IllegalArgumentException(call.function() + " needs a unit");
        return unit;
    }

    /** A point in time as the server has a time without zone: that of UTC. */
    private static String local(String time, SqlType type) {
        return type == SqlType.TIMESTAMP_WITH_TIME_ZONE ? "(" + time + " at time zone 'UTC')" : time;
    }

    private static String truncate(TimeUnit unit, SqlType type) {
        String name = unit.name().toLowerCase(Locale.ROOT);
        return switch (type) {
            case DATE -> "cast(date_trunc('" + name + "', cast({0} as timestamp)) as date)";
            case TIME -> "cast(date_trunc('" + name + "', cast({0} as interval)) as time)";
            case TIMESTAMP_WITH_TIME_ZONE -> "(date_trunc('" + name + "', {0} at time zone 'UTC') at time zone 'UTC')";
            default -> "date_trunc('" + name + "', {0})";
        };
    }

    private static String add(TimeUnit unit, SqlType type) {
        String interval =
                unit == TimeUnit.QUARTER ? "3 month" : "1 " + unit.name().toLowerCase(Locale.ROOT);
        String later = "(" + local("{0}", type) + " + {1} * interval '" + interval + "')";
        return switch (type) {
            case DATE -> "cast(" + later + " as date)";
            case TIMESTAMP_WITH_TIME_ZONE -> "(" + later + " at time zone 'UTC')";
            default -> later;
        };
    }

    private static String between(TimeUnit unit, SqlType type) {
        return switch (unit) {
            case YEAR -> months(12, type);
            case QUARTER -> months(3, type);
            case MONTH -> months(1, type);
            case WEEK -> type == SqlType.DATE ? "cast(({1} - {0}) / 7 as bigint)" : seconds("604800");
            case DAY -> type == SqlType.DATE ? "cast({1} - {0} as bigint)" : seconds("86400");
            case HOUR -> seconds("3600");
            case MINUTE -> seconds("60");
            case SECOND -> seconds("1");
            case MILLISECOND -> seconds("0.001");
            case MICROSECOND -> seconds("0.000001");
        };
    }

    private static String seconds(String unit) {
        return "cast(trunc(extract(epoch from ({1} - {0})) / " + unit + ") as bigint)";
    }

    private static String months(int months, SqlType type) {
        return "cast(trunc((" + position("{1}", type) + " - " + position("{0}", type) + ") / " + months * MONTH_SECONDS
                + ") as bigint)";
    }

    /** Seconds in a calendar whose months all have 32 days. */
    private static String position(String time, SqlType type) {
        String local = type == SqlType.DATE ? "cast(" + time + " as timestamp)" : local(time, type);
        return "((extract(year from " + local + ") * 12 + extract(month from " + local + ")) * " + MONTH_SECONDS
                + " + extract(day from " + local + ") * 86400 + extract(epoch from cast(" + local + " as time)))";
    }

    static String part(Node.DatePart part) {
        return switch (part) {
            case DAY_OF_WEEK -> "isodow";
            case DAY_OF_YEAR -> "doy";
            case MICROSECOND -> "microseconds";
            default -> part.name().toLowerCase(Locale.ROOT);
        };
    }
}
