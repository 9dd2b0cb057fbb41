// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.RowReader;
import org.kinglet.query.TableSource;

/** What this package needs of the one above it: its exceptions, and entities made of rows. */
public interface Host {
    /** The exception for what a driver reported, made where the caller waits. */
    RuntimeException failure(DriverException failure, @Nullable String sql);

    RuntimeException problem(Problem problem, String message, @Nullable Throwable cause);

    /** Whether a transaction that failed with this may be tried again. */
    boolean isRetryable(Throwable thrown);

    /** Whether a statement failed because there is a row with the same key or unique values. */
    boolean isUniqueViolation(Throwable thrown);

    /** Reads the entities of one result, which belong to this database from then on. */
    <E> EntityReader<E> reader(TableSource<E> table);

    /** Reads the entity in the columns from {@code first} on. */
    interface EntityReader<E> {
        E read(RowReader row, int first);
    }

    /** What can go wrong that no driver reports. */
    enum Problem {
        NO_ROW,
        TOO_MANY_ROWS,
        CLOSED,
        BLOCKING_CALL,
        TRANSACTION,
        TRANSACTION_ENDED,
        AFTER_COMMIT
    }
}
