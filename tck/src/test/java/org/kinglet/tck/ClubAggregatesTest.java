// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.avg;
import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.countDistinct;
import static org.kinglet.query.Functions.currentRow;
import static org.kinglet.query.Functions.denseRank;
import static org.kinglet.query.Functions.lag;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.min;
import static org.kinglet.query.Functions.ntile;
import static org.kinglet.query.Functions.preceding;
import static org.kinglet.query.Functions.rank;
import static org.kinglet.query.Functions.rowNumber;
import static org.kinglet.query.Functions.sum;
import static org.kinglet.query.Functions.value;
import static org.kinglet.query.Functions.window;
import static org.kinglet.query.GroupingSets.rollup;
import static org.kinglet.tck.club.Bookings.BOOKINGS;
import static org.kinglet.tck.club.Club.COST;
import static org.kinglet.tck.club.Club.cost;
import static org.kinglet.tck.club.Facilities.FACILITIES;
import static org.kinglet.tck.club.Members.MEMBERS;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.kinglet.query.QueryTable;
import org.kinglet.query.Row;
import org.kinglet.query.Select;

/** Groups, totals and windows. */
class ClubAggregatesTest extends ClubDatabaseTest {
    private static final String BOOKED =
            " from bookings b join facilities f on f.id = b.facility_id join members m on m.id = b.member_id ";

    private static Select<Row> booked(org.kinglet.query.Selection... selections) {
        return BOOKINGS.select(selections).join(BOOKINGS.facility).join(BOOKINGS.member);
    }

    @Test
    void howManyFacilities() {
        same(FACILITIES.values(count()), "select count(*) from facilities");
    }

    @Test
    void howManyExpensiveOnes() {
        same(
                FACILITIES.values(count()).where(FACILITIES.guestCost.ge(BigDecimal.TEN)),
                "select count(*) from facilities where 0 + guest_cost >= 10");
    }

    @Test
    void howManyEachMemberHasRecommended() {
        same(
                MEMBERS.select(MEMBERS.recommendedBy.key(), count())
                        .where(MEMBERS.recommendedBy.isNotNull())
                        .groupBy(MEMBERS.recommendedBy.key())
                        .orderBy(MEMBERS.recommendedBy.key()),
                "select recommended_by_id, count(*) from members where recommended_by_id is not null"
                        + " group by recommended_by_id order by recommended_by_id");
    }

    @Test
    void slotsOfEachFacility() {
        same(
                BOOKINGS.select(BOOKINGS.facility.key(), sum(BOOKINGS.slots))
                        .groupBy(BOOKINGS.facility.key())
                        .orderBy(BOOKINGS.facility.key()),
                "select facility_id, sum(slots) from bookings group by facility_id order by facility_id");
    }

    @Test
    void slotsOfEachFacilityInAMonth() {
        var slots = sum(BOOKINGS.slots);
        same(
                BOOKINGS.select(BOOKINGS.facility.key(), slots.as("slots"))
                        .where(
                                BOOKINGS.starts.ge(LocalDateTime.of(2012, 8, 1, 0, 0)),
                                BOOKINGS.starts.lt(LocalDateTime.of(2012, 9, 1, 0, 0)))
                        .groupBy(BOOKINGS.facility.key())
                        .orderBy(slots, BOOKINGS.facility.key()),
                "select facility_id, sum(slots) as slots from bookings where starts >= '2012-08-01' and starts < '2012-09-01'"
                        + " group by facility_id order by slots, facility_id");
    }

    @Test
    void slotsOfEachFacilityAndMonth() {
        var month = BOOKINGS.starts.month();
        same(
                BOOKINGS.select(BOOKINGS.facility.key(), month.as("month"), sum(BOOKINGS.slots))
                        .groupBy(BOOKINGS.facility.key(), month)
                        .orderBy(BOOKINGS.facility.key(), month),
                "select facility_id, cast(strftime('%m', starts) as integer) as month, sum(slots) from bookings"
                        + " group by facility_id, month order by facility_id, month",
                "select facility_id, extract(month from starts) as month, sum(slots) from bookings"
                        + " group by facility_id, month order by facility_id, month",
                "select facility_id, month(starts) as month, sum(slots) from bookings"
                        + " group by facility_id, month order by facility_id, month");
    }

    @Test
    void howManyMembersHaveBooked() {
        same(BOOKINGS.values(countDistinct(BOOKINGS.member.key())), "select count(distinct member_id) from bookings");
    }

    @Test
    void facilitiesWithManySlots() {
        same(
                BOOKINGS.select(FACILITIES.name, sum(BOOKINGS.slots))
                        .join(BOOKINGS.facility)
                        .groupBy(FACILITIES.name)
                        .having(sum(BOOKINGS.slots).gt(40))
                        .orderBy(FACILITIES.name),
                "select f.name, sum(b.slots) from bookings b join facilities f on f.id = b.facility_id group by f.name"
                        + " having sum(b.slots) > 40 order by f.name");
    }

