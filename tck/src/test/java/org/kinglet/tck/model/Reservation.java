// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Model;
import org.kinglet.schema.Range;

/** With a range of every kind. */
@Entity
public class Reservation extends Model<Reservation> {
    @Id
    public long id;

    public String room = "";

    @Index(using = "gist")
    public Range<LocalDate> days = Range.empty();

    public LocalDate booked = LocalDate.of(2026, 1, 1);
    public LocalDate paid = LocalDate.of(2026, 1, 31);
    public Range<Integer> seats = Range.all();
    public Range<Long> numbers = Range.empty();
    public Range<BigDecimal> price = Range.empty();
    public @Nullable Range<LocalDateTime> open;
    public @Nullable Range<Instant> entry;
}
