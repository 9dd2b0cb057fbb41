// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.club.Bookings.BOOKINGS;
import static org.kinglet.tck.club.Facilities.FACILITIES;
import static org.kinglet.tck.club.Members.MEMBERS;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.query.Functions;
import org.kinglet.query.Select;
import org.kinglet.tck.club.Facility;

/** Rows that are added, changed and removed. What is then there is compared with plain SQL. */
class ClubWritesTest extends ClubDatabaseTest {
    private static final String SPAS =
            "select name, member_cost, guest_cost, initial_outlay, maintenance from facilities where name like 'Spa%' order by name";

    private static Select<?> spas() {
        return FACILITIES
                .select(
                        FACILITIES.name,
                        FACILITIES.memberCost,
                        FACILITIES.guestCost,
                        FACILITIES.initialOutlay,
                        FACILITIES.maintenance)
                .where(FACILITIES.name.startsWith("Spa"))
                .orderBy(FACILITIES.name);
    }

    private static List<org.kinglet.query.Assignment<Facility>> spa(String name, int outlay) {
        return List.of(
                FACILITIES.name.set(name),
                FACILITIES.memberCost.set(new BigDecimal("20")),
                FACILITIES.guestCost.set(new BigDecimal("30.5")),
                FACILITIES.initialOutlay.set(outlay),
                FACILITIES.maintenance.set(800));
    }

    @Test
    void aNewFacility() {
        assertThat(FACILITIES.insertMany(List.of(spa("Spa", 100_000))).execute())
                .isEqualTo(1);
        same(spas(), SPAS);
        same(spas(), "select 'Spa', 20, 30.5, 100000, 800");
    }

    @Test
    void severalNewFacilities() {
        assertThat(FACILITIES
                        .insertMany(List.of(spa("Spa 1", 1), spa("Spa 2", 2)))
                        .execute())
                .isEqualTo(2);
        same(spas(), SPAS);
        assertThat(db.count(spas())).isEqualTo(2);
    }

    @Test
    void aFacilityAfterTheModelOfAnother() {
        assertThat(FACILITIES
                        .insertFrom(
                                List.of(
                                        FACILITIES.name,
                                        FACILITIES.memberCost,
                                        FACILITIES.guestCost,
                                        FACILITIES.initialOutlay,
                                        FACILITIES.maintenance),
                                FACILITIES.select(
                                        value("Spa"),
                                        max(FACILITIES.memberCost),
                                        max(FACILITIES.guestCost),
                                        max(FACILITIES.initialOutlay).plus(1),
                                        value(5)))
                        .execute())
                .isEqualTo(1);
        same(spas(), "select 'Spa', 35, 80, 10001, 5");
    }

    @Test
    void aMistakeIsCorrected() {
        assertThat(FACILITIES
                        .update(FACILITIES.initialOutlay.set(10_500))
                        .where(FACILITIES.name.eq("Tennis Court 2"))
                        .execute())
                .isEqualTo(1);
        same(
                FACILITIES.select(FACILITIES.name, FACILITIES.initialOutlay).orderBy(FACILITIES.id),
                "select name, case name when 'Tennis Court 2' then 10500 else initial_outlay end from facilities order by id");
    }

    @Test
    void severalPricesChange() {
        assertThat(FACILITIES
                        .update(
                                FACILITIES.memberCost.set(new BigDecimal("6")),
                                FACILITIES.guestCost.set(FACILITIES.guestCost.times(new BigDecimal("1.2"))))
                        .where(FACILITIES.name.startsWith("Tennis Court"))
                        .execute())
                .isEqualTo(2);
        same(
                FACILITIES
                        .select(FACILITIES.memberCost, FACILITIES.guestCost)
                        .where(FACILITIES.name.startsWith("Tennis Court")),
                "select 6, 30 union all select 6, 30");
    }

    @Test
    void aPriceIsThatOfAnotherFacility() {
        var other = FACILITIES.as("other");
        assertThat(FACILITIES
                        .update(FACILITIES.guestCost.set(Functions.scalar(
                                other.values(other.guestCost).where(other.name.eq("Massage Room 1")),
                                BigDecimal.class)))
                        .where(FACILITIES.name.eq("Squash Court"))
                        .execute())
                .isEqualTo(1);
        same(
                FACILITIES.values(FACILITIES.guestCost).where(FACILITIES.name.eq("Squash Court")),
                "select guest_cost from facilities where name = 'Massage Room 1'");
    }

    @Test
    void allBookingsGo() {
        assertThat(BOOKINGS.delete().all().execute()).isEqualTo(120);
        same(BOOKINGS.values(Functions.count()), "select 0");
    }

    @Test
    void aMemberWithoutBookingsGoes() {
        assertThat(MEMBERS.delete()
                        .where(MEMBERS.id.notIn(BOOKINGS.select(BOOKINGS.member.key())), MEMBERS.firstName.eq("Ida"))
                        .execute())
                .isEqualTo(1);
        same(
                MEMBERS.values(MEMBERS.firstName).orderBy(MEMBERS.id),
                "select first_name from members where first_name <> 'Ida' order by id");
    }

    @Test
    void bookingsOfGuestsGo() {
        assertThat(BOOKINGS.delete()
                        .where(BOOKINGS.member.in(MEMBERS.select(MEMBERS.id).where(MEMBERS.surname.eq("GUEST"))))
                        .execute())
                .isPositive();
        same(BOOKINGS.values(Functions.count()).join(BOOKINGS.member).where(MEMBERS.surname.eq("GUEST")), "select 0");
    }
}
