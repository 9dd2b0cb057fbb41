// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

/** What went wrong, as far as a program can act on it. */
public enum FailureKind {
    UNIQUE_VIOLATION,
    FOREIGN_KEY_VIOLATION,
    NOT_NULL_VIOLATION,
    CHECK_VIOLATION,
    /** Another constraint: a trigger that raises, an exclusion constraint. */
    OTHER_INTEGRITY,
    /**
     * The transaction lost against a concurrent one and may be tried again. Where
     * {@link org.kinglet.dialect.Dialect#conflictEndsTransaction} says so, the server has rolled back all of it, and
     * likewise with {@link #DEADLOCK}.
     */
    SERIALIZATION,
    DEADLOCK,
    /** A lock was not to be had in time; the statement may be tried again. */
    LOCK_TIMEOUT,
    /**
     * Refused because an earlier statement of the transaction failed (PostgreSQL's 25P02). The core reports that first
     * failure in its place.
     */
    TRANSACTION_FAILED,
    /** Stopped on request. */
    CANCELLED,
    /** Stopped because its time was up. Made by the core, not by drivers. */
    TIMEOUT,
    /** The database could not be reached or opened, or the connection was lost. */
    CONNECTION,
    /** The connection was lost while COMMIT was on its way: it may or may not have happened. */
    COMMIT_UNKNOWN,
    AUTHENTICATION,
    POOL_TIMEOUT,
    POOL_CLOSED,
    READ_ONLY,
    /** The statement is wrong: syntax, an unknown table or column, a wrong number of parameters. */
    PROGRAMMING,
    /** A value does not fit: out of range, malformed, too long. */
    DATA,
    /** Disk full, out of memory, too many connections. */
    RESOURCES,
    CORRUPT,
    /** The database can't do what was asked. */
    UNSUPPORTED,
    OTHER
}
