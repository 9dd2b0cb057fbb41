// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.query.Functions.coalesce;
import static org.kinglet.query.Functions.greatest;
import static org.kinglet.query.Functions.least;
import static org.kinglet.query.Functions.nullIf;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Condition;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.TemporalExpression;
import org.kinglet.query.TextExpression;
import org.kinglet.tck.model.Specimen;

/** Makes expressions by chance, of numbers, texts, times and conditions, each over the others. */
final class RandomExpressions {
    private static final int DEPTH = 4;
    private static final List<Integer> NUMBERS = List.of(0, 1, -1, 2, 3, 10, -7, 1000, Integer.MAX_VALUE);
    private static final List<String> TEXTS = List.of("", "a", "B", "%", "\\", "'", "😀", "é", "x y", "NULL");
    private static final List<String> PATTERNS =
            List.of("%", "_", "a%", "%b", "%a%", "_b_", "\\%", "%\\\\%", "%\\_%", "%É%", "%[%", "😀%", "\\");
    private static final List<ChronoUnit> UNITS = List.of(
            ChronoUnit.YEARS,
            ChronoUnit.MONTHS,
            ChronoUnit.WEEKS,
            ChronoUnit.DAYS,
            ChronoUnit.HOURS,
            ChronoUnit.SECONDS,
            ChronoUnit.MICROS);

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    /** One that has a value of its type for each of the rows. */
    RandomExpression<?> next(List<Specimen> rows) {
        while (true) {
            RandomExpression<?> made = switch (random.nextInt(4)) {
                case 0 -> number(DEPTH).made();
                case 1 -> text(DEPTH).made();
                case 2 -> time(DEPTH).made();
                default -> condition(DEPTH).made();
            };
            try {
                for (Specimen row : rows) made.of(row);
                return made;
            } catch (ArithmeticException tooLarge) {
                // another one: where too large is noticed differs between databases
            }
        }
    }

    private record Number(NumberExpression<Integer> sql, RandomExpression<Integer> made) {}

    private record Text(TextExpression sql, RandomExpression<String> made) {}

    private record Time(TemporalExpression<LocalDateTime> sql, RandomExpression<LocalDateTime> made) {}

    private record Truth(Condition sql, RandomExpression<Boolean> made) {}

