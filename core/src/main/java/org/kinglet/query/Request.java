// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a {@link QueryRunner}: a statement, and what is wanted of it. The direct form and its {@code Async}
 * twin hand over the same request, so that no operation is written twice.
 *
 * @param <R> what is given back
 */
public sealed interface Request<R extends @Nullable Object> {
    /** Where SQL and timeout come from. */
    Statement<?> statement();

    record Execute<R>(Statement<R> statement) implements Request<R> {}

    /** All rows, and with them the rows of other selects that are related to them. */
    record Prefetch<T>(Select<T> statement, List<Select<?>> related) implements Request<List<T>> {}

    /** The first row; none is an error. */
    record Get<T>(Select<T> statement) implements Request<T> {}

    /** The only row; none or several is an error. */
    record Single<T>(Select<T> statement) implements Request<T> {}

    record Find<T>(Select<T> statement) implements Request<Optional<T>> {}

    record First<T>(Select<T> statement, int rows) implements Request<List<T>> {}

    /** The first column of the first row; null if there is no row, or its value is null. */
    record Scalar<V>(Select<?> statement, Class<V> type) implements Request<@Nullable V> {}

    /** How many rows there are. */
    record Count(Select<?> statement) implements Request<Long> {}

    /** Whether there is a row. */
    record Exists(Select<?> statement) implements Request<Boolean> {}

    /** Some rows, and how many there are in all. */
    record Paged<T>(Select<T> statement, long page, long rowsPerPage) implements Request<Page<T>> {}

    /** How the database would run it. */
    record Explain(Statement<?> statement) implements Request<String> {}
}
