// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Expression;
import org.kinglet.tck.model.Specimen;

/**
 * An expression, and what Java makes of it.
 *
 * @param text how it was made
 * @param parts the expressions that it was made of
 */
record RandomExpression<T>(
        Expression<T> sql, Function<Specimen, @Nullable T> java, String text, List<RandomExpression<?>> parts) {

    /** @throws ArithmeticException if it has a value that its type does not */
    @Nullable
    T of(Specimen row) {
        return java.apply(row);
    }
}
