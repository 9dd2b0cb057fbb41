package shop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.BooleanColumn;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.query.ValueColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.Micros;
import org.kinglet.schema.TableDefinition;

/** The table {@code shop.products}, whose rows are {@link Product}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Products extends Table<Product, Long> {
    private static final DataType<Product.Color> COLOR_TYPE = DataType.ofEnum(Product.Color.class);
    private static final Product.MoneyConverter PRICE_CONVERTER = new Product.MoneyConverter();
    private static final DataType<Product.Money> PRICE_TYPE = DataType.converted(
            "Money", DataType.DECIMAL, PRICE_CONVERTER::toColumn, PRICE_CONVERTER::fromColumn);
    private static final Product.TagsConverter TAGS_CONVERTER = new Product.TagsConverter();
    private static final DataType<List<String>> TAGS_TYPE = DataType.converted(
            "List<String>", DataType.STRING, TAGS_CONVERTER::toColumn, TAGS_CONVERTER::fromColumn);
    private static final Product.YesNo AVAILABLE_CONVERTER = new Product.YesNo();
    private static final DataType<Boolean> AVAILABLE_TYPE = DataType.converted(
            "Boolean", DataType.CHARACTER, AVAILABLE_CONVERTER::toColumn, AVAILABLE_CONVERTER::fromColumn);

    private static final TableDefinition DEFINITION = TableDefinition.table("products")
            .schema("shop")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("version", "version", DataType.INTEGER).asVersion())
            .column(ColumnDefinition.of("a_boolean", "aBoolean", DataType.BOOLEAN))
            .column(ColumnDefinition.of("a_byte", "aByte", DataType.BYTE))
            .column(ColumnDefinition.of("a_short", "aShort", DataType.SHORT))
            .column(ColumnDefinition.of("an_int", "anInt", DataType.INTEGER))
            .column(ColumnDefinition.of("a_long", "aLong", DataType.LONG))
            .column(ColumnDefinition.of("a_float", "aFloat", DataType.FLOAT))
            .column(ColumnDefinition.of("a_double", "aDouble", DataType.DOUBLE))
            .column(ColumnDefinition.of("a_char", "aChar", DataType.CHARACTER))
            .column(ColumnDefinition.of("boxed_boolean", "boxedBoolean", DataType.BOOLEAN))
            .column(ColumnDefinition.of("boxed_byte", "boxedByte", DataType.BYTE))
            .column(ColumnDefinition.of("boxed_short", "boxedShort", DataType.SHORT))
            .column(ColumnDefinition.of("boxed_integer", "boxedInteger", DataType.INTEGER))
            .column(ColumnDefinition.of("boxed_long", "boxedLong", DataType.LONG).asNullable())
            .column(ColumnDefinition.of("boxed_float", "boxedFloat", DataType.FLOAT))
            .column(ColumnDefinition.of("boxed_double", "boxedDouble", DataType.DOUBLE))
            .column(ColumnDefinition.of("boxed_char", "boxedChar", DataType.CHARACTER).asNullable())
            .column(ColumnDefinition.of("title", "name", DataType.STRING)
                    .withLength(80)
                    .withCollation("nocase")
                    .withCheck("title <> '\"'"))
            .column(ColumnDefinition.of("decimal", "decimal", DataType.DECIMAL).withPrecision(12, 4).withDefault("0"))
            .column(ColumnDefinition.of("big_integer", "bigInteger", DataType.BIG_INTEGER).asNullable())
            .column(ColumnDefinition.of("bytes", "bytes", DataType.BYTES))
            .column(ColumnDefinition.of("nullable_bytes", "nullableBytes", DataType.BYTES).asNullable())
            .column(ColumnDefinition.of("uuid", "uuid", DataType.UUID))
            .column(ColumnDefinition.of("day", "day", DataType.LOCAL_DATE))
            .column(ColumnDefinition.of("time", "time", DataType.LOCAL_TIME))
            .column(ColumnDefinition.of("date_time", "dateTime", DataType.LOCAL_DATE_TIME).asNullable())
            .column(ColumnDefinition.of("instant", "instant", DataType.INSTANT))
            .column(ColumnDefinition.of("offset_date_time", "offsetDateTime", DataType.OFFSET_DATE_TIME).asNullable())
            .column(ColumnDefinition.of("duration", "duration", DataType.DURATION))
            .column(ColumnDefinition.of("color", "color", COLOR_TYPE))
            .column(ColumnDefinition.of("other_color", "otherColor", COLOR_TYPE).asNullable())
            .column(ColumnDefinition.of("price", "price", PRICE_TYPE))
            .column(ColumnDefinition.of("discount", "discount", PRICE_TYPE).asNullable())
            .column(ColumnDefinition.of("tags", "tags", TAGS_TYPE)
                    .withDeclaredType("varchar(500)")
                    .withDefault("'a very long default, so that this line would be longer than it may be'"))
            .column(ColumnDefinition.of("available", "available", AVAILABLE_TYPE))
            .primaryKey("id")
            .unique("title")
            .index("instant")
            .index("color", "price")
            .index("products_by_day", true, "day", "time")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Products PRODUCTS = new Products(null);

    public final NumberColumn<Product, Long> id = numberColumn("id", DataType.LONG);
    public final NumberColumn<Product, Integer> version = numberColumn("version", DataType.INTEGER);
    public final BooleanColumn<Product> aBoolean = booleanColumn("a_boolean");
    public final NumberColumn<Product, Byte> aByte = numberColumn("a_byte", DataType.BYTE);
    public final NumberColumn<Product, Short> aShort = numberColumn("a_short", DataType.SHORT);
    public final NumberColumn<Product, Integer> anInt = numberColumn("an_int", DataType.INTEGER);
    public final NumberColumn<Product, Long> aLong = numberColumn("a_long", DataType.LONG);
    public final NumberColumn<Product, Float> aFloat = numberColumn("a_float", DataType.FLOAT);
    public final NumberColumn<Product, Double> aDouble = numberColumn("a_double", DataType.DOUBLE);
    public final ValueColumn<Product, Character> aChar = valueColumn("a_char", DataType.CHARACTER);
    public final BooleanColumn<Product> boxedBoolean = booleanColumn("boxed_boolean");
    public final NumberColumn<Product, Byte> boxedByte = numberColumn("boxed_byte", DataType.BYTE);
    public final NumberColumn<Product, Short> boxedShort = numberColumn("boxed_short", DataType.SHORT);
    public final NumberColumn<Product, Integer> boxedInteger = numberColumn("boxed_integer", DataType.INTEGER);
    public final NumberColumn<Product, Long> boxedLong = numberColumn("boxed_long", DataType.LONG);
    public final NumberColumn<Product, Float> boxedFloat = numberColumn("boxed_float", DataType.FLOAT);
    public final NumberColumn<Product, Double> boxedDouble = numberColumn("boxed_double", DataType.DOUBLE);
    public final ValueColumn<Product, Character> boxedChar = valueColumn("boxed_char", DataType.CHARACTER);
    public final TextColumn<Product> name = textColumn("title");
    public final NumberColumn<Product, BigDecimal> decimal = numberColumn("decimal", DataType.DECIMAL);
    public final NumberColumn<Product, BigInteger> bigInteger = numberColumn("big_integer", DataType.BIG_INTEGER);
    public final ValueColumn<Product, byte[]> bytes = valueColumn("bytes", DataType.BYTES);
    public final ValueColumn<Product, byte[]> nullableBytes = valueColumn("nullable_bytes", DataType.BYTES);
    public final ValueColumn<Product, UUID> uuid = valueColumn("uuid", DataType.UUID);
    public final TemporalColumn<Product, LocalDate> day = temporalColumn("day", DataType.LOCAL_DATE);
    public final TemporalColumn<Product, LocalTime> time = temporalColumn("time", DataType.LOCAL_TIME);
    public final TemporalColumn<Product, LocalDateTime> dateTime =
            temporalColumn("date_time", DataType.LOCAL_DATE_TIME);
    public final TemporalColumn<Product, Instant> instant = temporalColumn("instant", DataType.INSTANT);
    public final TemporalColumn<Product, OffsetDateTime> offsetDateTime =
            temporalColumn("offset_date_time", DataType.OFFSET_DATE_TIME);
    public final ValueColumn<Product, Duration> duration = valueColumn("duration", DataType.DURATION);
    public final ValueColumn<Product, Product.Color> color = valueColumn("color", COLOR_TYPE);
    public final ValueColumn<Product, Product.Color> otherColor = valueColumn("other_color", COLOR_TYPE);
    public final ValueColumn<Product, Product.Money> price = valueColumn("price", PRICE_TYPE);
    public final ValueColumn<Product, Product.Money> discount = valueColumn("discount", PRICE_TYPE);
    public final ValueColumn<Product, List<String>> tags = valueColumn("tags", TAGS_TYPE);
    public final ValueColumn<Product, Boolean> available = valueColumn("available", AVAILABLE_TYPE);

    private Products(@Nullable String alias) {
        super(Product.class, DEFINITION, alias);
    }

    @Override
    public Products as(String alias) {
        return new Products(Objects.requireNonNull(alias));
    }

    @Override
    protected Product read(RowReader row, int first) {
        Product product = new Product();
        fill(product, row, first);
        return product;
    }

    @Override
    protected void fill(Product product, RowReader row, int first) {
        product.id = row.isNull(first) ? null : row.getLong(first);
        product.version = row.getInt(first + 1);
        product.aBoolean = row.getBoolean(first + 2);
        product.aByte = row.isNull(first + 3) ? (byte) 0 : decode(DataType.BYTE, row, first + 3);
        product.aShort = row.isNull(first + 4) ? (short) 0 : decode(DataType.SHORT, row, first + 4);
        product.anInt = row.getInt(first + 5);
        product.aLong = row.getLong(first + 6);
        product.aFloat = row.getFloat(first + 7);
        product.aDouble = row.getDouble(first + 8);
        product.aChar = row.isNull(first + 9) ? '\0' : decode(DataType.CHARACTER, row, first + 9);
        product.boxedBoolean = row.isNull(first + 10) ? null : row.getBoolean(first + 10);
        product.boxedByte = decode(DataType.BYTE, row, first + 11);
        product.boxedShort = decode(DataType.SHORT, row, first + 12);
        product.boxedInteger = row.isNull(first + 13) ? null : row.getInt(first + 13);
        product.boxedLong = row.isNull(first + 14) ? null : row.getLong(first + 14);
        product.boxedFloat = row.isNull(first + 15) ? null : row.getFloat(first + 15);
        product.boxedDouble = row.isNull(first + 16) ? null : row.getDouble(first + 16);
        product.boxedChar = decode(DataType.CHARACTER, row, first + 17);
        product.name = row.getString(first + 18);
        product.decimal = row.getBigDecimal(first + 19);
        product.bigInteger = decode(DataType.BIG_INTEGER, row, first + 20);
        product.bytes = row.getBytes(first + 21);
        product.nullableBytes = row.getBytes(first + 22);
        product.uuid = row.getUuid(first + 23);
        product.day = row.getLocalDate(first + 24);
        product.time = row.getLocalTime(first + 25);
        product.dateTime = row.getLocalDateTime(first + 26);
        product.instant = row.getInstant(first + 27);
        product.offsetDateTime = decode(DataType.OFFSET_DATE_TIME, row, first + 28);
        product.duration = decode(DataType.DURATION, row, first + 29);
        product.color = decode(COLOR_TYPE, row, first + 30);
        product.otherColor = decode(COLOR_TYPE, row, first + 31);
        product.price = decode(PRICE_TYPE, row, first + 32);
        product.discount = decode(PRICE_TYPE, row, first + 33);
        product.tags = decode(TAGS_TYPE, row, first + 34);
        product.available = row.isNull(first + 35) ? false : decode(AVAILABLE_TYPE, row, first + 35);
    }

    @Override
    protected @Nullable Object[] values(Product product) {
        return new @Nullable Object[] {
            product.id,
            product.version,
            product.aBoolean,
            encode(DataType.BYTE, product.aByte),
            encode(DataType.SHORT, product.aShort),
            product.anInt,
            product.aLong,
            product.aFloat,
            product.aDouble,
            encode(DataType.CHARACTER, product.aChar),
            product.boxedBoolean,
            encode(DataType.BYTE, product.boxedByte),
            encode(DataType.SHORT, product.boxedShort),
            product.boxedInteger,
            product.boxedLong,
            product.boxedFloat,
            product.boxedDouble,
            encode(DataType.CHARACTER, product.boxedChar),
            product.name,
            product.decimal,
            encode(DataType.BIG_INTEGER, product.bigInteger),
            encode(DataType.BYTES, product.bytes),
            encode(DataType.BYTES, product.nullableBytes),
            product.uuid,
            product.day,
            product.time,
            product.dateTime,
            product.instant,
            encode(DataType.OFFSET_DATE_TIME, product.offsetDateTime),
            encode(DataType.DURATION, product.duration),
            encode(COLOR_TYPE, product.color),
            encode(COLOR_TYPE, product.otherColor),
            encode(PRICE_TYPE, product.price),
            encode(PRICE_TYPE, product.discount),
            encode(TAGS_TYPE, product.tags),
            encode(AVAILABLE_TYPE, product.available)
        };
    }

    @Override
    protected Long key(Product product) {
        return product.id;
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Product normalize(Product product) {
        if (product.time != null) product.time = Micros.of(product.time);
        if (product.dateTime != null) product.dateTime = Micros.of(product.dateTime);
        if (product.instant != null) product.instant = Micros.of(product.instant);
        if (product.offsetDateTime != null) product.offsetDateTime = Micros.of(product.offsetDateTime);
        return product;
    }

    @Override
    protected Product withGeneratedKey(Product product, long key) {
        product.id = key;
        return product;
    }

    @Override
    protected Product withVersion(Product product, long version) {
        product.version = Math.toIntExact(version);
        return product;
    }

    @Override
    protected Product fresh() {
        return new Product();
    }
}
