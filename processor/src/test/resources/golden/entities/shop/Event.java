package shop;

import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.kinglet.Convert;
import org.kinglet.Converter;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Ref;
import org.kinglet.Transient;
import org.kinglet.Version;

/** A record with all that a record can have. */
@Entity
public record Event(
        @Index Instant at,
        @Nullable LocalTime until,
        @Id Integer id,
        @Version long version,
        @Nullable Ref<Event> event,
        byte @Nullable [] payload,
        @Nullable Boolean done,
        @Convert(Seats.class) int seats,
        @Transient @Nullable String note,
        @Transient int ignored) {
    public Event {
        if (seats < 0) throw new IllegalArgumentException();
    }

    public static final class Seats implements Converter<Integer, String> {
        @Override
        public String toColumn(Integer value) {
            return value.toString();
        }

        @Override
        public Integer fromColumn(String value) {
            return Integer.valueOf(value);
        }
    }
}
