// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.SqlType;

/** Many values as one parameter, for databases that have arrays. */
public final class ParameterArrays {
    private ParameterArrays() {}

    /** An array of the class in which values of the kind travel; it may have nulls. */
    public static @Nullable Object[] of(SqlType kind, List<? extends @Nullable Object> values) {
        return values.toArray((@Nullable Object[]) Array.newInstance(kind.javaType(), values.size()));
    }
}
