// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.exists;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.scalar;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.club.Bookings.BOOKINGS;
import static org.kinglet.tck.club.Club.COST;
import static org.kinglet.tck.club.Club.FULL_NAME;
import static org.kinglet.tck.club.Club.cost;
import static org.kinglet.tck.club.Facilities.FACILITIES;
import static org.kinglet.tck.club.Members.MEMBERS;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.kinglet.query.QueryTable;
import org.kinglet.tck.club.Members;

/** Simple selects and joins. */
class ClubBasicsTest extends ClubDatabaseTest {
    @Test
    void everything() {
        same(
                FACILITIES
                        .select(FACILITIES.id, FACILITIES.name, FACILITIES.guestCost)
                        .orderBy(FACILITIES.id),
                "select id, name, guest_cost from facilities order by id");
    }

    @Test
    void someColumns() {
        same(
                FACILITIES.select(FACILITIES.name, FACILITIES.memberCost).orderBy(FACILITIES.name.desc()),
                "select name, member_cost from facilities order by name desc");
    }

    @Test
    void whatMembersPayFor() {
        same(
                FACILITIES
                        .values(FACILITIES.name)
                        .where(FACILITIES.memberCost.gt(BigDecimal.ZERO))
                        .orderBy(FACILITIES.id),
                "select name from facilities where 0 + member_cost > 0 order by id");
    }

    @Test
    void whatIsCheapComparedWithItsMaintenance() {
        same(
                FACILITIES
                        .select(FACILITIES.id, FACILITIES.name, FACILITIES.maintenance)
                        .where(
                                FACILITIES.memberCost.gt(BigDecimal.ZERO),
                                FACILITIES.memberCost.lt(
                                        FACILITIES.maintenance.asDecimal().dividedBy(new BigDecimal(50))))
                        .orderBy(FACILITIES.id),
                "select id, name, maintenance from facilities"
                        + " where 0 + member_cost > 0 and 0 + member_cost < maintenance / 50.0 order by id");
    }

    @Test
    void namesThatContainAWord() {
        same(
                FACILITIES
                        .select()
                        .where(FACILITIES.name.contains("Tennis"))
                        .orderBy(FACILITIES.id)
                        .values(FACILITIES.name),
                "select name from facilities where name like '%Tennis%' order by id");
    }

    @Test
    void oneOfSeveralKeys() {
        same(
                FACILITIES
                        .values(FACILITIES.name)
                        .where(FACILITIES.id.in(1L, 5L))
                        .orderBy(FACILITIES.id),
                "select name from facilities where id in (1, 5) order by id");
    }

    @Test
    void labelsByCondition() {
        same(
                FACILITIES
                        .select(
                                FACILITIES.name,
                                caseWhen(FACILITIES.maintenance.gt(100), value("expensive"))
                                        .otherwise(value("cheap")))
                        .orderBy(FACILITIES.id),
                "select name, case when maintenance > 100 then 'expensive' else 'cheap' end from facilities order by id");
    }

    @Test
    void membersSinceADay() {
        same(
                MEMBERS.select(MEMBERS.id, MEMBERS.surname, MEMBERS.joined)
                        .where(MEMBERS.joined.ge(LocalDateTime.of(2012, 7, 9, 0, 0)))
                        .orderBy(MEMBERS.id),
                "select id, surname, joined from members where joined >= '2012-07-09' order by id");
    }

    @Test
    void differentValuesInOrder() {
        same(
                MEMBERS.values(MEMBERS.zipcode.modulo(10))
                        .distinct()
                        .orderBy(MEMBERS.zipcode.modulo(10))
                        .limit(4),
                "select distinct zipcode % 10 from members order by zipcode % 10 limit 4");
    }

    @Test
    void namesOfMembersAndFacilities() {
        same(
                MEMBERS.values(MEMBERS.surname)
                        .union(FACILITIES.values(FACILITIES.name))
                        .orderBy(MEMBERS.surname),
                "select surname from members union select name from facilities order by 1");
    }

