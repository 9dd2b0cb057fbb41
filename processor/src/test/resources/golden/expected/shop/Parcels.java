package shop;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.ArrayColumn;
import org.kinglet.query.HstoreColumn;
import org.kinglet.query.JsonColumn;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.RangeColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.query.ValueColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.GenericType;
import org.kinglet.schema.Micros;
import org.kinglet.schema.Range;
import org.kinglet.schema.TableDefinition;

/** The table {@code parcels}, whose rows are {@link Parcel}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Parcels extends Table<Parcel, Long> {
    private static final DataType<Parcel.Address> ADDRESS_TYPE = DataType.json(
            "Address of Parcel.address", Parcel.Address.class);
    private static final DataType<Parcel.Address> RETURN_ADDRESS_TYPE = DataType.json(
            "Address of Parcel.returnAddress", Parcel.Address.class);
    private static final DataType<List<Parcel.Address>> STOPS_TYPE = DataType.json(
            "List<Address> of Parcel.stops", GenericType.of(List.class, Parcel.Address.class));
    private static final DataType<Map<String, List<? extends Number>>> MEASURES_TYPE = DataType.json(
            "Map<String, List<? extends Number>> of Parcel.measures",
            GenericType.of(Map.class, String.class, GenericType.of(List.class, Number.class)));
    private static final DataType<List<int[]>[]> GRIDS_TYPE = DataType.json(
            "List<int[]>[] of Parcel.grids", GenericType.arrayOf(GenericType.of(List.class, int[].class)));
    private static final DataType<Integer> CODE_TYPE = DataType.json("Integer of Parcel.code", Integer.class);
    private static final DataType<String[]> STRING_ARRAY_TYPE = DataType.arrayOf(DataType.STRING, String[]::new);
    private static final DataType<List<String>> STRING_LIST_TYPE = DataType.listOf(DataType.STRING);
    private static final DataType<List<Long>> LONG_LIST_TYPE = DataType.listOf(DataType.LONG);
    private static final DataType<UUID[]> UUID_ARRAY_TYPE = DataType.arrayOf(DataType.UUID, UUID[]::new);
    private static final DataType<byte[][]> BYTES_ARRAY_TYPE = DataType.arrayOf(DataType.BYTES, byte[][]::new);
    private static final DataType<Parcel.Label> LABEL_TYPE = DataType.ofEnum(Parcel.Label.class);
    private static final DataType<Parcel.Label[]> LABEL_ARRAY_TYPE = DataType.arrayOf(LABEL_TYPE, Parcel.Label[]::new);
    private static final DataType<List<Parcel.Label>> LABEL_LIST_TYPE = DataType.listOf(LABEL_TYPE);
    private static final DataType<List<Instant>> INSTANT_LIST_TYPE = DataType.listOf(DataType.INSTANT);
    private static final DataType<Set<Parcel.Label>> LABEL_SET_TYPE = DataType.setOf(Parcel.Label.class);
    private static final DataType<Range<LocalDate>> LOCAL_DATE_RANGE_TYPE = DataType.rangeOf(DataType.LOCAL_DATE);
    private static final DataType<Range<Long>> LONG_RANGE_TYPE = DataType.rangeOf(DataType.LONG);

    private static final TableDefinition DEFINITION = TableDefinition.table("parcels")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated().withSequence("parcel_numbers"))
            .column(ColumnDefinition.of("raw", "raw", DataType.JSON))
            .column(ColumnDefinition.of("address", "address", ADDRESS_TYPE))
            .column(ColumnDefinition.of("return_address", "returnAddress", RETURN_ADDRESS_TYPE).asNullable())
            .column(ColumnDefinition.of("stops", "stops", STOPS_TYPE))
            .column(ColumnDefinition.of("measures", "measures", MEASURES_TYPE))
            .column(ColumnDefinition.of("grids", "grids", GRIDS_TYPE))
            .column(ColumnDefinition.of("a_code", "code", CODE_TYPE).withDeclaredType("json"))
            .column(ColumnDefinition.of("words", "words", STRING_ARRAY_TYPE))
            .column(ColumnDefinition.of("more_words", "moreWords", STRING_ARRAY_TYPE).asNullable())
            .column(ColumnDefinition.of("numbers", "numbers", DataType.INTEGER_ARRAY))
            .column(ColumnDefinition.of("weights", "weights", DataType.DOUBLE_ARRAY).asNullable())
            .column(ColumnDefinition.of("tags", "tags", STRING_LIST_TYPE))
            .column(ColumnDefinition.of("references", "references", LONG_LIST_TYPE).asNullable())
            .column(ColumnDefinition.of("ids", "ids", UUID_ARRAY_TYPE))
            .column(ColumnDefinition.of("prints", "prints", BYTES_ARRAY_TYPE))
            .column(ColumnDefinition.of("labels", "labels", LABEL_ARRAY_TYPE))
            .column(ColumnDefinition.of("more_labels", "moreLabels", LABEL_LIST_TYPE))
            .column(ColumnDefinition.of("seen", "seen", INSTANT_LIST_TYPE))
            .column(ColumnDefinition.of("label_set", "labelSet", LABEL_SET_TYPE)
                    .withDeclaredType("set('FRAGILE','HEAVY')"))
            .column(ColumnDefinition.of("label", "label", LABEL_TYPE).withDeclaredType("label"))
            .column(ColumnDefinition.of("ip", "ip", DataType.STRING).withDeclaredType("inet"))
            .column(ColumnDefinition.of("ips", "ips", STRING_LIST_TYPE).withDeclaredType("inet[]"))
            .column(ColumnDefinition.of("attributes", "attributes", DataType.HSTORE).withDeclaredType("hstore"))
            .column(ColumnDefinition.of("delivery", "delivery", LOCAL_DATE_RANGE_TYPE))
            .column(ColumnDefinition.of("span", "span", LONG_RANGE_TYPE).asNullable())
            .column(ColumnDefinition.of("handling", "handling", DataType.DURATION))
            .column(ColumnDefinition.of("delay", "delay", DataType.INTERVAL).withDeclaredType("INTERVAL"))
            .column(ColumnDefinition.of("validity", "validity", DataType.PERIOD)
                    .asNullable()
                    .withDeclaredType("interval"))
            .column(ColumnDefinition.of("warranty", "warranty", DataType.PERIOD))
            .column(ColumnDefinition.of("year", "year", DataType.YEAR))
            .primaryKey("id")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Parcels PARCELS = new Parcels(null);

    public final NumberColumn<Parcel, Long> id = numberColumn("id", DataType.LONG);
    public final JsonColumn<Parcel, String> raw = jsonColumn("raw", DataType.JSON);
    public final JsonColumn<Parcel, Parcel.Address> address = jsonColumn("address", ADDRESS_TYPE);
    public final JsonColumn<Parcel, Parcel.Address> returnAddress = jsonColumn("return_address", RETURN_ADDRESS_TYPE);
    public final JsonColumn<Parcel, List<Parcel.Address>> stops = jsonColumn("stops", STOPS_TYPE);
    public final JsonColumn<Parcel, Map<String, List<? extends Number>>> measures =
            jsonColumn("measures", MEASURES_TYPE);
    public final JsonColumn<Parcel, List<int[]>[]> grids = jsonColumn("grids", GRIDS_TYPE);
    public final JsonColumn<Parcel, Integer> code = jsonColumn("a_code", CODE_TYPE);
    public final ArrayColumn<Parcel, String[], String> words = arrayColumn("words", STRING_ARRAY_TYPE, DataType.STRING);
    public final ArrayColumn<Parcel, String[], String> moreWords =
            arrayColumn("more_words", STRING_ARRAY_TYPE, DataType.STRING);
    public final ArrayColumn<Parcel, int[], Integer> numbers =
            arrayColumn("numbers", DataType.INTEGER_ARRAY, DataType.INTEGER);
    public final ArrayColumn<Parcel, double[], Double> weights =
            arrayColumn("weights", DataType.DOUBLE_ARRAY, DataType.DOUBLE);
    public final ArrayColumn<Parcel, List<String>, String> tags =
            arrayColumn("tags", STRING_LIST_TYPE, DataType.STRING);
    public final ArrayColumn<Parcel, List<Long>, Long> references =
            arrayColumn("references", LONG_LIST_TYPE, DataType.LONG);
    public final ArrayColumn<Parcel, UUID[], UUID> ids = arrayColumn("ids", UUID_ARRAY_TYPE, DataType.UUID);
    public final ArrayColumn<Parcel, byte[][], byte[]> prints = arrayColumn("prints", BYTES_ARRAY_TYPE, DataType.BYTES);
    public final ArrayColumn<Parcel, Parcel.Label[], Parcel.Label> labels =
            arrayColumn("labels", LABEL_ARRAY_TYPE, LABEL_TYPE);
    public final ArrayColumn<Parcel, List<Parcel.Label>, Parcel.Label> moreLabels =
            arrayColumn("more_labels", LABEL_LIST_TYPE, LABEL_TYPE);
    public final ArrayColumn<Parcel, List<Instant>, Instant> seen =
            arrayColumn("seen", INSTANT_LIST_TYPE, DataType.INSTANT);
    public final ValueColumn<Parcel, Set<Parcel.Label>> labelSet = valueColumn("label_set", LABEL_SET_TYPE);
    public final ValueColumn<Parcel, Parcel.Label> label = valueColumn("label", LABEL_TYPE);
    public final TextColumn<Parcel> ip = textColumn("ip");
    public final ArrayColumn<Parcel, List<String>, String> ips = arrayColumn("ips", STRING_LIST_TYPE, DataType.STRING);
    public final HstoreColumn<Parcel> attributes = hstoreColumn("attributes");
    public final RangeColumn<Parcel, LocalDate> delivery = rangeColumn("delivery", DataType.LOCAL_DATE);
    public final RangeColumn<Parcel, Long> span = rangeColumn("span", DataType.LONG);
    public final ValueColumn<Parcel, Duration> handling = valueColumn("handling", DataType.DURATION);
    public final ValueColumn<Parcel, Duration> delay = valueColumn("delay", DataType.INTERVAL);
    public final ValueColumn<Parcel, Period> validity = valueColumn("validity", DataType.PERIOD);
    public final ValueColumn<Parcel, Period> warranty = valueColumn("warranty", DataType.PERIOD);
    public final ValueColumn<Parcel, Year> year = valueColumn("year", DataType.YEAR);

    private Parcels(@Nullable String alias) {
        super(Parcel.class, DEFINITION, alias);
    }

    @Override
    public Parcels as(String alias) {
        return new Parcels(Objects.requireNonNull(alias));
    }

    @Override
    protected Parcel read(RowReader row, int first) {
        Parcel parcel = new Parcel();
        fill(parcel, row, first);
        return parcel;
    }

    @Override
    protected void fill(Parcel parcel, RowReader row, int first) {
        parcel.id = row.getLong(first);
        parcel.raw = row.getString(first + 1);
        parcel.address = decode(ADDRESS_TYPE, row, first + 2);
        parcel.returnAddress = decode(RETURN_ADDRESS_TYPE, row, first + 3);
        parcel.stops = decode(STOPS_TYPE, row, first + 4);
        parcel.measures = decode(MEASURES_TYPE, row, first + 5);
        parcel.grids = decode(GRIDS_TYPE, row, first + 6);
        parcel.code = decode(CODE_TYPE, row, first + 7);
        parcel.words = decode(STRING_ARRAY_TYPE, row, first + 8);
        parcel.moreWords = decode(STRING_ARRAY_TYPE, row, first + 9);
        parcel.numbers = decode(DataType.INTEGER_ARRAY, row, first + 10);
        parcel.weights = decode(DataType.DOUBLE_ARRAY, row, first + 11);
        parcel.tags = decode(STRING_LIST_TYPE, row, first + 12);
        parcel.references = decode(LONG_LIST_TYPE, row, first + 13);
        parcel.ids = decode(UUID_ARRAY_TYPE, row, first + 14);
        parcel.prints = decode(BYTES_ARRAY_TYPE, row, first + 15);
        parcel.labels = decode(LABEL_ARRAY_TYPE, row, first + 16);
        parcel.moreLabels = decode(LABEL_LIST_TYPE, row, first + 17);
        parcel.seen = decode(INSTANT_LIST_TYPE, row, first + 18);
        parcel.labelSet = decode(LABEL_SET_TYPE, row, first + 19);
        parcel.label = decode(LABEL_TYPE, row, first + 20);
        parcel.ip = row.getString(first + 21);
        parcel.ips = decode(STRING_LIST_TYPE, row, first + 22);
        parcel.attributes = decode(DataType.HSTORE, row, first + 23);
        parcel.delivery = decode(LOCAL_DATE_RANGE_TYPE, row, first + 24);
        parcel.span = decode(LONG_RANGE_TYPE, row, first + 25);
        parcel.handling = decode(DataType.DURATION, row, first + 26);
        parcel.delay = decode(DataType.INTERVAL, row, first + 27);
        parcel.validity = decode(DataType.PERIOD, row, first + 28);
        parcel.warranty = decode(DataType.PERIOD, row, first + 29);
        parcel.year = decode(DataType.YEAR, row, first + 30);
    }

    @Override
    protected @Nullable Object[] values(Parcel parcel) {
        return new @Nullable Object[] {
            parcel.id,
            parcel.raw,
            encode(ADDRESS_TYPE, parcel.address),
            encode(RETURN_ADDRESS_TYPE, parcel.returnAddress),
            encode(STOPS_TYPE, parcel.stops),
            encode(MEASURES_TYPE, parcel.measures),
            encode(GRIDS_TYPE, parcel.grids),
            encode(CODE_TYPE, parcel.code),
            encode(STRING_ARRAY_TYPE, parcel.words),
            encode(STRING_ARRAY_TYPE, parcel.moreWords),
            encode(DataType.INTEGER_ARRAY, parcel.numbers),
            encode(DataType.DOUBLE_ARRAY, parcel.weights),
            encode(STRING_LIST_TYPE, parcel.tags),
            encode(LONG_LIST_TYPE, parcel.references),
            encode(UUID_ARRAY_TYPE, parcel.ids),
            encode(BYTES_ARRAY_TYPE, parcel.prints),
            encode(LABEL_ARRAY_TYPE, parcel.labels),
            encode(LABEL_LIST_TYPE, parcel.moreLabels),
            encode(INSTANT_LIST_TYPE, parcel.seen),
            encode(LABEL_SET_TYPE, parcel.labelSet),
            encode(LABEL_TYPE, parcel.label),
            parcel.ip,
            encode(STRING_LIST_TYPE, parcel.ips),
            encode(DataType.HSTORE, parcel.attributes),
            encode(LOCAL_DATE_RANGE_TYPE, parcel.delivery),
            encode(LONG_RANGE_TYPE, parcel.span),
            encode(DataType.DURATION, parcel.handling),
            encode(DataType.INTERVAL, parcel.delay),
            encode(DataType.PERIOD, parcel.validity),
            encode(DataType.PERIOD, parcel.warranty),
            encode(DataType.YEAR, parcel.year)
        };
    }

    @Override
    protected Long key(Parcel parcel) {
        return parcel.id;
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Parcel normalize(Parcel parcel) {
        if (parcel.delay != null) parcel.delay = Micros.of(parcel.delay);
        return parcel;
    }

    @Override
    protected Parcel withGeneratedKey(Parcel parcel, long key) {
        parcel.id = key;
        return parcel;
    }

    @Override
    protected Parcel fresh() {
        return new Parcel();
    }
}
