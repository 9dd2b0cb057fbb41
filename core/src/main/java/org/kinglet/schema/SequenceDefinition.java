// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import org.jspecify.annotations.Nullable;

/**
 * A sequence: numbers that the database counts, each given once.
 *
 * @param start the first number
 * @param increment from one number to the next; not 0
 * @param minimum {@code null} for none
 * @param maximum {@code null} for none
 * @param cycle whether it begins again after the last number
 */
public record SequenceDefinition(
        @Nullable String schema,
        String name,
        long start,
        long increment,
        @Nullable Long minimum,
        @Nullable Long maximum,
        boolean cycle) {
    public SequenceDefinition {
        if (increment == 0) throw new IllegalArgumentException("the sequence " + name + " would not count");
    }

    /** One that counts from 1. */
    public static SequenceDefinition of(String name) {
        return new SequenceDefinition(null, name, 1, 1, null, null, false);
    }
}
