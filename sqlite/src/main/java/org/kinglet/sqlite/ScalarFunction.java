// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import org.jspecify.annotations.Nullable;

/** A function of the application that SQL can call; see {@link SqliteSettings#function}. */
@FunctionalInterface
public interface ScalarFunction {
    /**
     * Called on the connection's thread, by several connections at a time: it must be thread-safe, should be quick, and
     * must not use the database.
     *
     * @param arguments {@code null}, {@link Long}, {@link Double}, {@link String} or {@code byte[]}
     * @return {@code null}, a {@link Boolean}, a number, a {@link CharSequence} or {@code byte[]}
     * @throws Exception to fail the statement with the exception's message
     */
    @Nullable
    Object call(@Nullable Object[] arguments) throws Exception;
}
