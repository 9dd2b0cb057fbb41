package shop;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Json;
import org.kinglet.Model;
import org.kinglet.schema.Range;

/** Documents, arrays and what only some databases have. */
@Entity
public class Parcel extends Model<Parcel> {
    public enum Label {
        FRAGILE,
        HEAVY
    }

    public record Address(String street, @Nullable String city) {}

    @Id(sequence = "parcel_numbers")
    public long id;

    @Json
    public String raw = "{}";

    @Json
    public Address address;

    @Json
    public @Nullable Address returnAddress;

    @Json
    public List<Address> stops = List.of();

    @Json
    public Map<String, @Nullable List<? extends Number>> measures = Map.of();

    @Json
    public List<int[]>[] grids;

    @Json
    @Column(name = "a_code", type = "json")
    public Integer code = 1;

    public String[] words = {};
    public @Nullable String @Nullable [] moreWords;
    public int[] numbers = {};
    public double @Nullable [] weights;
    public List<String> tags = List.of();
    public @Nullable List<@Nullable Long> references;
    public UUID[] ids = {};
    public byte[][] prints = {};
    public Label[] labels = {};
    public List<Label> moreLabels = List.of();
    public List<Instant> seen = List.of();

    @Column(type = "set('FRAGILE','HEAVY')")
    public Set<Label> labelSet = Set.of();

    @Column(type = "label")
    public Label label;

    @Column(type = "inet")
    public String ip;

    @Column(type = "inet[]")
    public List<String> ips = List.of();

    @Column(type = "hstore")
    public Map<String, @Nullable String> attributes = Map.of();

    public Range<LocalDate> delivery = Range.empty();
    public @Nullable Range<Long> span;
    public Duration handling;

    @Column(type = "INTERVAL")
    public Duration delay;

    @Column(type = "interval")
    public @Nullable Period validity;

    public Period warranty;
    public Year year;
}
