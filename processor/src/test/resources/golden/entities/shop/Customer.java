package shop;

import base.Geo;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Embedded;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Json;
import org.kinglet.Model;
import org.kinglet.Ref;
import org.kinglet.Transient;
import org.kinglet.Unique;

/** What is embedded: records and classes, one twice, nested, nullable, generic, with references and documents. */
@Entity
@Index({"home.city", "name"})
public class Customer extends Model<Customer> {
    @Id
    long id;

    String name;

    @Embedded
    Address home;

    @Embedded(prefix = "work_at_")
    @Nullable Address work;

    @Unique
    @Embedded(prefix = "")
    private Span<LocalDate> contract;

    @Embedded
    Visit customer = new Visit();

    @Embedded
    @Nullable Visit key;

    public Span<LocalDate> getContract() {
        return contract;
    }

    public void setContract(Span<LocalDate> contract) {
        this.contract = contract;
    }

    @Index({"zip", "city"})
    public record Address(
            String street,
            @Index String city,
            @Column(name = "postcode", length = 10) @Nullable String zip,
            @Transient String label,
            @Json Geo place,
            Ref<Country> country,
            @Embedded @Nullable Geo geo) {}

    public record Span<T>(T since, @Nullable T until) {}

    @Entity
    public record Country(@Id String code) {}

    /** A class with a reference to a key of several columns, and times that are cut. */
    public static class Visit {
        Instant first;
        int count;
        private @Nullable Instant row;
        @Nullable Ref<Student.Enrollment> enrollment;

        @Nullable Instant getRow() {
            return row;
        }

        void setRow(@Nullable Instant row) {
            this.row = row;
        }
    }

    /** A record whose parts are cut. */
    @Entity
    public record Trip(@Id long id, @Embedded Leg there, @Nullable @Embedded Leg trip) {}

    public record Leg(@Unique Instant begins, @Embedded Visit visit) {}
}
