// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.sum;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.club.Bookings.BOOKINGS;
import static org.kinglet.tck.club.Facilities.FACILITIES;
import static org.kinglet.tck.club.Members.MEMBERS;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.kinglet.query.Cte;
import org.kinglet.query.QueryTable;
import org.kinglet.query.Select;
import org.kinglet.tck.club.Members;

/** Dates, texts and recursion. */
class ClubDatesAndTextsTest extends ClubDatabaseTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2012, 8, 31, 12, 0);

    @Test
    void aPointInTime() {
        same(Select.of(value(LocalDateTime.of(2012, 8, 31, 1, 0))), "select '2012-08-31 01:00:00'");
    }

    @Test
    void daysBetweenPointsInTime() {
        same(Select.of(value(LocalDateTime.of(2012, 7, 30, 1, 0)).until(NOON, ChronoUnit.DAYS)), "select 32");
    }

    @Test
    void secondsBetweenPointsInTime() {
        same(Select.of(value(NOON).until(LocalDateTime.of(2012, 9, 2, 0, 0), ChronoUnit.SECONDS)), "select 129600");
    }

    @Test
    void theDaysOfAMonth() {
        var first = value(LocalDate.of(2012, 10, 1)).as("day");
        QueryTable days = Select.of(first).asTable("days");
        var day = days.column(first);
        same(
                days.values(day)
                        .with(days.recursive(
                                days.select(day.plus(1, ChronoUnit.DAYS)).where(day.lt(LocalDate.of(2012, 10, 31)))))
                        .orderBy(day),
                "with recursive d(day) as (select '2012-10-01' union all select date(day, '+1 day') from d"
                        + " where day < '2012-10-31') select day from d order by day",
                "select cast(d as date) from generate_series(date '2012-10-01', date '2012-10-31', interval '1 day') as d"
                        + " order by d",
                "with recursive d(day) as (select cast('2012-10-01' as date) union all"
                        + " select date_add(day, interval 1 day) from d where day < '2012-10-31') select day from d order by day");
    }

    @Test
    void theDayOfTheMonth() {
        same(Select.of(value(NOON).day()), "select 31");
    }

    @Test
    void theLengthOfEachMonth() {
        var first = value(LocalDate.of(2012, 1, 1)).as("month");
        QueryTable months = Select.of(first).asTable("months");
        var month = months.column(first);
        same(
                months.select(month.month(), month.until(month.plus(1, ChronoUnit.MONTHS), ChronoUnit.DAYS))
                        .with(months.recursive(months.select(month.plus(1, ChronoUnit.MONTHS))
                                .where(month.lt(LocalDate.of(2012, 12, 1)))))
                        .orderBy(month),
                "select column1, column2 from (values (1, 31), (2, 29), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31),"
                        + " (9, 30), (10, 31), (11, 30), (12, 31)) order by column1",
                "select extract(month from m), extract(day from m + interval '1 month' - interval '1 day')"
                        + " from generate_series(timestamp '2012-01-01', timestamp '2012-12-01', interval '1 month') as m order by m",
                "with recursive d(m) as (select cast('2012-01-01' as date) union all"
                        + " select date_add(m, interval 1 month) from d where m < '2012-12-01')"
                        + " select month(m), day(last_day(m)) from d order by m");
    }

    @Test
    void theDaysThatAreLeftInTheMonth() {
        var nextMonth = value(LocalDateTime.of(2012, 2, 11, 1, 0))
                .truncatedTo(ChronoUnit.MONTHS)
                .plus(1, ChronoUnit.MONTHS);
        same(
                Select.of(value(LocalDateTime.of(2012, 2, 11, 1, 0))
                        .truncatedTo(ChronoUnit.DAYS)
                        .until(nextMonth, ChronoUnit.DAYS)),
                "select 19");
    }

    @Test
    void whenBookingsEnd() {
        same(
                BOOKINGS.select(
                                BOOKINGS.starts,
                                BOOKINGS.starts
                                        .plus(BOOKINGS.slots.times(30), ChronoUnit.MINUTES)
                                        .as("ends"))
                        .orderBy(BOOKINGS.starts.desc(), BOOKINGS.id.desc())
                        .limit(10),
                "select starts, strftime('%Y-%m-%dT%H:%M:%S', starts, '+' || (slots * 30) || ' minutes') from bookings"
                        + " order by starts desc, id desc limit 10",
                "select starts, starts + slots * interval '30 minutes' from bookings order by starts desc, id desc limit 10",
                "select starts, date_add(starts, interval slots * 30 minute) from bookings"
                        + " order by starts desc, id desc limit 10");
    }

    @Test
    void bookingsOfEachMonth() {
        var month = BOOKINGS.starts.truncatedTo(ChronoUnit.MONTHS);
        same(
                BOOKINGS.select(month, count()).groupBy(month).orderBy(month),
                "select date(starts, 'start of month') as month, count(*) from bookings group by 1 order by 1",
                "select date_trunc('month', starts) as month, count(*) from bookings group by 1 order by 1",
                "select cast(date_format(starts, '%Y-%m-01') as datetime) as month, count(*) from bookings group by 1"
                        + " order by 1");
    }

    @Test
    void howMuchEachFacilityIsUsed() {
        var hours = sum(BOOKINGS.slots).asDouble().times(100.0).dividedBy(25.0 * 31);
        same(
                BOOKINGS.select(FACILITIES.name, BOOKINGS.starts.month(), hours.round(1))
                        .join(BOOKINGS.facility)
                        .groupBy(FACILITIES.name, BOOKINGS.starts.month())
                        .orderBy(FACILITIES.name, BOOKINGS.starts.month()),
                "select f.name, cast(strftime('%m', b.starts) as integer), round(sum(b.slots) * 100.0 / 775, 1) from bookings b"
                        + " join facilities f on f.id = b.facility_id group by 1, 2 order by 1, 2",
                "select f.name, extract(month from b.starts), round(sum(b.slots) * 100.0 / 775, 1) from bookings b"
                        + " join facilities f on f.id = b.facility_id group by 1, 2 order by 1, 2",
                "select f.name, month(b.starts), round(sum(b.slots) * 100.0 / 775, 1) from bookings b"
                        + " join facilities f on f.id = b.facility_id group by 1, 2 order by 1, 2");
    }

    // Texts

    @Test
    void wholeNames() {
        same(
                MEMBERS.values(MEMBERS.surname.concat(", ").concat(MEMBERS.firstName))
                        .orderBy(MEMBERS.id),
                "select surname || ', ' || first_name from members order by id",
                "select surname || ', ' || first_name from members order by id",
                "select concat(surname, ', ', first_name) from members order by id");
    }

    @Test
    void namesByTheirBeginning() {
        same(
                FACILITIES
                        .values(FACILITIES.name)
                        .where(FACILITIES.name.startsWith("Tennis"))
                        .orderBy(FACILITIES.id),
                "select name from facilities where substr(name, 1, 6) = 'Tennis' order by id");
    }

    @Test
    void namesWithoutRegardToCase() {
        same(
                MEMBERS.select(MEMBERS.id, MEMBERS.surname)
                        .where(MEMBERS.surname.ilike("b%k"))
                        .orderBy(MEMBERS.id),
                "select id, surname from members where lower(surname) like 'b%k' order by id");
    }

    @Test
    void telephonesWithParentheses() {
        same(
                MEMBERS.select(MEMBERS.id, MEMBERS.telephone)
                        .where(MEMBERS.telephone.regexp("[()]"))
                        .orderBy(MEMBERS.id),
                "select id, telephone from members where telephone like '%(%' or telephone like '%)%' order by id");
    }

    @Test
    void zipcodesWithZeros() {
        same(
                MEMBERS.values(value("z").concat(MEMBERS.zipcode.asText().padLeft(5, "0")))
                        .orderBy(MEMBERS.zipcode, MEMBERS.id),
                "select 'z' || substr('00000' || zipcode, -5) from members order by zipcode, id",
                "select 'z' || lpad(zipcode::text, 5, '0') from members order by zipcode, id",
                "select concat('z', lpad(zipcode, 5, '0')) from members order by zipcode, id");
    }

    @Test
    void howManyNamesBeginWithEachLetter() {
        var letter = MEMBERS.surname.upper().substring(1, 1);
        same(
                MEMBERS.select(letter.as("letter"), count()).groupBy(letter).orderBy(letter),
                "select substr(upper(surname), 1, 1) as letter, count(*) from members group by letter order by letter");
    }

    @Test
    void telephonesWithoutPunctuation() {
        same(
                MEMBERS.values(value("t")
                                .concat(MEMBERS.telephone
                                        .replace("(", "")
                                        .replace(")", "")
                                        .replace("-", "")
                                        .replace(" ", "")))
                        .orderBy(MEMBERS.id),
                "select 't' || replace(replace(replace(replace(telephone, '(', ''), ')', ''), '-', ''), ' ', '') from members"
                        + " order by id",
                "select 't' || translate(telephone, '()- ', '') from members order by id",
                "select concat('t', regexp_replace(telephone, '[^0-9]', '')) from members order by id");
    }

    @Test
    void namesAndTheirLengths() {
        same(
                MEMBERS.select(MEMBERS.surname.trim().lower(), MEMBERS.surname.length(), MEMBERS.surname.position("o"))
                        .where(MEMBERS.surname.contains("'").not())
                        .orderBy(MEMBERS.id),
                "select lower(surname), length(surname), instr(surname, 'o') from members where surname not like '%''%'"
                        + " order by id",
                "select lower(surname), length(surname), position('o' in surname) from members"
                        + " where surname not like '%''%' order by id",
                "select lower(surname), char_length(surname), locate('o', surname) from members"
                        + " where surname not like '%''%' order by id");
    }

    // Recursion

    @Test
    void theRecommendersOfAMember() {
        Members up = MEMBERS.as("up");
        same(
                up.select(up.id, up.firstName)
                        .with(Cte.recursive(
                                up,
                                MEMBERS.select().where(MEMBERS.firstName.eq("Ida")),
                                MEMBERS.select().join(up, up.recommendedBy.eqKey(MEMBERS.id))))
                        .orderBy(up.id.desc()),
                "with recursive up(id, name, by) as (select id, first_name, recommended_by_id from members"
                        + " where first_name = 'Ida' union all select m.id, m.first_name, m.recommended_by_id from members m"
                        + " join up on up.by = m.id) select id, name from up order by id desc",
                "with recursive up(id, name, by) as (select id, first_name, recommended_by_id from members"
                        + " where first_name = 'Ida' union all select m.id, m.first_name, m.recommended_by_id from members m"
                        + " join up on up.by = m.id) select id, name from up order by id desc",
                "with recursive up(id, name, r) as (select id, first_name, recommended_by_id from members"
                        + " where first_name = 'Ida' union all select m.id, m.first_name, m.recommended_by_id from members m"
                        + " join up on up.r = m.id) select id, name from up order by id desc");
    }

    @Test
    void thoseWhoCameByAMember() {
        Members down = MEMBERS.as("down");
        same(
                down.select(down.id, down.firstName)
                        .with(Cte.recursive(
                                down,
                                MEMBERS.select().where(MEMBERS.firstName.eq("Ada")),
                                MEMBERS.select().join(down, MEMBERS.recommendedBy.eqKey(down.id))))
                        .orderBy(down.id),
                "with recursive down(id, name) as (select id, first_name from members where first_name = 'Ada'"
                        + " union all select m.id, m.first_name from members m join down on down.id = m.recommended_by_id)"
                        + " select id, name from down order by id");
    }

    @Test
    void theRecommendersOfAll() {
        var member = MEMBERS.id.as("member");
        QueryTable chain = MEMBERS.select(member, MEMBERS.recommendedBy.key().as("recommender"))
                .where(MEMBERS.recommendedBy.isNotNull())
                .asTable("chain");
        var recommender = chain.column(MEMBERS.recommendedBy.key());
        var step = MEMBERS.select(chain.column(member), MEMBERS.recommendedBy.key())
                .join(chain, recommender.eq(MEMBERS.id))
                .where(MEMBERS.recommendedBy.isNotNull());
        same(
                chain.select(chain.column(member), MEMBERS.firstName)
                        .with(chain.recursive(step))
                        .join(MEMBERS, MEMBERS.id.eq(recommender))
                        .orderBy(chain.column(member), MEMBERS.id.desc()),
                "with recursive c(member, r) as (select id, recommended_by_id from members where recommended_by_id is not null"
                        + " union all select c.member, m.recommended_by_id from members m join c on c.r = m.id"
                        + " where m.recommended_by_id is not null)"
                        + " select c.member, m.first_name from c join members m on m.id = c.r order by c.member, m.id desc");
    }
}
