// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java type as a column holds it: which {@link SqlType} it is, and how its values become the few types that drivers
 * exchange ({@link #encode}) and come back ({@link #decode}).
 *
 * @param <T> the type of the property, boxed
 */
public final class DataType<T> {
    public static final DataType<Boolean> BOOLEAN = plain(Boolean.class, SqlType.BOOLEAN);
    public static final DataType<Byte> BYTE =
            new DataType<>("Byte", SqlType.SMALLINT, Byte::intValue, stored -> (byte) range(stored, -128, 127, "byte"));
    public static final DataType<Short> SHORT = new DataType<>(
            "Short", SqlType.SMALLINT, Short::intValue, stored -> (short) range(stored, -32768, 32767, "short"));
    public static final DataType<Integer> INTEGER = plain(Integer.class, SqlType.INTEGER);
    public static final DataType<Long> LONG = plain(Long.class, SqlType.BIGINT);
    public static final DataType<Float> FLOAT = plain(Float.class, SqlType.REAL);
    public static final DataType<Double> DOUBLE = plain(Double.class, SqlType.DOUBLE);
    public static final DataType<BigDecimal> DECIMAL = plain(BigDecimal.class, SqlType.DECIMAL);
    public static final DataType<BigInteger> BIG_INTEGER = new DataType<>(
            "BigInteger", SqlType.DECIMAL, BigDecimal::new, stored -> ((BigDecimal) stored).toBigIntegerExact());
    public static final DataType<String> STRING = plain(String.class, SqlType.TEXT);
    public static final DataType<Character> CHARACTER =
            new DataType<>("Character", SqlType.TEXT, String::valueOf, DataType::oneCharacter);
    /** Copied on the way in, so that an array that is changed later is noticed as a change. */
    public static final DataType<byte[]> BYTES =
            new DataType<>("byte[]", SqlType.BINARY, byte[]::clone, stored -> (byte[]) stored);

    public static final DataType<java.util.UUID> UUID = plain(java.util.UUID.class, SqlType.UUID);
    public static final DataType<LocalDate> LOCAL_DATE = plain(LocalDate.class, SqlType.DATE);
    public static final DataType<LocalTime> LOCAL_TIME =
            new DataType<>("LocalTime", SqlType.TIME, Micros::of, stored -> (LocalTime) stored);
    public static final DataType<LocalDateTime> LOCAL_DATE_TIME =
            new DataType<>("LocalDateTime", SqlType.TIMESTAMP, Micros::of, stored -> (LocalDateTime) stored);
    public static final DataType<Instant> INSTANT =
            new DataType<>("Instant", SqlType.TIMESTAMP_WITH_TIME_ZONE, Micros::of, stored -> (Instant) stored);
    /** Stored as the instant it is; comes back in UTC. */
    public static final DataType<OffsetDateTime> OFFSET_DATE_TIME = new DataType<>(
            "OffsetDateTime",
            SqlType.TIMESTAMP_WITH_TIME_ZONE,
            value -> Micros.of(value.toInstant()),
            stored -> ((Instant) stored).atOffset(ZoneOffset.UTC));
    /** Stored as nanoseconds, which is exact up to 292 years. */
    public static final DataType<Duration> DURATION =
            new DataType<>("Duration", SqlType.BIGINT, DataType::nanos, stored -> Duration.ofNanos((Long) stored));

    public static final DataType<Year> YEAR =
            new DataType<>("Year", SqlType.INTEGER, Year::getValue, stored -> Year.of((Integer) stored));
    /** As ISO text, {@code P1Y2M3D}; also for columns of a database's own type {@code interval}. */
    public static final DataType<Period> PERIOD =
            new DataType<>("Period", SqlType.TEXT, Period::toString, stored -> Iso.period((String) stored));
    /** A {@link Duration} for columns of a database's own type {@code interval}: ISO text with microseconds. */
    public static final DataType<Duration> INTERVAL =
            new DataType<>("Duration", SqlType.TEXT, Iso::text, stored -> Iso.duration((String) stored));
    /** Of PostgreSQL's type {@code hstore}. */
    public static final DataType<Map<String, @Nullable String>> HSTORE =
            new DataType<>("Map<String, String>", SqlType.TEXT, Hstore::write, stored -> Hstore.read((String) stored));
    /** A JSON document as its text. */
    public static final DataType<String> JSON = plain(String.class, SqlType.JSON);

    /** A JSON document that is looked at in Java. */
    public static final DataType<JsonValue> JSON_VALUE = new DataType<>(
            "JsonValue",
            ColumnType.of(SqlType.JSON),
            JsonValue::toString,
            stored -> JsonValue.parse((String) stored),
            (one, other) -> JsonValue.parse((String) one).equals(JsonValue.parse((String) other)));

    public static final DataType<boolean[]> BOOLEAN_ARRAY = primitives(BOOLEAN, boolean[].class);
    public static final DataType<short[]> SHORT_ARRAY = primitives(SHORT, short[].class);
    public static final DataType<int[]> INTEGER_ARRAY = primitives(INTEGER, int[].class);
    public static final DataType<long[]> LONG_ARRAY = primitives(LONG, long[].class);
    public static final DataType<float[]> FLOAT_ARRAY = primitives(FLOAT, float[].class);
    public static final DataType<double[]> DOUBLE_ARRAY = primitives(DOUBLE, double[].class);

    private static final Map<Class<?>, DataType<?>> BY_CLASS = Map.ofEntries(
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(Byte.class, BYTE),
            Map.entry(Short.class, SHORT),
            Map.entry(Integer.class, INTEGER),
            Map.entry(Long.class, LONG),
            Map.entry(Float.class, FLOAT),
            Map.entry(Double.class, DOUBLE),
            Map.entry(BigDecimal.class, DECIMAL),
            Map.entry(BigInteger.class, BIG_INTEGER),
            Map.entry(String.class, STRING),
            Map.entry(Character.class, CHARACTER),
            Map.entry(byte[].class, BYTES),
            Map.entry(JsonValue.class, JSON_VALUE),
            Map.entry(java.util.UUID.class, UUID),
            Map.entry(LocalDate.class, LOCAL_DATE),
            Map.entry(LocalTime.class, LOCAL_TIME),
            Map.entry(LocalDateTime.class, LOCAL_DATE_TIME),
            Map.entry(Instant.class, INSTANT),
            Map.entry(OffsetDateTime.class, OFFSET_DATE_TIME),
            Map.entry(Duration.class, DURATION),
            Map.entry(Year.class, YEAR),
            Map.entry(Period.class, PERIOD),
            Map.entry(boolean[].class, BOOLEAN_ARRAY),
            Map.entry(short[].class, SHORT_ARRAY),
            Map.entry(int[].class, INTEGER_ARRAY),
            Map.entry(long[].class, LONG_ARRAY),
            Map.entry(float[].class, FLOAT_ARRAY),
            Map.entry(double[].class, DOUBLE_ARRAY));

    private final String name;
    private final ColumnType columnType;
    private final Function<T, Object> encoder;
    private final Function<Object, @Nullable T> decoder;
    private final BiPredicate<Object, Object> equality;

    private DataType(String name, SqlType sqlType, Function<T, Object> encoder, Function<Object, @Nullable T> decoder) {
        this(name, ColumnType.of(sqlType), encoder, decoder, Objects::deepEquals);
    }

    private DataType(
            String name,
            ColumnType columnType,
            Function<T, Object> encoder,
            Function<Object, @Nullable T> decoder,
            BiPredicate<Object, Object> equality) {
        this.name = name;
        this.columnType = columnType;
        this.encoder = encoder;
        this.decoder = decoder;
        this.equality = equality;
    }

    private static <T> DataType<T> plain(Class<T> type, SqlType sqlType) {
        return new DataType<>(type.getSimpleName(), sqlType, value -> value, type::cast);
    }

    /** Constants by their {@link Enum#name()}. */
    public static <T extends Enum<T>> DataType<T> ofEnum(Class<T> type) {
        Map<String, T> constants = Stream.of(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(Enum::name, constant -> constant));
        return new DataType<>(type.getSimpleName(), SqlType.TEXT, Enum::name, stored -> {
            T constant = constants.get((String) stored);
            if (constant == null) {
                throw new IllegalArgumentException("the column holds a name that " + type.getName()
                        + " has no constant for; its constants are " + Arrays.toString(type.getEnumConstants()));
            }
            return constant;
        });
    }

    /**
     * A type that is stored as another.
     *
     * @param name the type's name, for messages
     */
    public static <T, C> DataType<T> converted(
            String name, DataType<C> column, Function<T, C> toColumn, Function<C, T> fromColumn) {
        return new DataType<>(
                name,
                column.columnType,
                value -> column.encoder.apply(toColumn.apply(value)),
                stored -> {
                    C value = column.decoder.apply(stored);
                    return value == null ? null : fromColumn.apply(value);
                },
                column.equality);
    }

    /**
     * A type that is stored as a JSON document, by the {@link JsonMapper} that the program has.
     *
     * @param name the type's name, for messages
     * @param type what the mapper makes of the document, with its type arguments: see {@link GenericType}
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller says which T the type stands for
    public static <T> DataType<T> json(String name, Type type) {
        return new DataType<>(
                name,
                ColumnType.of(SqlType.JSON),
                value -> document(name, value, type),
                stored -> (T) JsonMappers.get().read((String) stored, type),
                (one, other) -> one.equals(other) || JsonMappers.get().isSame((String) one, (String) other));
    }

    private static String document(String name, Object value, Type type) {
        try {
            return JsonMappers.get().write(value, type);
        } catch (IllegalArgumentException failed) {
            throw new IllegalArgumentException(name + ": " + failed.getMessage());
        }
    }

    /** An array of a type. Elements may be null. */
    public static <T> DataType<@Nullable T[]> arrayOf(DataType<T> element, IntFunction<@Nullable T[]> newArray) {
        return new DataType<>(
                element + "[]",
                ColumnType.arrayOf(element.columnType),
                values -> element.encodeAll(Arrays.asList(values)),
                stored -> element.decodeAll(stored).toArray(newArray),
                Objects::deepEquals);
    }

    @SuppressWarnings("unchecked") // made of the class
    private static <T> DataType<@Nullable T[]> arrayOf(Class<T> element) {
        return arrayOf(of(element), length -> (@Nullable T[]) Array.newInstance(element, length));
    }

    /** An array of a type, as a list, which can be changed once it was read. Elements may be null. */
    public static <T> DataType<List<T>> listOf(DataType<T> element) {
        return new DataType<>(
                "List<" + element + ">",
                ColumnType.arrayOf(element.columnType),
                element::encodeAll,
                element::decodeAll,
                Objects::deepEquals);
    }

    /**
     * A range of a type.
     *
     * @throws IllegalArgumentException if PostgreSQL has no ranges of the type
     */
    public static <T extends Comparable<? super T>> DataType<Range<T>> rangeOf(DataType<T> bound) {
        switch (bound.sqlType()) {
            case INTEGER, BIGINT, DECIMAL, DATE, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> {}
            default -> throw new IllegalArgumentException("there are no ranges of " + bound);
        }
        return new DataType<>(
                "Range<" + bound + ">",
                ColumnType.rangeOf(bound.columnType),
                range -> RangeText.write(range, bound),
                stored -> RangeText.read((String) stored, bound),
                Objects::equals);
    }

    /** A set of constants as their names, with commas between them, in the order of their declaration: MySQL's {@code set}. */
    public static <T extends Enum<T>> DataType<Set<T>> setOf(Class<T> type) {
        DataType<T> constant = ofEnum(type);
        return new DataType<>(
                "Set<" + constant + ">",
                SqlType.TEXT,
                values -> values.stream().sorted().map(Enum::name).collect(Collectors.joining(",")),
                stored -> {
                    Set<T> constants = EnumSet.noneOf(type);
                    for (String name : ((String) stored).split(",", -1)) {
                        if (!name.isEmpty()) constants.add(Objects.requireNonNull(constant.decode(name)));
                    }
                    return constants;
                });
    }

    /** The same values in a column whose type in the database has a name of its own; {@code null} takes that away. */
    public DataType<T> declared(@Nullable String sql) {
        if (Objects.equals(sql, columnType.declared())) return this;
        return new DataType<>(name, columnType.declared(sql), encoder, decoder, equality);
    }

    /**
     * The type that values of a class have.
     *
     * @throws IllegalArgumentException if the class has no mapping; the message names those that have
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static <T> DataType<T> of(Class<T> type) {
        DataType<?> known = BY_CLASS.get(type);
        if (known == null && Enum.class.isAssignableFrom(type)) {
            Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
            known = ofEnum((Class) declaring);
        }
        if (known == null
                && type.isArray()
                && !type.componentType().isArray()
                && !type.componentType().isPrimitive()) {
            known = arrayOf(type.componentType());
        }
        if (known == null) {
            throw new IllegalArgumentException(type.getName() + " is no type that a column can have; use one of "
                    + BY_CLASS.keySet().stream()
                            .map(Class::getSimpleName)
                            .sorted()
                            .toList() + ", an enum, or an array of those");
        }
        return (DataType<T>) known;
    }

    /** The kind of the column. */
    public SqlType sqlType() {
        return columnType.kind();
    }

    public ColumnType columnType() {
        return columnType;
    }

    /** Whether two values, as drivers take them, have the same content. */
    public boolean isSame(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null ? one == other : equality.test(one, other);
    }

    /** The value as drivers take it; {@code null} stays {@code null}. */
    public @Nullable Object encode(@Nullable T value) {
        return value == null ? null : encoder.apply(value);
    }

    /** What a driver read, as the property has it; {@code null} stays {@code null}. */
    public @Nullable T decode(@Nullable Object stored) {
        return stored == null ? null : decoder.apply(stored);
    }

    @Override
    public String toString() {
        return name;
    }

    private static <A> DataType<A> primitives(DataType<?> element, Class<A> type) {
        @SuppressWarnings("unchecked") // the elements are what the array gives and takes
        DataType<Object> elements = (DataType<Object>) element;
        return new DataType<>(
                type.getSimpleName(),
                ColumnType.arrayOf(element.columnType),
                values -> {
                    List<Object> list = new ArrayList<>();
                    for (int i = 0; i < Array.getLength(values); i++) list.add(Array.get(values, i));
                    return elements.encodeAll(list);
                },
                stored -> {
                    List<Object> list = elements.decodeAll(stored);
                    A array = type.cast(Array.newInstance(type.componentType(), list.size()));
                    for (int i = 0; i < list.size(); i++) {
                        Object value = list.get(i);
                        if (value == null) {
                            throw new IllegalArgumentException("one of its elements is null; use " + element
                                    + "[] or List<" + element + "> for the property");
                        }
                        Array.set(array, i, value);
                    }
                    return array;
                },
                Objects::deepEquals);
    }

    private @Nullable Object[] encodeAll(List<? extends @Nullable T> values) {
        @Nullable
        Object[] all = (@Nullable Object[]) Array.newInstance(columnType.kind().javaType(), values.size());
        int at = 0;
        for (T value : values) all[at++] = encode(value);
        return all;
    }

    private List<T> decodeAll(Object stored) {
        @Nullable Object[] all = (@Nullable Object[]) stored;
        List<T> values = new ArrayList<>(all.length);
        for (Object value : all) values.add(decode(value));
        return values;
    }

    private static long range(Object stored, int least, int most, String type) {
        int value = (Integer) stored;
        if (value < least || value > most) {
            throw new IllegalArgumentException("the column holds a number that is too large for a " + type);
        }
        return value;
    }

    private static Character oneCharacter(Object stored) {
        String text = (String) stored;
        if (text.length() != 1) {
            throw new IllegalArgumentException("the column holds " + text.length() + " characters instead of one");
        }
        return text.charAt(0);
    }

    private static Object nanos(Duration value) {
        try {
            return value.toNanos();
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("a Duration of more than 292 years has no column type", tooLong);
        }
    }
}