    @Test
    void theLatestDay() {
        same(MEMBERS.values(max(MEMBERS.joined)), "select max(joined) from members");
    }

    @Test
    void theLatestMembers() {
        same(
                MEMBERS.select(MEMBERS.firstName, MEMBERS.surname, MEMBERS.joined)
                        .where(MEMBERS.joined.in(MEMBERS.values(max(MEMBERS.joined))))
                        .orderBy(MEMBERS.firstName),
                "select first_name, surname, joined from members"
                        + " where joined = (select max(joined) from members) order by first_name");
    }

    // Joins

    @Test
    void whatAMemberHasBooked() {
        same(
                BOOKINGS.values(BOOKINGS.starts)
                        .join(BOOKINGS.member)
                        .where(MEMBERS.firstName.eq("Cleo"), MEMBERS.surname.eq("Dale"))
                        .orderBy(BOOKINGS.starts),
                "select b.starts from bookings b join members m on m.id = b.member_id"
                        + " where m.first_name = 'Cleo' and m.surname = 'Dale' order by b.starts");
    }

    @Test
    void whatIsBookedOnADay() {
        same(
                BOOKINGS.select(BOOKINGS.starts, FACILITIES.name)
                        .join(BOOKINGS.facility)
                        .where(
                                FACILITIES.name.startsWith("T"),
                                BOOKINGS.starts.ge(LocalDateTime.of(2012, 7, 1, 0, 0)),
                                BOOKINGS.starts.lt(LocalDateTime.of(2012, 7, 9, 0, 0)))
                        .orderBy(BOOKINGS.starts, FACILITIES.name),
                "select b.starts, f.name from bookings b join facilities f on f.id = b.facility_id where f.name like 'T%'"
                        + " and b.starts >= '2012-07-01' and b.starts < '2012-07-09' order by b.starts, f.name");
    }

    @Test
    void whoHasRecommendedOthers() {
        Members recommender = MEMBERS.as("recommender");
        same(
                MEMBERS.select(recommender.firstName, recommender.surname)
                        .distinct()
                        .join(MEMBERS.recommendedBy, recommender)
                        .orderBy(recommender.surname, recommender.firstName),
                "select distinct r.first_name, r.surname from members m join members r on r.id = m.recommended_by_id"
                        + " order by r.surname, r.first_name");
    }

    @Test
    void whoWasRecommendedByWhom() {
        Members recommender = MEMBERS.as("recommender");
        same(
                MEMBERS.select(MEMBERS.firstName, recommender.firstName)
                        .leftJoin(MEMBERS.recommendedBy, recommender)
                        .orderBy(MEMBERS.id),
                "select m.first_name, r.first_name from members m left join members r on r.id = m.recommended_by_id"
                        + " order by m.id");
    }

    @Test
    void whoHasPlayedTennis() {
        same(
                MEMBERS.select(FULL_NAME.as("member"), FACILITIES.name)
                        .distinct()
                        .join(MEMBERS.bookings)
                        .join(BOOKINGS.facility)
                        .where(FACILITIES.name.in("Tennis Court 1", "Tennis Court 2"))
                        .orderBy(FULL_NAME, FACILITIES.name),
                "select distinct m.first_name || ' ' || m.surname as member, f.name from members m"
                        + " join bookings b on b.member_id = m.id join facilities f on f.id = b.facility_id"
                        + " where f.name in ('Tennis Court 1', 'Tennis Court 2') order by member, f.name",
                "select distinct m.first_name || ' ' || m.surname as member, f.name from members m"
                        + " join bookings b on b.member_id = m.id join facilities f on f.id = b.facility_id"
                        + " where f.name in ('Tennis Court 1', 'Tennis Court 2') order by member, f.name",
                "select distinct concat(m.first_name, ' ', m.surname) as member, f.name from members m"
                        + " join bookings b on b.member_id = m.id join facilities f on f.id = b.facility_id"
                        + " where f.name in ('Tennis Court 1', 'Tennis Court 2') order by member, f.name");
    }

