// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kinglet.dialect.Renderer;
import org.kinglet.query.Builtin;
import org.kinglet.query.Node;
import org.kinglet.query.Node.TimeUnit;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SqlType;

/** The functions that mean the same everywhere, as templates of MySQL's and MariaDB's SQL. */
final class MysqlFunctions {
    private static final String DECIMAL = MysqlTypes.decimal(MysqlTypes.MAX_SCALE);
    /** From here on floating-point numbers are whole, and they may be more than a decimal holds. */
    private static final String WHOLE = "1e15";

    /** From year 0 to 1970. */
    private static final long EPOCH = 62_167_219_200L;

    private MysqlFunctions() {}

    static void write(Renderer to, Node.Call call, boolean mariaDb) {
        switch (call.function()) {
            case TRIM, TRIM_LEADING, TRIM_TRAILING -> trim(to, call);
            case TIME_TRUNCATE, TIME_ADD, TIME_BETWEEN, DATE_OF, TIME_OF, EPOCH_SECOND ->
                to.template(template(call, mariaDb), typed(call));
            default -> to.template(template(call, mariaDb), call.arguments());
        }
    }

    private static String template(Node.Call call, boolean mariaDb) {
        List<Node> arguments = call.arguments();
        SqlType type = call.type().kind();
        return switch (call.function()) {
            case COALESCE -> "coalesce({*})";
            case NULL_IF -> "nullif({*})";
            case GREATEST -> "greatest({*})";
            case LEAST -> "least({*})";
            case LOWER -> "lower({0})";
            case UPPER -> "upper({0})";
            case LENGTH -> "char_length({0})";
            case SUBSTRING -> "substring({*})";
            case TRIM -> "trim({0})";
            case TRIM_LEADING -> "ltrim({0})";
            case TRIM_TRAILING -> "rtrim({0})";
            case PAD_LEFT -> "lpad({*})";
            case PAD_RIGHT -> "rpad({*})";
            case LEFT -> "left({*})";
            case RIGHT -> "right({*})";
            case REPEAT -> "repeat({*})";
            case REPLACE -> "replace({*})";
            case REVERSE -> "reverse({0})";
            case POSITION -> "locate({1}, {0})";
            case REGEXP -> mariaDb ? "({0} regexp {1})" : "regexp_like({0}, {1}, 'c')";
            case REGEXP_IGNORE_CASE -> mariaDb ? "({0} regexp concat('(?i)', {1}))" : "regexp_like({0}, {1}, 'i')";
            case ADD -> "({0} + {1})";
            case SUBTRACT -> "({0} - {1})";
            case MULTIPLY -> "({0} * {1})";
            case DIVIDE -> divide(type);
            case REMAINDER -> "({0} % nullif({1}, 0))";
            case NEGATE -> "(- {0})";
            case BIT_AND -> "cast({0} & {1} as signed)";
            case BIT_OR -> "cast({0} | {1} as signed)";
            case BIT_XOR -> "cast({0} ^ {1} as signed)";
            case BIT_NOT -> "cast(~ {0} as signed)";
            case SHIFT_LEFT -> shiftLeft(type);
            case SHIFT_RIGHT -> "cast(if({0} < 0, ~ (~ {0} >> {1}), {0} >> {1}) as signed)";
            case ABS -> "abs({0})";
            case SIGN -> "sign({0})";
            case ROUND -> digits("round", type);
            case TRUNCATE -> isZero(arguments.get(1)) ? "truncate({0}, 0)" : digits("truncate", type);
            case FLOOR -> "floor({0})";
            case CEILING -> "ceiling({0})";
            case POWER -> "pow({0}, {1})";
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
            case RANDOM -> "rand()";
            case TO_DECIMAL -> "cast({0} as " + DECIMAL + ")";
            case DECIMAL_TO_TEXT ->
                "trim(trailing '.' from trim(trailing '0' from cast(cast({0} as " + DECIMAL + ") as char)))";
            case TIME_TRUNCATE -> truncate(unit(call), type);
            case TIME_ADD -> add(unit(call), type);
            case TIME_BETWEEN -> between(unit(call), type);
            case DATE_OF -> "date({0})";
            case TIME_OF -> "time({0})";
            case EPOCH_SECOND -> "(to_seconds({0}) - " + EPOCH + ")";
            case NOW -> "utc_timestamp(6)";
            case TODAY -> "utc_date()";
        };
    }

    private static boolean isZero(Node node) {
        return node instanceof Node.Parameter parameter && Integer.valueOf(0).equals(parameter.value());
    }

    /** What is a parameter otherwise is a text to functions of time. */
    private static List<Node> typed(Node.Call call) {
        List<Node> typed = new ArrayList<>();
        for (Node argument : call.arguments()) {
            boolean time = argument instanceof Node.Parameter parameter
                    && parameter.type().kind() == call.type().kind();
            typed.add(time ? new Node.Cast(argument, call.type()) : argument);
        }
        return typed;
    }

