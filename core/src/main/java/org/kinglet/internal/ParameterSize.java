// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** About how many bytes parameters have on the wire; never too few. */
public final class ParameterSize {
    private static final int FIXED = 48;
    private static final int MAX_BYTES_PER_CHAR = 3;

    private ParameterSize() {}

    public static long of(@Nullable Object value) {
        return switch (value) {
            case null -> FIXED;
            case String text -> FIXED + (long) text.length() * MAX_BYTES_PER_CHAR;
            case byte[] bytes -> FIXED + (long) bytes.length;
            case BigDecimal decimal -> FIXED + (long) decimal.precision() + Math.abs((long) decimal.scale());
            case Object[] array -> ofAll(array);
            default -> FIXED;
        };
    }

    private static long ofAll(@Nullable Object[] array) {
        long size = FIXED;
        for (Object element : array) size += of(element);
        return size;
    }
}
