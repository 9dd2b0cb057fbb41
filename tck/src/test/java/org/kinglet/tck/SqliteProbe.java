// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.sqlite.SqliteSettings;

/** On SQLite the statements call functions of the application. */
final class SqliteProbe implements Probe.Kind {
    private static final String FOR_EVER = "with recursive n(i) as (select probe_begin() union all select 1 from n) ";

    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public DatabaseBuilder prepare(String url) {
        return Database.builder(url)
                .settings(SqliteSettings.defaults()
                        .function("probe_begin", arguments -> {
                            begun.release();
                            return 1;
                        })
                        .function("probe_hold", arguments -> {
                            begun.release();
                            if (!released.await(60, TimeUnit.SECONDS)) throw new IllegalStateException("held too long");
                            return 1;
                        }));
    }

    @Override
    public String endless() {
        return FOR_EVER + "select count(*) from n";
    }

    @Override
    public String endlessWrite() {
        return FOR_EVER + "update users set logins = (select count(*) from n)";
    }

    @Override
    public String heldRead() {
        return "select probe_hold()";
    }

    @Override
    public void awaitBegun() throws InterruptedException {
        assertThat(begun.tryAcquire(60, TimeUnit.SECONDS)).as("it has begun").isTrue();
    }

    @Override
    public void release() {
        released.countDown();
    }

    @Override
    public void close() {}
}
