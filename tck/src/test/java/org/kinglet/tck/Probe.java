// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.kinglet.query.RawSql;
import org.kinglet.sqlite.SqliteSettings;

/**
 * Statements that a test can watch, hold up and stop while they run in the database itself. On SQLite they call functions
 * of the application.
 */
final class Probe {
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);

    /** To be given to the builder. */
    SqliteSettings settings() {
        return SqliteSettings.defaults()
                .function("probe_begin", arguments -> {
                    begun.release();
                    return 1;
                })
                .function("probe_hold", arguments -> {
                    begun.release();
                    if (!released.await(60, TimeUnit.SECONDS)) throw new IllegalStateException("held too long");
                    return 1;
                });
    }

    /** Reads for ever, until it is stopped on the server. */
    RawSql endless() {
        return RawSql.of("with recursive n(i) as (select probe_begin() union all select 1 from n)"
                        + " select count(*) from n")
                .readOnly();
    }

    /** Writes for ever. */
    RawSql endlessWrite() {
        return RawSql.of("with recursive n(i) as (select probe_begin() union all select 1 from n)"
                + " update users set logins = (select count(*) from n)");
    }

    /** Inserts a user of that name once {@link #release} is called; it cannot be stopped. */
    RawSql heldInsert(String username) {
        return RawSql.of(
                "insert into users (username, active, logins, joined) select ?, 1, probe_hold(), '2020-01-01'",
                username);
    }

    /** Reads once {@link #release} is called; it cannot be stopped. */
    RawSql heldRead() {
        return RawSql.of("select probe_hold()").readOnly();
    }

    /** Waits until one more of the statements has begun to run in the database. */
    void awaitBegun() throws InterruptedException {
        assertThat(begun.tryAcquire(60, TimeUnit.SECONDS)).as("it has begun").isTrue();
    }

    void release() {
        released.countDown();
    }
}
