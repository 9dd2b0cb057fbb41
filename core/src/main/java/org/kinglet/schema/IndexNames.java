// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Names of indexes and constraints: the table and its columns, cut to what every backend takes. */
final class IndexNames {
    /** PostgreSQL's limit of 63 bytes is the lowest. */
    private static final int MAX_BYTES = 63;

    private IndexNames() {}

    static String of(String table, List<String> columns) {
        return cut(table + "_" + String.join("_", columns));
    }

    static String ofForeignKey(String table, List<String> columns) {
        return cut(table + "_" + String.join("_", columns) + "_fkey");
    }

    /** Another for another condition, so that a change of it shows in the name. */
    static String ofCheck(String table, String condition) {
        CRC32 crc = new CRC32();
        crc.update(condition.getBytes(StandardCharsets.UTF_8));
        return cut(table + "_check_" + Long.toHexString(crc.getValue()));
    }

    /** Another for another definition, so that a change of it shows in the name. */
    static String ofFullText(String table, String definition) {
        CRC32 crc = new CRC32();
        crc.update(definition.getBytes(StandardCharsets.UTF_8));
        return cut(table + "_fts_" + Long.toHexString(crc.getValue()));
    }

    private static String cut(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) return name;
        CRC32 crc = new CRC32();
        crc.update(bytes);
        String suffix = "_" + Long.toHexString(crc.getValue());
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES - suffix.length()) end--;
        return name.substring(0, end) + suffix;
    }
}
