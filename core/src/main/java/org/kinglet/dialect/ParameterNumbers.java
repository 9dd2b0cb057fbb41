// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

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

    private record Parameter(@Nullable Object value, ColumnType type, boolean compared) {}

    ParameterNumbers(List<@Nullable Object> parameters) {
        this.parameters = parameters;
    }

    /** From now on, equal ones have one number. */
    void repeat() {
        if (known == null) known = new HashMap<>();
    }

    /** @param compared whether the place tells the type */
    int of(@Nullable Object value, ColumnType type, boolean compared) {
        Map<Parameter, Integer> numbers = known;
        if (numbers == null) {
            parameters.add(value);
            return parameters.size();
        }
        return numbers.computeIfAbsent(new Parameter(value, type, compared), first -> {
            parameters.add(value);
            return parameters.size();
        });
    }
}
