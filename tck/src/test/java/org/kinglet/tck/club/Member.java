// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.club;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Model;
import org.kinglet.Ref;

/** Of the club; the first one stands for all guests. */
@Entity
public class Member extends Model<Member> {
    @Id
    public long id;

    public String surname;
    public String firstName;
    public int zipcode;
    public String telephone;
    public @Nullable Ref<Member> recommendedBy;
    public LocalDateTime joined;
    public final Many<Booking> bookings = new Many<>();

    public Member() {}

    public Member(String firstName, String surname, int zipcode, String telephone, LocalDateTime joined) {
        this.firstName = firstName;
        this.surname = surname;
        this.zipcode = zipcode;
        this.telephone = telephone;
        this.joined = joined;
    }
}
