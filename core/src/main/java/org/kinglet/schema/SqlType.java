// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** The kinds of columns, by their names in the SQL standard where it has one. All backends have all but arrays and ranges. */
public enum SqlType {
    BOOLEAN(Boolean.class),
    SMALLINT(Integer.class),
    INTEGER(Integer.class),
    BIGINT(Long.class),
    REAL(Float.class),
    DOUBLE(Double.class),
    DECIMAL(BigDecimal.class),
    /** Text of any length. */
    TEXT(String.class),
    BINARY(byte[].class),
    UUID(java.util.UUID.class),
    DATE(LocalDate.class),
    /** Time of day, in microseconds. */
    TIME(LocalTime.class),
    /** Date and time without a zone, in microseconds. */
    TIMESTAMP(LocalDateTime.class),
    /** A point in time, in microseconds; stored in UTC. */
    TIMESTAMP_WITH_TIME_ZONE(Instant.class),
    /** A JSON document; text on its way to the database and back. */
    JSON(String.class),
    /** Several values of one of the other kinds, in order. */
    ARRAY(Object[].class),
    /** All values between two bounds of one of the other kinds; text on its way to the database and back. */
    RANGE(String.class);

    private final Class<?> javaType;

    SqlType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** The class in which values travel to the driver and back; an array's is that of its elements, as an array. */
    public Class<?> javaType() {
        return javaType;
    }
}