    @Test
    void revenueOfEachFacility() {
        same(
                booked(FACILITIES.name, sum(cost()).as("revenue"))
                        .groupBy(FACILITIES.name)
                        .orderBy(sum(cost()), FACILITIES.name),
                "select f.name, sum(" + COST + ") as revenue" + BOOKED + "group by f.name order by revenue, f.name");
    }

    @Test
    void facilitiesWithLittleRevenue() {
        same(
                booked(FACILITIES.name, sum(cost()))
                        .groupBy(FACILITIES.name)
                        .having(sum(cost()).lt(new BigDecimal(900)))
                        .orderBy(FACILITIES.name),
                "select f.name, sum(" + COST + ")" + BOOKED + "group by f.name having sum(" + COST
                        + ") < 900 order by f.name");
    }

    @Test
    void theFacilityWithTheMostSlots() {
        var slots = sum(BOOKINGS.slots);
        QueryTable totals = BOOKINGS.select(BOOKINGS.facility.key(), slots)
                .groupBy(BOOKINGS.facility.key())
                .asTable("totals");
        same(
                totals.select(totals.column(BOOKINGS.facility.key()), totals.column(slots))
                        .with(totals)
                        .where(totals.column(slots)
                                .in(totals.as("t").select(max(totals.as("t").column(slots)))))
                        .orderBy(totals.column(BOOKINGS.facility.key())),
                "with totals as (select facility_id, sum(slots) as slots from bookings group by facility_id)"
                        + " select facility_id, slots from totals where slots = (select max(slots) from totals)"
                        + " order by facility_id");
    }

    @Test
    void slotsWithSubtotals() {
        var month = BOOKINGS.starts.month();
        Select<Row> select = BOOKINGS.select(BOOKINGS.facility.key(), month.as("month"), sum(BOOKINGS.slots))
                .groupBy(rollup(BOOKINGS.facility.key(), month))
                .orderBy(BOOKINGS.facility.key().asc().nullsLast(), month.asc().nullsLast());
        if (!target.isServer()) {
            assertThatThrownBy(() -> db.list(select)).isInstanceOf(UnsupportedOperationException.class);
            return;
        }
        same(
                select,
                "",
                "select facility_id, extract(month from starts) as month, sum(slots) from bookings"
                        + " group by rollup (facility_id, month) order by facility_id nulls last, month nulls last",
                "select * from (select facility_id, month(starts) as month, sum(slots) from bookings"
                        + " group by facility_id, month(starts) with rollup) as r"
                        + " order by facility_id is null, facility_id, month is null, month");
    }

    @Test
    void hoursOfEachFacility() {
        same(
                BOOKINGS.select(FACILITIES.name, sum(BOOKINGS.slots).asDouble().dividedBy(2.0))
                        .join(BOOKINGS.facility)
                        .groupBy(FACILITIES.id, FACILITIES.name)
                        .orderBy(FACILITIES.id),
                "select f.name, sum(b.slots) / 2.0 from bookings b join facilities f on f.id = b.facility_id"
                        + " group by f.id, f.name order by f.id");
    }

    @Test
    void theFirstBookingOfEachMemberAfterADay() {
        same(
                BOOKINGS.select(MEMBERS.firstName, min(BOOKINGS.starts))
                        .join(BOOKINGS.member)
                        .where(BOOKINGS.starts.gt(LocalDateTime.of(2012, 9, 1, 0, 0)))
                        .groupBy(MEMBERS.id, MEMBERS.firstName)
                        .orderBy(MEMBERS.id),
                "select m.first_name, min(b.starts) from bookings b join members m on m.id = b.member_id"
                        + " where b.starts > '2012-09-01' group by m.id, m.first_name order by m.id");
    }

    @Test
    void theMeanNumberOfSlots() {
        same(
                BOOKINGS.select(avg(BOOKINGS.slots), count().filter(BOOKINGS.slots.gt(2))),
                "select avg(slots * 1.0), sum(case when slots > 2 then 1 else 0 end) from bookings");
    }

    // Windows

    @Test
    void howManyThereAreBesideEach() {
        same(
                MEMBERS.select(count().over(), MEMBERS.firstName).orderBy(MEMBERS.joined, MEMBERS.id),
                "select count(*) over (), first_name from members order by joined, id");
    }

    @Test
    void numberedByDay() {
        var number = rowNumber().over(window().orderBy(MEMBERS.joined, MEMBERS.id));
        same(
                MEMBERS.select(number, MEMBERS.firstName).orderBy(number),
                "select row_number() over (order by joined, id), first_name from members order by 1");
    }

    @Test
    void theMostSlotsWithTies() {
        var slots = sum(BOOKINGS.slots);
        var place = rank().over(window().orderBy(slots.desc())).as("place");
        QueryTable ranked = BOOKINGS.select(BOOKINGS.facility.key(), slots, place)
                .groupBy(BOOKINGS.facility.key())
                .asTable("ranked");
        same(
                ranked.select(ranked.column(BOOKINGS.facility.key()), ranked.column(slots))
                        .where(ranked.column(place).eq(1L))
                        .orderBy(ranked.column(BOOKINGS.facility.key())),
                "select facility_id, slots from (select facility_id, sum(slots) as slots,"
                        + " rank() over (order by sum(slots) desc) as place from bookings group by facility_id) as r"
                        + " where place = 1 order by facility_id");
    }

