// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.club;

import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.tck.club.Bookings.BOOKINGS;
import static org.kinglet.tck.club.Facilities.FACILITIES;
import static org.kinglet.tck.club.Members.MEMBERS;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.kinglet.Ref;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.TextExpression;

/** The data of a small club, and what several of its queries have in common. */
public final class Club {
    public static final TextExpression FULL_NAME = MEMBERS.firstName.concat(" ").concat(MEMBERS.surname);

    private Club() {}

    /** What a booking costs: guests pay another price. */
    public static NumberExpression<BigDecimal> cost() {
        return caseWhen(MEMBERS.surname.eq("GUEST"), FACILITIES.guestCost)
                .otherwise(FACILITIES.memberCost)
                .times(BOOKINGS.slots.asDecimal());
    }

    public static final String COST =
            "(case when m.surname = 'GUEST' then f.guest_cost else f.member_cost end) * b.slots";

    public static void fill() {
        List<Facility> facilities = List.of(
                new Facility("Tennis Court 1", "5", "25", 10_000, 200),
                new Facility("Tennis Court 2", "5", "25", 8_000, 200),
                new Facility("Badminton Court", "0", "15.5", 4_000, 50),
                new Facility("Table Tennis", "0", "5", 320, 10),
                new Facility("Massage Room 1", "35", "80", 4_000, 3_000),
                new Facility("Squash Court", "3.5", "17.5", 5_000, 80),
                new Facility("Snooker Table", "0", "5", 450, 15));
        FACILITIES.bulkCreate(facilities);
        List<Member> members = List.of(
                member("GUEST", "GUEST", 0, "(000) 000-0000", 1),
                member("Ada", "Brook", 4321, "555-555-5555", 2),
                member("Ben", "Cole", 23423, "(844) 693-0723", 3),
                member("Cleo", "Dale", 234, "(833) 942-4710", 5),
                member("Dan", "Ames", 45678, "844 078-4130", 8),
                member("Eve", "brook", 10383, "(822) 354-9973", 13),
                member("Finn", "Cole", 99, "(833) 776-4001", 21),
                member("Gus", "O'Hara", 54333, "(899) 720-6978", 34),
                member("Ida", "Smith", 57392, "833-941-4786", 34));
        MEMBERS.bulkCreate(members);
        int[] recommendedBy = {-1, -1, 1, 1, 2, 4, 4, -1, 6};
        for (int i = 0; i < recommendedBy.length; i++) {
            if (recommendedBy[i] < 0) continue;
            Member member = members.get(i);
            member.recommendedBy = Ref.to(members.get(recommendedBy[i]));
            member.save();
        }
        List<Booking> bookings = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Facility facility = facilities.get(i * 7 % 11 % facilities.size());
            Member member = members.get(i * 5 % 13 % (members.size() - 1));
            LocalDateTime starts = LocalDateTime.of(2012, 7 + i / 48, 1 + i % 28, 8 + i % 12, 30 * (i % 2));
            bookings.add(new Booking(facility, member, starts, 1 + i % 4));
        }
        BOOKINGS.bulkCreate(bookings);
    }

    private static Member member(String firstName, String surname, int zipcode, String telephone, int day) {
        return new Member(
                firstName,
                surname,
                zipcode,
                telephone,
                LocalDateTime.of(2012, 7, 1, 10, 5).plusDays(day));
    }
}
