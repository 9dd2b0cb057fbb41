// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers of the server's types, which are the same on every server. */
final class Types {
    static final int BOOL = 16;
    static final int BYTEA = 17;
    static final int CHAR = 18;
    static final int NAME = 19;
    static final int INT8 = 20;
    static final int INT2 = 21;
    static final int INT4 = 23;
    static final int TEXT = 25;
    static final int OID = 26;
    static final int FLOAT4 = 700;
    static final int FLOAT8 = 701;
    static final int UNKNOWN = 705;
    static final int BPCHAR = 1042;
    static final int VARCHAR = 1043;
    static final int DATE = 1082;
    static final int TIME = 1083;
    static final int TIMESTAMP = 1114;
    static final int TIMESTAMPTZ = 1184;
    static final int NUMERIC = 1700;
    static final int VOID = 2278;
    static final int UUID = 2950;
    static final int INTERVAL = 1186;

    /** One that the client takes for text in both directions, and for nothing else. */
    static final int TSVECTOR = 3614;

    /** From the type of an array to that of its elements. */
    static final Map<Integer, Integer> ELEMENTS = Map.ofEntries(
            Map.entry(1000, BOOL),
            Map.entry(1001, BYTEA),
            Map.entry(1002, CHAR),
            Map.entry(1003, NAME),
            Map.entry(1005, INT2),
            Map.entry(1007, INT4),
            Map.entry(1016, INT8),
            Map.entry(1009, TEXT),
            Map.entry(1028, OID),
            Map.entry(1021, FLOAT4),
            Map.entry(1022, FLOAT8),
            Map.entry(1014, BPCHAR),
            Map.entry(1015, VARCHAR),
            Map.entry(1182, DATE),
            Map.entry(1183, TIME),
            Map.entry(1115, TIMESTAMP),
            Map.entry(1185, TIMESTAMPTZ),
            Map.entry(1231, NUMERIC),
            Map.entry(2951, UUID),
            Map.entry(199, 114), // json
            Map.entry(3807, 3802), // jsonb
            Map.entry(1187, INTERVAL),
            Map.entry(1041, 869), // inet
            Map.entry(651, 650), // cidr
            Map.entry(1270, 1266), // timetz
            Map.entry(791, 790), // money
            Map.entry(143, 142), // xml
            Map.entry(3643, TSVECTOR),
            Map.entry(3905, 3904), // int4range
            Map.entry(3907, 3906), // numrange
            Map.entry(3909, 3908), // tsrange
            Map.entry(3911, 3910), // tstzrange
            Map.entry(3913, 3912), // daterange
            Map.entry(3927, 3926)); // int8range

    /** What {@link PostgresRow} reads in binary, and the client writes exactly, whatever the value. The rest comes as text. */
    private static final Set<Integer> BINARY = Set.of(
            BOOL,
            BYTEA,
            CHAR,
            NAME,
            INT8,
            INT2,
            INT4,
            TEXT,
            FLOAT4,
            FLOAT8,
            BPCHAR,
            VARCHAR,
            DATE,
            TIMESTAMP,
            TIMESTAMPTZ,
            UUID);

    /** What else the client writes exactly: arrays of these, too. */
    private static final Set<Integer> EXACT_PARAMETERS = Stream.concat(
                    BINARY.stream(),
                    Stream.of(TIME, 1000, 1001, 1005, 1007, 1016, 1009, 1021, 1022, 1015, 1182, 1183, 1115, 1185, 2951))
            .collect(Collectors.toUnmodifiableSet());

    private Types() {}

    static boolean isReadInBinary(int type) {
        return BINARY.contains(type);
    }

    static boolean exactParameter(int type) {
        return EXACT_PARAMETERS.contains(type);
    }
}
