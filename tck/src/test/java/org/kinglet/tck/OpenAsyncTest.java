// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Database;
import org.kinglet.driver.Driver;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.sqlite.SqliteDriver;

/** A database that is opened when nobody wants it any more. */
class OpenAsyncTest {
    @TempDir
    Path folder;

    /** Opens a database in memory, when it is let. */
    public static final class LateDriver implements Driver {
        static final CompletableFuture<Void> LET = new CompletableFuture<>();
        static final CompletableFuture<DriverPool> OPENED = new CompletableFuture<>();

        @Override
        public Set<String> schemes() {
            return Set.of("late");
        }

        @Override
        public DriverPool open(DriverOptions options) {
            LET.join();
            DriverPool pool = new SqliteDriver()
                    .open(new DriverOptions(
                            "sqlite::memory:",
                            options.poolSize(),
                            options.minPoolSize(),
                            options.acquireTimeout(),
                            options.maxLifetime(),
                            options.idleTimeout(),
                            List.of()));
            assertThat(pool.stats().total()).isEqualTo(1);
            OPENED.complete(pool);
            return pool;
        }
    }

    @Test
    void isClosedIfItsFutureWasCancelled() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
        Files.writeString(services.resolve(Driver.class.getName()), LateDriver.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader drivers =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(drivers);
            CompletableFuture<Database> unwanted =
                    Database.builder("late:anything").openAsync();
            assertThat(unwanted.cancel(true)).isTrue();
            LateDriver.LET.complete(null);
            DriverPool pool = TaskTest.await(LateDriver.OPENED);
            TaskTest.awaitUntil(() -> pool.stats().total() == 0);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
