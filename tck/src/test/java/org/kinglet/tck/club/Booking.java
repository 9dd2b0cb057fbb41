// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.club;

import java.time.LocalDateTime;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Model;
import org.kinglet.Ref;

@Entity
public class Booking extends Model<Booking> {
    @Id
    public long id;

    public Ref<Facility> facility;
    public Ref<Member> member;
    public LocalDateTime starts;

    /** Of half an hour. */
    public int slots;

    public Booking() {}

    public Booking(Facility facility, Member member, LocalDateTime starts, int slots) {
        this.facility = Ref.to(facility);
        this.member = Ref.to(member);
        this.starts = starts;
        this.slots = slots;
    }
}