    /** The server's own takes a text away, not any of its characters; so several of these are a pattern. */
    private static void trim(Renderer to, Node.Call call) {
        if (call.arguments().size() == 1) {
            to.template(template(call, true), call.arguments());
            return;
        }
        String characters = String.valueOf(((Node.Parameter) call.arguments().get(1)).value());
        boolean leading = call.function() != Builtin.TRIM_TRAILING;
        boolean trailing = call.function() != Builtin.TRIM_LEADING;
        if (characters.codePointCount(0, characters.length()) == 1) {
            String where = leading && trailing ? "both" : leading ? "leading" : "trailing";
            to.template("trim(" + where + " {1} from {0})", call.arguments());
            return;
        }
        StringBuilder set = new StringBuilder("[");
        characters.codePoints().forEach(character -> set.append(String.format(Locale.ROOT, "\\x{%04X}", character)));
        set.append("]+");
        String pattern =
                (leading ? "\\A" + set : "") + (leading && trailing ? "|" : "") + (trailing ? set + "\\z" : "");
        ColumnType text = DataType.STRING.columnType();
        to.template(
                "regexp_replace({0}, {1}, '')",
                List.of(call.arguments().getFirst(), new Node.Parameter(pattern, text)));
    }

    private static String divide(SqlType type) {
        return switch (type) {
            case SMALLINT, INTEGER, BIGINT -> "({0} div nullif({1}, 0))";
            case DECIMAL -> "round(cast({0} as " + DECIMAL + ") / nullif({1}, 0), 20)";
            default -> "({0} / nullif({1}, 0))";
        };
    }

    /** Bits are those of a 64-bit number here: the sign of a shorter one is put in its place. */
    private static String shiftLeft(SqlType type) {
        return switch (type) {
            case SMALLINT -> "(cast(({0} << {1} & 65535) ^ 32768 as signed) - 32768)";
            case INTEGER -> "(cast(({0} << {1} & 4294967295) ^ 2147483648 as signed) - 2147483648)";
            default -> "cast({0} << {1} as signed)";
        };
    }

    /** Of a floating-point number as the decimal that it stands for. */
    private static String digits(String function, SqlType type) {
        if (type == SqlType.DECIMAL) return function + "({0}, {1})";
        return "(case when abs({0}) < " + WHOLE + " then (" + function + "(cast({0} as " + DECIMAL
                + "), {1}) * 1e0) else {0} end)";
    }

    private static TimeUnit unit(Node.Call call) {
        TimeUnit unit = call.unit();
        if (unit == null) throw new IllegalArgumentException(call.function() + " needs a unit");
        return unit;
    }

    private static String truncate(TimeUnit unit, SqlType type) {
        String target = " as " + MysqlTypes.cast(type) + ")";
        boolean time = type == SqlType.TIME;
        String day = time ? "" : "%Y-%m-%d ";
        String format = time ? "time_format" : "date_format";
        return switch (unit) {
            case YEAR -> "cast(date_format({0}, '%Y-01-01')" + target;
            case QUARTER -> "cast(makedate(year({0}), 1) + interval (quarter({0}) - 1) quarter" + target;
            case MONTH -> "cast(date_format({0}, '%Y-%m-01')" + target;
            case WEEK -> "cast(date({0}) - interval weekday({0}) day" + target;
            case DAY -> "cast(date({0})" + target;
            case HOUR -> "cast(" + format + "({0}, '" + day + "%H:00:00')" + target;
            case MINUTE -> "cast(" + format + "({0}, '" + day + "%H:%i:00')" + target;
            case SECOND -> "cast(" + format + "({0}, '" + day + "%H:%i:%s')" + target;
            case MILLISECOND ->
                "cast(" + dated("{0}", type) + " - interval (microsecond({0}) % 1000) microsecond" + target;
            case MICROSECOND -> "{0}";
        };
    }

    /** A time of day on some day, from which it can be counted. */
    private static String dated(String time, SqlType type) {
        return type == SqlType.TIME ? "timestamp('2000-01-01', " + time + ")" : time;
    }

    private static String add(TimeUnit unit, SqlType type) {
        String amount = unit == TimeUnit.MILLISECOND ? "({1} * 1000) microsecond" : "({1}) " + name(unit);
        return "cast(date_add(" + dated("{0}", type) + ", interval " + amount + ") as " + MysqlTypes.cast(type) + ")";
    }

    private static String between(TimeUnit unit, SqlType type) {
        boolean millis = unit == TimeUnit.MILLISECOND;
        String difference = "timestampdiff(" + (millis ? "microsecond" : name(unit)) + ", " + dated("{0}", type) + ", "
                + dated("{1}", type) + ")";
        return millis ? "(" + difference + " div 1000)" : difference;
    }

    private static String name(TimeUnit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    static String part(Node.DatePart part) {
        return switch (part) {
            case WEEK -> "weekofyear(";
            case DAY_OF_WEEK -> "(1 + weekday(";
            case DAY_OF_YEAR -> "dayofyear(";
            default -> part.name().toLowerCase(Locale.ROOT) + "(";
        };
    }
}