    private Number number(int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            if (random.nextBoolean()) return number(SPECIMENS.anInt, Specimen::anInt, "anInt");
            int constant = pick(NUMBERS);
            return number(value(constant), row -> constant, "" + constant);
        }
        Number a = number(depth - 1);
        Number b = number(depth - 1);
        int bits = random.nextInt(32);
        return switch (random.nextInt(26)) {
            case 0 -> two("plus", a.sql.plus(b.sql), Math::addExact, a, b);
            case 1 -> two("minus", a.sql.minus(b.sql), Math::subtractExact, a, b);
            case 2 -> two("times", a.sql.times(b.sql), Math::multiplyExact, a, b);
            case 3 -> two("dividedBy", a.sql.dividedBy(b.sql), (x, y) -> y == 0 ? null : Math.divideExact(x, y), a, b);
            case 4 -> two("modulo", a.sql.modulo(b.sql), (x, y) -> y == 0 ? null : x % y, a, b);
            case 5 -> one("negated", a.sql.negated(), Math::negateExact, a.made);
            case 6 -> one("abs", a.sql.abs(), Math::absExact, a.made);
            case 7 -> one("sign", a.sql.sign(), Integer::signum, a.made);
            case 8 -> two("bitAnd", a.sql.bitAnd(b.sql), (x, y) -> x & y, a, b);
            case 9 -> two("bitOr", a.sql.bitOr(b.sql), (x, y) -> x | y, a, b);
            case 10 -> two("bitXor", a.sql.bitXor(b.sql), (x, y) -> x ^ y, a, b);
            case 11 -> one("bitNot", a.sql.bitNot(), x -> ~x, a.made);
            case 12 -> one("<< " + bits, a.sql.shiftLeft(bits), x -> x << bits, a.made);
            case 13 -> one(">> " + bits, a.sql.shiftRight(bits), x -> x >> bits, a.made);
            case 14 -> two("greatest", greatest(a.sql, b.sql), Math::max, a, b);
            case 15 -> two("least", least(a.sql, b.sql), Math::min, a, b);
            case 16 -> {
                Text text = text(depth - 1);
                yield one("length", text.sql.length(), x -> x.codePointCount(0, x.length()), text.made);
            }
            case 17 -> {
                Text text = text(depth - 1);
                String part = pick(TEXTS);
                yield one("position " + part, text.sql.position(part), x -> position(x, part), text.made);
            }
            case 18 -> {
                Time time = time(depth - 1);
                yield switch (random.nextInt(6)) {
                    case 0 -> one("year", time.sql.year(), LocalDateTime::getYear, time.made);
                    case 1 -> one("quarter", time.sql.quarter(), x -> x.get(IsoFields.QUARTER_OF_YEAR), time.made);
                    case 2 -> one("week", time.sql.week(), x -> x.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), time.made);
                    case 3 ->
                        one(
                                "dayOfWeek",
                                time.sql.dayOfWeek(),
                                x -> x.getDayOfWeek().getValue(),
                                time.made);
                    case 4 -> one("second", time.sql.second(), LocalDateTime::getSecond, time.made);
                    default ->
                        one("microsecond", time.sql.microsecond(), x -> x.get(ChronoField.MICRO_OF_SECOND), time.made);
                };
            }
            case 19, 20 -> {
                Truth truth = condition(depth - 1);
                yield number(
                        caseWhen(truth.sql, a.sql).otherwise(b.sql),
                        row -> either(truth.made.of(row), a.made.of(row), b.made.of(row)),
                        "case",
                        truth.made,
                        a.made,
                        b.made);
            }
            case 21, 22 ->
                number(
                        coalesce(a.sql, b.sql),
                        row -> first(a.made.of(row), b.made.of(row)),
                        "coalesce",
                        a.made,
                        b.made);
            default ->
                number(
                        nullIf(a.sql, b.sql),
                        row -> different(a.made.of(row), b.made.of(row)),
                        "nullIf",
                        a.made,
                        b.made);
        };
    }

    private Text text(int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            if (random.nextBoolean()) return text(SPECIMENS.text, Specimen::text, "text");
            String constant = pick(TEXTS);
            return text(value(constant), row -> constant, '"' + constant + '"');
        }
        Text a = text(depth - 1);
        Text b = text(depth - 1);
        int n = random.nextInt(5);
        String some = pick(TEXTS);
        String fill = some.isEmpty() ? "ab" : some;
        return switch (random.nextInt(18)) {
            case 0, 1, 2 ->
                text(
                        a.sql.concat(b.sql),
                        row -> both(a.made.of(row), b.made.of(row), String::concat),
                        "concat",
                        a.made,
                        b.made);
            case 3 -> text("lower", a.sql.lower(), x -> letters(x, false), a);
            case 4 -> text("upper", a.sql.upper(), x -> letters(x, true), a);
            case 5 -> text("substring " + (n + 1), a.sql.substring(n + 1), x -> part(x, n, 1000), a);
            case 6 -> text("substring 2 " + n, a.sql.substring(2, n), x -> part(x, 1, n), a);
            case 7 -> text("left " + n, a.sql.left(n), x -> part(x, 0, n), a);
            case 8 -> text("right " + n, a.sql.right(n), x -> part(x, Math.max(0, count(x) - n), n), a);
            case 9 -> text("trim", a.sql.trim(), x -> trimmed(x, " "), a);
            case 10 -> text("trim " + fill, a.sql.trim(fill), x -> trimmed(x, fill), a);
            case 11 ->
                text("replace " + some, a.sql.replace(some, "é'"), x -> some.isEmpty() ? x : x.replace(some, "é'"), a);
            case 12 ->
                text(
                        "reverse",
                        a.sql.reverse(),
                        x -> new StringBuilder(x).reverse().toString(),
                        a);
            case 13 -> text("padLeft " + n + fill, a.sql.padLeft(n, fill), x -> padded(x, n, fill), a);
            case 14 -> text("repeat " + n, a.sql.repeat(n), x -> x.repeat(n), a);
            case 15 -> {
                Truth truth = condition(depth - 1);
                yield text(
                        caseWhen(truth.sql, a.sql).otherwise(b.sql),
                        row -> either(truth.made.of(row), a.made.of(row), b.made.of(row)),
                        "case",
                        truth.made,
                        a.made,
                        b.made);
            }
            case 16 ->
                text(coalesce(a.sql, b.sql), row -> first(a.made.of(row), b.made.of(row)), "coalesce", a.made, b.made);
            default ->
                text(nullIf(a.sql, b.sql), row -> different(a.made.of(row), b.made.of(row)), "nullIf", a.made, b.made);
        };
    }

    private Time time(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return time(SPECIMENS.dateTime, Specimen::dateTime, "dateTime");
        }
        Time a = time(depth - 1);
        ChronoUnit unit = pick(UNITS);
        int n = random.nextInt(200) - 100;
        return switch (random.nextInt(4)) {
            case 0, 1 ->
                time(a.sql.plus(n, unit), row -> map(a.made.of(row), x -> x.plus(n, unit)), "plus " + n + unit, a.made);
            case 2 ->
                time(a.sql.truncatedTo(unit), row -> map(a.made.of(row), x -> cut(x, unit)), "cut to " + unit, a.made);
            default -> {
                Time b = time(depth - 1);
                yield time(
                        coalesce(a.sql, b.sql),
                        row -> first(a.made.of(row), b.made.of(row)),
                        "coalesce",
                        a.made,
                        b.made);
            }
        };
    }

    private Truth condition(int depth) {
        if (depth == 0) return truth(SPECIMENS.aBoolean, Specimen::aBoolean, "aBoolean");
        switch (random.nextInt(4)) {
            case 0:
                return ofNumbers(number(depth - 1), number(depth - 1));
            case 1:
                return ofTexts(text(depth - 1), text(depth - 1));
            default:
                return ofConditions(condition(depth - 1), condition(depth - 1));
        }
    }

    private Truth ofNumbers(Number a, Number b) {
        return switch (random.nextInt(8)) {
            case 0 -> compared("<", a.sql.lt(b.sql), a.made, b.made, (x, y) -> x < y);
            case 1 -> compared(">=", a.sql.ge(b.sql), a.made, b.made, (x, y) -> x >= y);
            case 2 -> compared("=", a.sql.eq(b.sql), a.made, b.made, Integer::equals);
            case 3 ->
                truth(
                        a.sql.isDistinctFrom(b.sql),
                        row -> !Objects.equals(a.made.of(row), b.made.of(row)),
                        "distinct",
                        a.made,
                        b.made);
            case 4 -> compared("in", a.sql.in(b.sql, a.sql), a.made, b.made, (x, y) -> true, true);
            case 5 -> compared("between", a.sql.between(b.sql, b.sql), a.made, b.made, Integer::equals);
            case 6 -> truth(a.sql.isNull(), row -> a.made.of(row) == null, "isNull", a.made);
            default -> compared("notIn", a.sql.notIn(1, 7, -7), a.made, a.made, (x, y) -> x != 1 && x != 7 && x != -7);
        };
    }

    private Truth ofTexts(Text a, Text b) {
        String pattern = pick(PATTERNS);
        return switch (random.nextInt(9)) {
            case 0 -> compared("=", a.sql.eq(b.sql), a.made, b.made, String::equals);
            case 1 -> compared("<>", a.sql.ne(b.sql), a.made, b.made, (x, y) -> !x.equals(y));
            case 2 -> compared("contains", a.sql.contains(b.sql), a.made, b.made, String::contains);
            case 3 -> compared("startsWith", a.sql.startsWith(b.sql), a.made, b.made, String::startsWith);
            case 4 -> compared("endsWith", a.sql.endsWith(b.sql), a.made, b.made, String::endsWith);
            case 5 -> compared("like " + pattern, a.sql.like(pattern), a.made, a.made, (x, y) -> like(x, pattern));
            case 6 -> compared("like", a.sql.like(value(pattern)), a.made, a.made, (x, y) -> like(x, pattern));
            case 7 ->
                compared(
                        "ilike " + pattern,
                        a.sql.ilike(pattern),
                        a.made,
                        a.made,
                        (x, y) -> like(letters(x, false), letters(pattern, false)));
            default ->
                truth(
                        a.sql.isNotDistinctFrom(b.sql),
                        row -> Objects.equals(a.made.of(row), b.made.of(row)),
                        "same",
                        a.made,
                        b.made);
        };
    }

    private Truth ofConditions(Truth a, Truth b) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> truth(a.sql.and(b.sql), row -> and(a.made.of(row), b.made.of(row)), "and", a.made, b.made);
            case 2, 3 ->
                truth(a.sql.or(b.sql), row -> not(and(not(a.made.of(row)), not(b.made.of(row)))), "or", a.made, b.made);
            case 4 -> truth(a.sql.not(), row -> not(a.made.of(row)), "not", a.made);
            case 5 -> compared("xor", a.sql.xor(b.sql), a.made, b.made, (x, y) -> x ^ y);
            case 6 -> truth(a.sql.isTrue(), row -> Boolean.TRUE.equals(a.made.of(row)), "isTrue", a.made);
            case 7 -> truth(a.sql.isNotFalse(), row -> !Boolean.FALSE.equals(a.made.of(row)), "isNotFalse", a.made);
            default -> truth(a.sql.isUnknown(), row -> a.made.of(row) == null, "isUnknown", a.made);
        };
    }

    private static Number number(
            NumberExpression<Integer> sql,
            Function<Specimen, @Nullable Integer> java,
            String name,
            RandomExpression<?>... parts) {
        return new Number(sql, new RandomExpression<>(sql, java, described(name, parts), List.of(parts)));
    }

    private static <A> Number one(
            String name, NumberExpression<Integer> sql, Function<A, @Nullable Integer> java, RandomExpression<A> part) {
        return number(sql, row -> map(part.of(row), java), name, part);
    }

    private static Number two(
            String name,
            NumberExpression<Integer> sql,
            BiFunction<Integer, Integer, @Nullable Integer> java,
            Number a,
            Number b) {
        return number(sql, row -> both(a.made.of(row), b.made.of(row), java), name, a.made, b.made);
    }

    private static Text text(
            TextExpression sql, Function<Specimen, @Nullable String> java, String name, RandomExpression<?>... parts) {
        return new Text(sql, new RandomExpression<>(sql, java, described(name, parts), List.of(parts)));
    }

    private static Text text(String name, TextExpression sql, Function<String, @Nullable String> java, Text part) {
        return text(sql, row -> map(part.made.of(row), java), name, part.made);
    }

    private static Time time(
            TemporalExpression<LocalDateTime> sql,
            Function<Specimen, @Nullable LocalDateTime> java,
            String name,
            RandomExpression<?>... parts) {
        return new Time(sql, new RandomExpression<>(sql, java, described(name, parts), List.of(parts)));
    }

    private static Truth truth(
            Condition sql, Function<Specimen, @Nullable Boolean> java, String name, RandomExpression<?>... parts) {
        return new Truth(sql, new RandomExpression<>(sql, java, described(name, parts), List.of(parts)));
    }

    private static <A> Truth compared(
            String name,
            Condition sql,
            RandomExpression<A> a,
            RandomExpression<A> b,
            BiFunction<A, A, @Nullable Boolean> java) {
        return truth(sql, row -> both(a.of(row), b.of(row), java), name, a, b);
    }

    /** Where only the first has to be there. */
    private static <A> Truth compared(
            String name,
            Condition sql,
            RandomExpression<A> a,
            RandomExpression<A> b,
            BiFunction<A, @Nullable A, @Nullable Boolean> java,
            boolean firstOnly) {
        return truth(
                sql,
                row -> {
                    A first = a.of(row);
                    A second = b.of(row);
                    return first == null && firstOnly ? null : java.apply(first, second);
                },
                name,
                a,
                b);
    }

    private static String described(String name, RandomExpression<?>... parts) {
        StringBuilder text = new StringBuilder(name);
        String separator = "(";
        for (RandomExpression<?> part : parts) {
            text.append(separator).append(part.text());
            separator = ", ";
        }
        return parts.length == 0 ? name : text.append(')').toString();
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static <A, B> @Nullable B map(@Nullable A value, Function<A, @Nullable B> function) {
        return value == null ? null : function.apply(value);
    }

    private static <A, B, C> @Nullable C both(@Nullable A a, @Nullable B b, BiFunction<A, B, @Nullable C> function) {
        return a == null || b == null ? null : function.apply(a, b);
    }

    private static <T> @Nullable T either(@Nullable Boolean truth, @Nullable T a, @Nullable T b) {
        return Boolean.TRUE.equals(truth) ? a : b;
    }

    private static <T> @Nullable T first(@Nullable T a, @Nullable T b) {
        return a == null ? b : a;
    }

    private static <T> @Nullable T different(@Nullable T a, @Nullable T b) {
        return a != null && a.equals(b) ? null : a;
    }

    private static @Nullable Boolean not(@Nullable Boolean a) {
        return a == null ? null : !a;
    }

    private static @Nullable Boolean and(@Nullable Boolean a, @Nullable Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) return false;
        return a == null || b == null ? null : true;
    }

    private static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int position(String text, String part) {
        int at = text.indexOf(part);
        return at < 0 ? 0 : text.codePointCount(0, at) + 1;
    }

    private static String letters(String text, boolean upper) {
        StringBuilder letters = new StringBuilder();
        text.codePoints()
                .map(c -> upper ? Character.toUpperCase(c) : Character.toLowerCase(c))
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private static String part(String text, int from, int length) {
        StringBuilder part = new StringBuilder();
        text.codePoints().skip(from).limit(length).forEach(part::appendCodePoint);
        return part.toString();
    }

    private static String trimmed(String text, String characters) {
        int[] all = text.codePoints().toArray();
        int from = 0;
        int to = all.length;
        while (from < to && characters.indexOf(all[from]) >= 0) from++;
        while (to > from && characters.indexOf(all[to - 1]) >= 0) to--;
        return new String(all, from, to - from);
    }

    private static String padded(String text, int length, String fill) {
        int missing = length - count(text);
        return missing <= 0 ? part(text, 0, length) : part(fill.repeat(missing), 0, missing) + text;
    }

    private static boolean like(String text, String pattern) {
        StringBuilder regex = new StringBuilder();
        int[] all = pattern.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '%') regex.append(".*");
            else if (all[i] == '_') regex.append('.');
            else {
                if (all[i] == '\\' && i + 1 < all.length) i++;
                regex.append(Pattern.quote(Character.toString(all[i])));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    private static LocalDateTime cut(LocalDateTime time, ChronoUnit unit) {
        LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        return switch (unit) {
            case YEARS -> day.withDayOfYear(1);
            case MONTHS -> day.withDayOfMonth(1);
            case WEEKS -> day.with(ChronoField.DAY_OF_WEEK, 1);
            default -> time.truncatedTo(unit);
        };
    }
}