    @Test
    void membersByRoundedHours() {
        var hours = sum(BOOKINGS.slots).plus(5).dividedBy(10).times(10);
        same(
                BOOKINGS.select(MEMBERS.firstName, hours, rank().over(window().orderBy(hours.desc())))
                        .join(BOOKINGS.member)
                        .groupBy(MEMBERS.id, MEMBERS.firstName)
                        .orderBy(hours.desc(), MEMBERS.id),
                "select m.first_name, (sum(b.slots) + 5) / 10 * 10 as hours,"
                        + " rank() over (order by (sum(b.slots) + 5) / 10 * 10 desc) from bookings b"
                        + " join members m on m.id = b.member_id group by m.id, m.first_name order by hours desc, m.id",
                "select m.first_name, (sum(b.slots) + 5) / 10 * 10 as hours,"
                        + " rank() over (order by (sum(b.slots) + 5) / 10 * 10 desc) from bookings b"
                        + " join members m on m.id = b.member_id group by m.id, m.first_name order by hours desc, m.id",
                "select m.first_name, (sum(b.slots) + 5) div 10 * 10 as hours,"
                        + " rank() over (order by (sum(b.slots) + 5) div 10 * 10 desc) from bookings b"
                        + " join members m on m.id = b.member_id group by m.id, m.first_name order by hours desc, m.id");
    }

    @Test
    void theThreeWithTheHighestRevenue() {
        var place = rank().over(window().orderBy(sum(cost()).desc())).as("place");
        QueryTable ranked =
                booked(FACILITIES.name, place).groupBy(FACILITIES.name).asTable("ranked");
        same(
                ranked.select(ranked.column(FACILITIES.name), ranked.column(place))
                        .where(ranked.column(place).le(3L))
                        .orderBy(ranked.column(place)),
                "select name, place from (select f.name, rank() over (order by sum(" + COST + ") desc) as place"
                        + BOOKED + "group by f.name) as r where place <= 3 order by place");
    }

    @Test
    void classesByRevenue() {
        var third = ntile(3).over(window().orderBy(sum(cost()).desc())).as("third");
        QueryTable parts =
                booked(FACILITIES.name, third).groupBy(FACILITIES.name).asTable("parts");
        var part = parts.column(third);
        same(
                parts.select(
                                parts.column(FACILITIES.name),
                                caseWhen(part.eq(1), value("high"))
                                        .when(part.eq(2), value("average"))
                                        .otherwise(value("low")))
                        .orderBy(part, parts.column(FACILITIES.name)),
                "select name, case third when 1 then 'high' when 2 then 'average' else 'low' end from (select f.name,"
                        + " ntile(3) over (order by sum(" + COST + ") desc) as third" + BOOKED
                        + "group by f.name) as r order by third, name");
    }

    @Test
    void whenEachFacilityHasPaidForItself() {
        var revenue = sum(cost())
                .dividedBy(new BigDecimal(3))
                .minus(max(FACILITIES.maintenance).asDecimal());
        same(
                booked(
                                FACILITIES.name,
                                max(FACILITIES.initialOutlay)
                                        .asDecimal()
                                        .asDouble()
                                        .dividedBy(revenue.asDouble()))
                        .groupBy(FACILITIES.name)
                        .having(revenue.gt(BigDecimal.ZERO))
                        .orderBy(FACILITIES.name),
                "select f.name, max(f.initial_outlay) / (sum(" + COST + ") / 3.0 - max(f.maintenance))" + BOOKED
                        + "group by f.name having sum(" + COST + ") / 3.0 - max(f.maintenance) > 0 order by f.name");
    }

    @Test
    void aRunningTotal() {
        var inOrder = window().orderBy(BOOKINGS.starts, BOOKINGS.id).rowsBetween(preceding(6), currentRow());
        same(
                BOOKINGS.select(BOOKINGS.id, sum(BOOKINGS.slots).over(inOrder)).orderBy(BOOKINGS.starts, BOOKINGS.id),
                "select id, sum(slots) over (order by starts, id rows between 6 preceding and current row) from bookings"
                        + " order by starts, id");
    }

    @Test
    void eachBookingBesideTheOneBefore() {
        var ofMember = window().partitionBy(BOOKINGS.member.key()).orderBy(BOOKINGS.starts, BOOKINGS.id);
        same(
                BOOKINGS.select(
                                BOOKINGS.id,
                                lag(BOOKINGS.slots).over(ofMember),
                                denseRank().over(ofMember))
                        .orderBy(BOOKINGS.id),
                "select id, lag(slots) over w, dense_rank() over w from bookings"
                        + " window w as (partition by member_id order by starts, id) order by id");
    }
}
