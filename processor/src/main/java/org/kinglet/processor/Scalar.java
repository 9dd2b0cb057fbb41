// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** The Java types that columns have without a converter, each with its constant in {@code DataType}, by the same name. */
enum Scalar {
    BOOLEAN("java.lang.Boolean", Kind.BOOLEAN, "getBoolean", "false"),
    BYTE("java.lang.Byte", Kind.NUMBER, null, "(byte) 0"),
    SHORT("java.lang.Short", Kind.NUMBER, null, "(short) 0"),
    INTEGER("java.lang.Integer", Kind.NUMBER, "getInt", "0"),
    LONG("java.lang.Long", Kind.NUMBER, "getLong", "0L"),
    FLOAT("java.lang.Float", Kind.NUMBER, "getFloat", "0f"),
    DOUBLE("java.lang.Double", Kind.NUMBER, "getDouble", "0d"),
    CHARACTER("java.lang.Character", Kind.VALUE, null, "'\\0'"),
    STRING("java.lang.String", Kind.TEXT, "getString", null),
    DECIMAL("java.math.BigDecimal", Kind.NUMBER, "getBigDecimal", null),
    BIG_INTEGER("java.math.BigInteger", Kind.NUMBER, null, null),
    BYTES("byte[]", Kind.VALUE, "getBytes", null),
    UUID("java.util.UUID", Kind.VALUE, "getUuid", null),
    LOCAL_DATE("java.time.LocalDate", Kind.TEMPORAL, "getLocalDate", null),
    LOCAL_TIME("java.time.LocalTime", Kind.TEMPORAL, "getLocalTime", null),
    LOCAL_DATE_TIME("java.time.LocalDateTime", Kind.TEMPORAL, "getLocalDateTime", null),
    INSTANT("java.time.Instant", Kind.TEMPORAL, "getInstant", null),
    OFFSET_DATE_TIME("java.time.OffsetDateTime", Kind.TEMPORAL, null, null),
    DURATION("java.time.Duration", Kind.VALUE, null, null),
    YEAR("java.time.Year", Kind.VALUE, null, null),
    PERIOD("java.time.Period", Kind.VALUE, null, null),
    BOOLEAN_ARRAY("boolean[]", Kind.ARRAY, null, null),
    SHORT_ARRAY("short[]", Kind.ARRAY, null, null),
    INTEGER_ARRAY("int[]", Kind.ARRAY, null, null),
    LONG_ARRAY("long[]", Kind.ARRAY, null, null),
    FLOAT_ARRAY("float[]", Kind.ARRAY, null, null),
    DOUBLE_ARRAY("double[]", Kind.ARRAY, null, null),
    /** A {@code String} with {@code @Json}. */
    JSON("@Json java.lang.String", Kind.JSON, "getString", null),
    /** What is a JSON document by itself, with {@code @Json}. */
    JSON_VALUE("@Json org.kinglet.schema.JsonValue", Kind.JSON, null, null),
    /** A {@code Duration} in a column of PostgreSQL's type of that name. */
    INTERVAL("interval java.time.Duration", Kind.VALUE, null, null),
    /** A map of texts in a column of PostgreSQL's type of that name. */
    HSTORE("hstore java.util.Map", Kind.HSTORE, null, null);

    /** Which class of column it makes: what can be done with it in a query. */
    enum Kind {
        TEXT("TextColumn", "textColumn"),
        BOOLEAN("BooleanColumn", "booleanColumn"),
        NUMBER("NumberColumn", "numberColumn"),
        TEMPORAL("TemporalColumn", "temporalColumn"),
        JSON("JsonColumn", "jsonColumn"),
        ARRAY("ArrayColumn", "arrayColumn"),
        HSTORE("HstoreColumn", "hstoreColumn"),
        RANGE("RangeColumn", "rangeColumn"),
        VALUE("ValueColumn", "valueColumn");

        final String className;
        final String factory;

        Kind(String className, String factory) {
            this.className = className;
            this.factory = factory;
        }

        /** Whether the column's class and its factory are told the type. */
        boolean typed() {
            return this != TEXT && this != BOOLEAN && this != HSTORE && this != RANGE;
        }
    }

    private static final Map<String, Scalar> BY_TYPE = new HashMap<>();

    static {
        for (Scalar scalar : values()) BY_TYPE.put(scalar.typeName, scalar);
    }

    /** The reference type, fully qualified. */
    final String typeName;

    final Kind kind;
    /** The method of {@code RowReader} that reads it, where there is one. */
    final @Nullable String getter;

    /** The literal that the primitive has where the column holds NULL; {@code null} if there is no primitive. */
    final @Nullable String zero;

    Scalar(String typeName, Kind kind, @Nullable String getter, @Nullable String zero) {
        this.typeName = typeName;
        this.kind = kind;
        this.getter = getter;
        this.zero = zero;
    }

    /** The scalar of a reference type (or of {@code byte[]}), {@code null} if there is none. */
    static @Nullable Scalar of(String typeName) {
        return BY_TYPE.get(typeName);
    }

    /** The simple name of the class that boxes the primitive. */
    static String boxOf(TypeKind primitive) {
        return switch (primitive) {
            case INT -> "Integer";
            case CHAR -> "Character";
            default -> JavaNames.capitalized(primitive.name().toLowerCase(Locale.ROOT));
        };
    }

    /** Whether drivers take the value as it is; the others go through their {@code DataType}. */
    boolean direct() {
        return getter != null && this != BYTES;
    }

    /** Whether it holds several values in order. */
    boolean array() {
        return typeName.endsWith("[]") && this != BYTES;
    }

    /** What an array of primitives consists of. */
    Scalar element() {
        return valueOf(name().substring(0, name().length() - "_ARRAY".length()));
    }

    /** Whether PostgreSQL has ranges of it. */
    boolean hasRanges() {
        return switch (this) {
            case INTEGER, LONG, DECIMAL, LOCAL_DATE, LOCAL_DATE_TIME, INSTANT -> true;
            default -> false;
        };
    }

    /** Whether it may have nanoseconds that no column keeps. */
    boolean hasNanos() {
        return switch (this) {
            case LOCAL_TIME, LOCAL_DATE_TIME, INSTANT, OFFSET_DATE_TIME, INTERVAL -> true;
            default -> false;
        };
    }
}
