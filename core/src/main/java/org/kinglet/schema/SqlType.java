// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

/** The kinds of columns that every backend has, by their names in the SQL standard where it has one. */
public enum SqlType {
    BOOLEAN,
    SMALLINT,
    INTEGER,
    BIGINT,
    REAL,
    DOUBLE,
    DECIMAL,
    /** Text of any length. */
    TEXT,
    BINARY,
    UUID,
    DATE,
    /** Time of day, in microseconds. */
    TIME,
    /** Date and time without a zone, in microseconds. */
    TIMESTAMP,
    /** A point in time, in microseconds; stored in UTC. */
    TIMESTAMP_WITH_TIME_ZONE
}
