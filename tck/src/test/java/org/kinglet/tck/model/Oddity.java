// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Json;
import org.kinglet.Model;

/** What only PostgreSQL has. */
@Entity
public class Oddity extends Model<Oddity> {
    public enum Mood {
        SAD,
        OK
    }

    @Id(sequence = "oddity_numbers")
    public long id;

    @Json
    @Column(type = "json")
    public String verbatim = "{}";

    @Column(type = "hstore")
    public Map<String, @Nullable String> attributes = Map.of();

    @Column(type = "interval")
    public @Nullable Duration delay;

    @Column(type = "interval")
    public @Nullable Period validity;

    @Column(type = "inet")
    public @Nullable String address;

    @Column(type = "inet[]")
    public List<String> addresses = List.of();

    @Column(type = "int4range")
    public @Nullable String span;

    @Column(type = "tstzrange")
    public @Nullable String during;

    @Column(type = "tsvector")
    public @Nullable String document;

    @Column(type = "mood")
    public @Nullable Mood mood;

    @Column(type = "mood[]")
    public List<Mood> moods = List.of();

    @Column(type = "bit(3)")
    public @Nullable String bits;

    public byte[] bytes = {};
    public int[] numbers = {};
    public List<String> words = List.of();
    public @Nullable List<@Nullable Long> gaps;
    public BigDecimal[] decimals = {};
    public UUID[] ids = {};
    public List<Instant> seen = List.of();
    public byte[][] prints = {};
}
