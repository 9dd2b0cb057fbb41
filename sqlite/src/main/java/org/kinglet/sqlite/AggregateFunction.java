// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import org.jspecify.annotations.Nullable;

/**
 * An aggregate of the application; see {@link SqliteSettings#aggregate}. Each group of each query has an instance of its
 * own, used by one thread, so it keeps its state in plain fields.
 */
public interface AggregateFunction {
    /**
     * Takes one row of the group.
     *
     * @param arguments {@code null}, {@link Long}, {@link Double}, {@link String} or {@code byte[]}
     * @throws Exception to fail the statement with the exception's message
     */
    void step(@Nullable Object[] arguments) throws Exception;

    /**
     * The value of the group, after its last row.
     *
     * @return {@code null}, a {@link Boolean}, a number, a {@link CharSequence} or {@code byte[]}
     * @throws Exception to fail the statement with the exception's message
     */
    @Nullable
    Object result() throws Exception;
}
