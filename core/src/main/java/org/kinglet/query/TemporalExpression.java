// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Node.DatePart;
import org.kinglet.query.Node.TimeUnit;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.DataType;
import org.kinglet.schema.SqlType;

/** A date, a time or a point in time; of the latter the parts are those in UTC. */
public sealed class TemporalExpression<T> extends Expression<T> permits TemporalColumn, TemporalAggregate {
    TemporalExpression(Node node, DataType<T> type) {
        super(node, type);
    }

    public final NumberExpression<Integer> year() {
        return part(DatePart.YEAR);
    }

    /** 1 to 4. */
    public final NumberExpression<Integer> quarter() {
        return part(DatePart.QUARTER);
    }

    /** Of the ISO calendar, 1 to 53: the first has the year's first Thursday, and a week begins on Monday. */
    public final NumberExpression<Integer> week() {
        return part(DatePart.WEEK);
    }

    /** 1 for Monday to 7 for Sunday. */
    public final NumberExpression<Integer> dayOfWeek() {
        return part(DatePart.DAY_OF_WEEK);
    }

    /** 1 to 366. */
    public final NumberExpression<Integer> dayOfYear() {
        return part(DatePart.DAY_OF_YEAR);
    }

    /** 1 to 12. */
    public final NumberExpression<Integer> month() {
        return part(DatePart.MONTH);
    }

    /** Of the month, 1 to 31. */
    public final NumberExpression<Integer> day() {
        return part(DatePart.DAY);
    }

    public final NumberExpression<Integer> hour() {
        return part(DatePart.HOUR);
    }

    public final NumberExpression<Integer> minute() {
        return part(DatePart.MINUTE);
    }

    /** Whole seconds. */
    public final NumberExpression<Integer> second() {
        return part(DatePart.SECOND);
    }

    /** The microseconds of the second, 0 to 999999. */
    public final NumberExpression<Integer> microsecond() {
        return part(DatePart.MICROSECOND);
    }

    /** Whole seconds since 1970-01-01T00:00:00Z; a date or time without zone is taken as one of UTC. */
    public final NumberExpression<Long> epochSecond() {
        refuse(SqlType.TIME, "a time of day");
        return new NumberExpression<>(call(Builtin.EPOCH_SECOND, null), DataType.LONG);
    }

    /**
     * Cut to the beginning of the unit; weeks begin on Monday. In UTC, if it is a point in time.
     *
     * @param unit one of {@link java.time.temporal.ChronoUnit} from years to microseconds that the type has, or {@link
     *     java.time.temporal.IsoFields#QUARTER_YEARS}
     */
    public final TemporalExpression<T> truncatedTo(TemporalUnit unit) {
        return withNode(call(Builtin.TIME_TRUNCATE, unit(unit)));
    }

    /** Later by so many of the unit. A day of the month that there is not becomes the last of that month. */
    public final TemporalExpression<T> plus(long amount, TemporalUnit unit) {
        return withNode(call(Builtin.TIME_ADD, unit(unit), new Node.Parameter(amount, DataType.LONG.columnType())));
    }

    /** Later by so many of the unit, as in {@code plus(INVOICES.days, DAYS)}. */
    public final <N extends Number> TemporalExpression<T> plus(NumberExpression<N> amount, TemporalUnit unit) {
        if (!Casts.isInteger(amount.type().sqlType())) {
            throw new IllegalArgumentException("the amount " + amount + " is no integer; use asLong()");
        }
        return withNode(call(Builtin.TIME_ADD, unit(unit), amount.node()));
    }

    /** Later by a time that is counted in microseconds; a time of day goes on from midnight. */
    public final TemporalExpression<T> plus(Duration duration) {
        return plus(TimeUnits.micros(duration), ChronoUnit.MICROS);
    }

    /** First the months, then the days. */
    @SuppressWarnings("JavaPeriodGetDays") // the months were before
    public final TemporalExpression<T> plus(Period period) {
        TemporalExpression<T> later = this;
        if (period.toTotalMonths() != 0) later = later.plus(period.toTotalMonths(), ChronoUnit.MONTHS);
        return period.getDays() == 0 ? later : later.plus(period.getDays(), ChronoUnit.DAYS);
    }

    public final TemporalExpression<T> minus(long amount, TemporalUnit unit) {
        return plus(Math.negateExact(amount), unit);
    }

    public final <N extends Number> TemporalExpression<T> minus(NumberExpression<N> amount, TemporalUnit unit) {
        return plus(amount.negated(), unit);
    }

    public final TemporalExpression<T> minus(Duration duration) {
        return plus(duration.negated());
    }

    public final TemporalExpression<T> minus(Period period) {
        return plus(period.negated());
    }

    /** How many whole units there are until the other, negative if that is earlier. */
    public final NumberExpression<Long> until(Expression<T> end, TemporalUnit unit) {
        return new NumberExpression<>(call(Builtin.TIME_BETWEEN, unit(unit), end.node()), DataType.LONG);
    }

    public final NumberExpression<Long> until(T end, TemporalUnit unit) {
        return new NumberExpression<>(
                call(Builtin.TIME_BETWEEN, unit(unit), parameter(end, "until", "coalesce")), DataType.LONG);
    }

    /** The date, in UTC if it is a point in time. */
    public final TemporalExpression<LocalDate> date() {
        refuse(SqlType.TIME, "a time of day");
        return new TemporalExpression<>(call(Builtin.DATE_OF, null), DataType.LOCAL_DATE);
    }

    /** The time of day, in UTC if it is a point in time. */
    public final TemporalExpression<LocalTime> time() {
        refuse(SqlType.DATE, "a date");
        return new TemporalExpression<>(call(Builtin.TIME_OF, null), DataType.LOCAL_TIME);
    }

    private TimeUnit unit(TemporalUnit unit) {
        return TimeUnits.of(unit, type().sqlType());
    }

    private void refuse(SqlType kind, String what) {
        if (type().sqlType() == kind) throw new IllegalArgumentException(what + " has none: " + this);
    }

    private Node call(Builtin function, @Nullable TimeUnit unit, Node... more) {
        List<Node> arguments = new ArrayList<>();
        arguments.add(node());
        arguments.addAll(List.of(more));
        return new Node.Call(function, List.copyOf(arguments), ColumnType.of(type().sqlType()), unit);
    }

    @Override
    TemporalExpression<T> withNode(Node other) {
        return new TemporalExpression<>(other, type());
    }

    @Override
    public TemporalExpression<T> as(String alias) {
        return withNode(new Node.Aliased(node(), alias));
    }

    private NumberExpression<Integer> part(DatePart part) {
        boolean ofDate = part.compareTo(DatePart.HOUR) < 0;
        if (ofDate) refuse(SqlType.TIME, "a time of day");
        else refuse(SqlType.DATE, "a date");
        return new NumberExpression<>(new Node.Extract(part, node(), type().sqlType()), DataType.INTEGER);
    }
}
