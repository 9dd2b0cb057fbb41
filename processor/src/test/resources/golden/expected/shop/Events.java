package shop;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.BooleanColumn;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.ValueColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.Micros;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code events}, whose rows are {@link Event}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Events extends Table<Event, Integer> {
    private static final Event.Seats SEATS_CONVERTER = new Event.Seats();
    private static final DataType<Integer> SEATS_TYPE = DataType.converted(
            "Integer", DataType.STRING, SEATS_CONVERTER::toColumn, SEATS_CONVERTER::fromColumn);

    private static final TableDefinition DEFINITION = TableDefinition.table("events")
            .column(ColumnDefinition.of("id", "id", DataType.INTEGER).asGenerated())
            .column(ColumnDefinition.of("at", "at", DataType.INSTANT))
            .column(ColumnDefinition.of("until", "until", DataType.LOCAL_TIME).asNullable())
            .column(ColumnDefinition.of("version", "version", DataType.LONG).asVersion())
            .column(ColumnDefinition.of("event_id", "event", DataType.INTEGER).asNullable())
            .column(ColumnDefinition.of("payload", "payload", DataType.BYTES).asNullable())
            .column(ColumnDefinition.of("done", "done", DataType.BOOLEAN).asNullable())
            .column(ColumnDefinition.of("seats", "seats", SEATS_TYPE))
            .primaryKey("id")
            .index("at")
            .index("event_id")
            .foreignKey("event_id", "events", "id", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Events EVENTS = new Events(null);

    public final TemporalColumn<Event, Instant> at = temporalColumn("at", DataType.INSTANT);
    public final TemporalColumn<Event, LocalTime> until = temporalColumn("until", DataType.LOCAL_TIME);
    public final NumberColumn<Event, Integer> id = numberColumn("id", DataType.INTEGER);
    public final NumberColumn<Event, Long> version = numberColumn("version", DataType.LONG);
    public final ForeignKey<Event, Event, Integer> event =
            foreignKey("event", () -> Events.EVENTS, event -> event.event(), true, "event_id");
    public final ValueColumn<Event, byte[]> payload = valueColumn("payload", DataType.BYTES);
    public final BooleanColumn<Event> done = booleanColumn("done");
    public final ValueColumn<Event, Integer> seats = valueColumn("seats", SEATS_TYPE);

    private Events(@Nullable String alias) {
        super(Event.class, DEFINITION, alias);
    }

    @Override
    public Events as(String alias) {
        return new Events(Objects.requireNonNull(alias));
    }

    @Override
    protected Event read(RowReader row, int first) {
        return new Event(
                row.getInstant(first + 1),
                row.getLocalTime(first + 2),
                row.isNull(first) ? null : row.getInt(first),
                row.getLong(first + 3),
                this.event.reference(row.isNull(first + 4) ? null : row.getInt(first + 4)),
                row.getBytes(first + 5),
                row.isNull(first + 6) ? null : row.getBoolean(first + 6),
                row.isNull(first + 7) ? 0 : decode(SEATS_TYPE, row, first + 7),
                null,
                0);
    }

    @Override
    protected @Nullable Object[] values(Event event) {
        return new @Nullable Object[] {
            event.id(),
            event.at(),
            event.until(),
            event.version(),
            this.event.value(event.event()),
            encode(DataType.BYTES, event.payload()),
            event.done(),
            encode(SEATS_TYPE, event.seats())
        };
    }

    @Override
    protected Integer key(Event event) {
        return event.id();
    }

    @Override
    protected @Nullable Object[] keyValues(Integer key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Event normalize(Event event) {
        Instant at = event.at() == null ? null : Micros.of(event.at());
        LocalTime until = event.until() == null ? null : Micros.of(event.until());
        if (Objects.equals(at, event.at()) && Objects.equals(until, event.until())) return event;
        return new Event(
                at,
                until,
                event.id(),
                event.version(),
                event.event(),
                event.payload(),
                event.done(),
                event.seats(),
                event.note(),
                event.ignored());
    }

    @Override
    protected Event withGeneratedKey(Event event, long key) {
        return new Event(
                event.at(),
                event.until(),
                Math.toIntExact(key),
                event.version(),
                event.event(),
                event.payload(),
                event.done(),
                event.seats(),
                event.note(),
                event.ignored());
    }

    @Override
    protected Event withVersion(Event event, long version) {
        return new Event(
                event.at(),
                event.until(),
                event.id(),
                version,
                event.event(),
                event.payload(),
                event.done(),
                event.seats(),
                event.note(),
                event.ignored());
    }

    @Override
    protected void attach(Event event, ResultContext context) {
        this.event.attach(event.event(), context);
    }
}
