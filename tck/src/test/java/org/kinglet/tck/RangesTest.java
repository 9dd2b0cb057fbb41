// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.ExpressionType.LOCAL_DATE;
import static org.kinglet.tck.model.Reservations.RESERVATIONS;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.IntegrityException;
import org.kinglet.Table;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.RangeExpression;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.Range;
import org.kinglet.schema.SqlType;
import org.kinglet.tck.model.Reservation;

/** Columns of ranges: PostgreSQL has them, and the others say that they have not. */
class RangesTest extends DatabaseTest {
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);

    private long may;
    private long june;
    private long never;

    @Override
    Table<?, ?>[] tables() {
        return target == TestDatabase.POSTGRESQL ? new Table<?, ?>[] {RESERVATIONS} : new Table<?, ?>[0];
    }

    @BeforeEach
    void reserve() {
        if (target != TestDatabase.POSTGRESQL) return;
        may = stored("a", Range.closedOpen(MAY, JUNE), Range.closed(1, 4));
        june = stored("b", Range.closedOpen(JUNE, JULY), Range.atLeast(3));
        never = stored("c", Range.empty(), Range.all());
    }

    private static void postgresql(TestDatabase target) {
        Assumptions.assumeTrue(target == TestDatabase.POSTGRESQL, "PostgreSQL has ranges");
    }

    private static long stored(String room, Range<LocalDate> days, Range<Integer> seats) {
        Reservation made = new Reservation();
        made.room = room;
        made.days = days;
        made.seats = seats;
        made.save();
        return made.id;
    }

    private static List<Long> ids(Condition condition) {
        return RESERVATIONS
                .values(RESERVATIONS.id)
                .where(condition)
                .orderBy(RESERVATIONS.id)
                .list();
    }

    private <T> @Nullable T ofMay(Expression<T> expression) {
        Expression<T> named = expression.as("it");
        return RESERVATIONS.select(named).where(RESERVATIONS.id.eq(may)).get().get(named);
    }

    @Test
    void refusedElsewhere() {
        Assumptions.assumeFalse(target == TestDatabase.POSTGRESQL, "PostgreSQL has them");
        assertThatThrownBy(() -> db.createTables(RESERVATIONS))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("has no ranges")
                .hasMessageContaining("two columns");
        assertThatThrownBy(() -> db.list(RESERVATIONS.select().where(RESERVATIONS.days.contains(MAY))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("has no ranges");
    }

    @Test
    void whatIsSavedIsRead() {
        postgresql(target);
        Reservation made = new Reservation();
        made.days = Range.closed(LocalDate.of(-43, 3, 15), LocalDate.of(12026, 2, 28));
        made.seats = Range.open(Integer.MIN_VALUE, Integer.MAX_VALUE);
        made.numbers = Range.atMost(Long.MAX_VALUE - 1);
        made.price = Range.openClosed(new BigDecimal("-1E+20"), new BigDecimal("12.3400"));
        made.open = Range.open(LocalDateTime.of(2026, 1, 1, 0, 0, 0, 123_456_789), LocalDateTime.of(2026, 1, 2, 3, 4));
        made.entry = Range.greaterThan(Instant.parse("0001-01-01T00:00:00.5Z"));
        made.save();
        Reservation read = RESERVATIONS.getById(made.id);
        assertThat(read.days).isEqualTo(made.days);
        assertThat(read.days.upper()).isEqualTo(LocalDate.of(12026, 3, 1));
        assertThat(read.seats).isEqualTo(made.seats);
        assertThat(read.numbers).isEqualTo(made.numbers);
        assertThat(read.price).isEqualTo(made.price);
        assertThat(read.open).isEqualTo(made.open);
        assertThat(Objects.requireNonNull(read.open).lower())
                .isEqualTo(LocalDateTime.parse("2026-01-01T00:00:00.123456"));
        assertThat(read.entry).isEqualTo(made.entry);
        assertThat(read.dirtyColumns()).isEmpty();
        read.days = Range.closedOpen(LocalDate.of(-43, 3, 15), LocalDate.of(12026, 3, 1));
        assertThat(read.dirtyColumns()).isEmpty();
        read.open = null;
        read.entry = Range.lessThan(Instant.EPOCH);
        read.save();
        assertThat(RESERVATIONS.getById(made.id).open).isNull();
        assertThat(RESERVATIONS.getById(made.id).entry).isEqualTo(Range.lessThan(Instant.EPOCH));
        assertThat(RESERVATIONS.getById(never).days.isEmpty()).isTrue();
        assertThat(RESERVATIONS.getById(never).seats).isEqualTo(Range.all());
    }

    @Test
    void inBulk() {
        postgresql(target);
        List<Reservation> many = RESERVATIONS.select().orderBy(RESERVATIONS.id).list();
        for (Reservation each : many) each.numbers = Range.closed(each.id, each.id + 1);
        RESERVATIONS.bulkUpdate(many, List.of(RESERVATIONS.numbers));
        assertThat(ids(RESERVATIONS.numbers.eq(Range.closedOpen(june, june + 2))))
                .containsExactly(june);
        RESERVATIONS.delete().all().execute();
        List<Reservation> fresh = many.stream()
                .map(each -> {
                    Reservation copy = new Reservation();
                    copy.numbers = each.numbers;
                    return copy;
                })
                .toList();
        RESERVATIONS.bulkCreate(fresh);
        assertThat(RESERVATIONS
                        .values(RESERVATIONS.numbers)
                        .orderBy(RESERVATIONS.numbers)
                        .list())
                .containsExactly(
                        Range.closed(may, may + 1), Range.closed(june, june + 1), Range.closed(never, never + 1));
    }

    @Test
    void whatIsIn() {
        postgresql(target);
        Range<LocalDate> weeks = Range.closed(MAY.plusDays(3), MAY.plusDays(17));
        assertThat(ids(RESERVATIONS.days.contains(JUNE))).containsExactly(june);
        assertThat(ids(RESERVATIONS.days.contains(JUNE.minusDays(1)))).containsExactly(may);
        assertThat(ids(RESERVATIONS.days.contains(weeks))).containsExactly(may);
        assertThat(ids(RESERVATIONS.days.contains(RESERVATIONS.booked))).isEmpty();
        assertThat(ids(RESERVATIONS.days.contains(RESERVATIONS.days))).containsExactly(may, june, never);
        assertThat(ids(RESERVATIONS.days.containedBy(Range.lessThan(JUNE)))).containsExactly(may, never);
        assertThat(ids(RESERVATIONS.days.overlaps(Range.closed(JUNE.minusDays(1), JUNE))))
                .containsExactly(may, june);
        assertThat(ids(RESERVATIONS.days.isBefore(Range.atLeast(JUNE)))).containsExactly(may);
        assertThat(ids(RESERVATIONS.days.isAfter(Range.lessThan(JUNE)))).containsExactly(june);
        assertThat(ids(RESERVATIONS.days.isAdjacentTo(Range.atLeast(JUNE)))).containsExactly(may);
        assertThat(ids(RESERVATIONS.days.endsNoLaterThan(weeks))).isEmpty();
        assertThat(ids(RESERVATIONS.days.startsNoEarlierThan(weeks))).containsExactly(june);
        assertThat(ids(RESERVATIONS.days.isEmpty())).containsExactly(never);
        assertThat(ids(RESERVATIONS.seats.contains(2))).containsExactly(may, never);
        assertThat(ids(RESERVATIONS.seats.isUpperUnbounded().and(RESERVATIONS.seats.isLowerInclusive())))
                .containsExactly(june);
        assertThat(ids(RESERVATIONS.seats.isLowerUnbounded())).containsExactly(never);
        assertThat(ids(RESERVATIONS.seats.isUpperInclusive())).isEmpty();
        assertThat(ids(RESERVATIONS.days.eq(Range.empty()))).containsExactly(never);
        assertThat(ids(RESERVATIONS.days.in(Range.closedOpen(MAY, JUNE), Range.empty())))
                .containsExactly(may, never);
        assertThat(ids(RESERVATIONS.open.isNull())).hasSize(3);
        assertThat(ids(RESERVATIONS.open.contains(LocalDateTime.MIN.withYear(1))))
                .isEmpty();
        assertThat(ids(RESERVATIONS.entry.contains(Instant.EPOCH).isNull())).hasSize(3);
        assertThat(ids(RESERVATIONS.price.contains(BigDecimal.ONE).not())).hasSize(3);
    }

    @Test
    void whatIsMadeOfThem() {
        postgresql(target);
        Range<LocalDate> second = Range.closedOpen(JUNE, JULY);
        assertThat(ofMay(RESERVATIONS.days.union(second))).isEqualTo(Range.closedOpen(MAY, JULY));
        assertThat(ofMay(RESERVATIONS.days.span(Range.closedOpen(JULY, JULY.plusDays(1)))))
                .isEqualTo(Range.closed(MAY, JULY));
        assertThat(ofMay(RESERVATIONS.days.intersection(Range.atLeast(MAY.plusDays(20)))))
                .isEqualTo(Range.closedOpen(MAY.plusDays(20), JUNE));
        assertThat(ofMay(RESERVATIONS.days.minus(Range.lessThan(MAY.plusDays(1)))))
                .isEqualTo(Range.closedOpen(MAY.plusDays(1), JUNE));
        assertThat(ofMay(RESERVATIONS.days.intersection(second))).isEqualTo(Range.empty());
        assertThat(ofMay(RESERVATIONS.days.lower())).isEqualTo(MAY);
        assertThat(ofMay(RESERVATIONS.days.upper(LOCAL_DATE).month())).isEqualTo(6);
        assertThat(ofMay(RESERVATIONS.numbers.lower())).isNull();
        RangeExpression<LocalDate> toPay = RangeExpression.closedOpen(RESERVATIONS.booked, RESERVATIONS.paid);
        assertThat(ofMay(toPay)).isEqualTo(Range.closedOpen(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31)));
        assertThat(ids(toPay.overlaps(RESERVATIONS.days))).isEmpty();
        assertThat(ofMay(RESERVATIONS.days.span(toPay).lower())).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThatThrownBy(() -> ofMay(RESERVATIONS.days.union(Range.atLeast(JULY))))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> ofMay(RESERVATIONS.days.minus(Range.closed(MAY.plusDays(1), MAY.plusDays(2)))))
                .isInstanceOf(DatabaseException.class);
        RESERVATIONS
                .update(RESERVATIONS.days.set(RESERVATIONS.days.intersection(Range.atLeast(MAY.plusDays(2)))))
                .where(RESERVATIONS.id.eq(may))
                .execute();
        assertThat(RESERVATIONS.getById(may).days).isEqualTo(Range.closedOpen(MAY.plusDays(2), JUNE));
    }

    @Test
    void theDatabaseKnowsThem() {
        postgresql(target);
        LiveTable live = db.schema().table("reservations").orElseThrow();
        assertThat(live.columns())
                .filteredOn(column ->
                        column.columnType() != null && column.columnType().kind() == SqlType.RANGE)
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly(
                        "days daterange",
                        "seats int4range",
                        "numbers int8range",
                        "price numrange",
                        "open tsrange",
                        "entry tstzrange");
        assertThat(live.columns())
                .filteredOn(column -> column.name().equals("days"))
                .allMatch(column ->
                        ColumnType.rangeOf(ColumnType.of(SqlType.DATE)).equals(column.columnType()));
        assertThat(live.indexes()).anyMatch(index -> "gist".equals(index.method()));
        assertThat(db.schema().diff(RESERVATIONS).differences()).isEmpty();
        db.sql("alter table reservations alter numbers type numrange using numrange(lower(numbers), upper(numbers))");
        assertThat(db.schema().diff(RESERVATIONS).differences()).hasSize(1);
    }

    @Test
    void whatOverlapsCanBeExcluded() {
        postgresql(target);
        db.sql("alter table reservations add exclude using gist (days with &&)");
        stored("d", Range.empty(), Range.all());
        assertThatThrownBy(() -> stored("d", Range.closed(JUNE.minusDays(2), JUNE), Range.all()))
                .isInstanceOf(IntegrityException.class);
    }

    @Test
    void whatJavaCannotReadIsSaid() {
        postgresql(target);
        db.sql("update reservations set days = '[2026-01-01,infinity)' where id = ?", may);
        assertThatThrownBy(() -> RESERVATIONS.getById(may))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("days")
                .hasMessageContaining("Range<LocalDate>");
    }
}
