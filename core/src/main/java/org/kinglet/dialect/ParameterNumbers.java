// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnType;

/**
 * The numbers of a statement's parameters, counted from 1. Each has its own, until equal ones are to be repeated: where a select
 * is grouped, its columns must be what it is grouped by, and a database that compares two expressions takes two parameters for
 * different, whatever their values will be.
 */
final class ParameterNumbers {
    private final List<@Nullable Object> parameters;
    private @Nullable Map<Parameter, Integer> known;

    /** @param value an array as a list, since that is equal to one with the same elements */
    private record Parameter(
            @Nullable Object value, @Nullable ColumnType type, boolean compared) {
        static Parameter of(@Nullable Object value, @Nullable ColumnType type, boolean compared) {
            Object comparable = switch (value) {
                case Object[] elements -> Arrays.asList(elements);
                case byte[] bytes -> ByteBuffer.wrap(bytes);
                case null, default -> value;
            };
            return new Parameter(comparable, type, compared);
        }
    }

    ParameterNumbers(List<@Nullable Object> parameters) {
        this.parameters = parameters;
    }

    /** From now on, equal ones have one number. */
    void repeat() {
        if (known == null) known = new HashMap<>();
    }

    /**
     * @param type null if it is not written
     * @param compared whether the place tells the type
     */
    int of(@Nullable Object value, @Nullable ColumnType type, boolean compared) {
        Map<Parameter, Integer> numbers = known;
        if (numbers == null) {
            parameters.add(value);
            return parameters.size();
        }
        return numbers.computeIfAbsent(Parameter.of(value, type, compared), first -> {
            parameters.add(value);
            return parameters.size();
        });
    }
}