    @Test
    void bookingsThatCostMuch() {
        same(
                BOOKINGS.select(BOOKINGS.id, FACILITIES.name, cost().as("cost"))
                        .join(BOOKINGS.facility)
                        .join(BOOKINGS.member)
                        .where(cost().gt(new BigDecimal(30)))
                        .orderBy(BOOKINGS.id),
                "select b.id, f.name, " + COST + " from bookings b join facilities f on f.id = b.facility_id"
                        + " join members m on m.id = b.member_id where " + COST + " > 30 order by b.id");
    }

    @Test
    void theRecommenderWithoutAJoin() {
        Members recommender = MEMBERS.as("recommender");
        same(
                MEMBERS.select(
                                MEMBERS.firstName,
                                scalar(
                                        recommender
                                                .values(recommender.surname)
                                                .where(MEMBERS.recommendedBy.eqKey(recommender.id)),
                                        String.class))
                        .orderBy(MEMBERS.id),
                "select m.first_name, (select r.surname from members r where r.id = m.recommended_by_id)"
                        + " from members m order by m.id");
    }

    @Test
    void bookingsThatCostMuchByASubSelect() {
        var amount = cost().as("amount");
        QueryTable costs = BOOKINGS.select(BOOKINGS.id, MEMBERS.surname, amount)
                .join(BOOKINGS.facility)
                .join(BOOKINGS.member)
                .asTable("costs");
        same(
                costs.select(costs.column(BOOKINGS.id), costs.column(MEMBERS.surname), costs.column(amount))
                        .where(costs.column(amount).gt(new BigDecimal(30)))
                        .orderBy(costs.column(amount).desc(), costs.column(BOOKINGS.id)),
                "select b.id, m.surname, " + COST
                        + " as amount from bookings b join facilities f on f.id = b.facility_id"
                        + " join members m on m.id = b.member_id where " + COST + " > 30 order by amount desc, b.id");
    }

    @Test
    void membersWithoutABooking() {
        same(
                MEMBERS.values(MEMBERS.firstName)
                        .where(MEMBERS.id.notIn(BOOKINGS.values(BOOKINGS.member.key())))
                        .orderBy(MEMBERS.id),
                "select first_name from members where id not in (select member_id from bookings) order by id");
    }

    @Test
    void facilitiesOfWhichThereIsALongBooking() {
        same(
                FACILITIES
                        .values(FACILITIES.name)
                        .where(exists(
                                BOOKINGS.select().where(BOOKINGS.facility.eqKey(FACILITIES.id), BOOKINGS.slots.ge(4))))
                        .orderBy(FACILITIES.name),
                "select name from facilities f where exists"
                        + " (select 1 from bookings b where b.facility_id = f.id and b.slots >= 4) order by name");
    }

    @Test
    void eachFacilityWithEachNewMember() {
        same(
                FACILITIES
                        .select(FACILITIES.name, MEMBERS.firstName)
                        .crossJoin(MEMBERS)
                        .where(MEMBERS.joined.gt(LocalDateTime.of(2012, 7, 30, 0, 0)))
                        .orderBy(FACILITIES.name, MEMBERS.firstName),
                "select f.name, m.first_name from facilities f cross join members m where m.joined > '2012-07-30'"
                        + " order by f.name, m.first_name");
    }

    @Test
    void howManyBookingsThereAreForEachMember() {
        same(
                MEMBERS.select(MEMBERS.firstName, count(BOOKINGS.id))
                        .leftJoin(MEMBERS.bookings)
                        .groupBy(MEMBERS.id, MEMBERS.firstName)
                        .orderBy(MEMBERS.id),
                "select m.first_name, count(b.id) from members m left join bookings b on b.member_id = m.id"
                        + " group by m.id, m.first_name order by m.id");
    }
}
