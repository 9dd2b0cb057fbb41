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
    /** The transaction lost against a concurrent one and may be tried again. */
    SERIALIZATION,
    DEADLOCK,
    /** A lock was not to be had in time; the statement may be tried again. */
    LOCK_TIMEOUT,
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
