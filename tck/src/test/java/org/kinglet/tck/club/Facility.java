// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.club;

import java.math.BigDecimal;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Model;

/** What members and guests can book, for half an hour at a time. */
@Entity
public class Facility extends Model<Facility> {
    @Id
    public long id;

    public String name;

    @Column(precision = 10, scale = 2)
    public BigDecimal memberCost;

    @Column(precision = 10, scale = 2)
    public BigDecimal guestCost;

    public int initialOutlay;
    public int maintenance;
    public final Many<Booking> bookings = new Many<>();

    public Facility() {}

    public Facility(String name, String memberCost, String guestCost, int initialOutlay, int maintenance) {
        this.name = name;
        this.memberCost = new BigDecimal(memberCost);
        this.guestCost = new BigDecimal(guestCost);
        this.initialOutlay = initialOutlay;
        this.maintenance = maintenance;
    }
}
