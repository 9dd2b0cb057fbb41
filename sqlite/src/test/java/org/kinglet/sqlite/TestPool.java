// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.DriverSettings;
import org.kinglet.driver.Reply;
import org.kinglet.driver.RowCollector;
import org.kinglet.driver.RowReader;

/** A pool under test, and short names for what tests do with it. Closing it asserts that nothing is leased. */
final class TestPool implements AutoCloseable {
    static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);

    final DriverPool pool;

    TestPool(DriverPool pool) {
        this.pool = pool;
    }

    static TestPool open(String url, int size, DriverSettings... settings) {
        return open(url, size, LONG, settings);
    }

    static TestPool open(String url, int size, Duration acquireTimeout, DriverSettings... settings) {
        return new TestPool(new SqliteDriver()
                .open(new DriverOptions(
                        url, size, 1, acquireTimeout, Duration.ZERO, Duration.ZERO, List.of(settings))));
    }

    static Command<List<Object>> read(String sql, @Nullable Object... parameters) {
        return command(Access.READ, sql, parameters);
    }

    static Command<List<Object>> write(String sql, @Nullable Object... parameters) {
        return command(Access.WRITE, sql, parameters);
    }

    /** Collects the first column. */
    static Command<List<Object>> command(Access access, String sql, @Nullable Object... parameters) {
        return mapped(access, row -> row.getObject(0), sql, parameters);
    }

    static <T> Command<List<T>> mapped(
            Access access, Function<RowReader, T> mapper, String sql, @Nullable Object... parameters) {
        return new Command<>(sql, parameters, access, () -> new RowCollector<>() {
            private final List<T> rows = new ArrayList<>();

            @Override
            public void row(RowReader row) {
                rows.add(mapper.apply(row));
            }

            @Override
            public List<T> finish(long affectedRows, long lastInsertedId) {
                return rows;
            }
        });
    }

    /** What an insert reports: rows and key. */
    record Change(long rows, long id) {}

    static Command<Change> change(String sql, @Nullable Object... parameters) {
        return new Command<>(sql, parameters, Access.WRITE, () -> new RowCollector<>() {
            @Override
            public void row(RowReader row) {}

            @Override
            public Change finish(long affectedRows, long lastInsertedId) {
                return new Change(affectedRows, lastInsertedId);
            }
        });
    }

    Change run(String sql, @Nullable Object... parameters) {
        return get(pool.execute(change(sql, parameters)));
    }

    List<Object> list(String sql, @Nullable Object... parameters) {
        return get(pool.execute(read(sql, parameters)));
    }

    Object one(String sql, @Nullable Object... parameters) {
        return list(sql, parameters).get(0);
    }

    DriverConnection transaction() {
        return get(pool.acquireForTransaction(Access.WRITE));
    }

    DriverConnection session() {
        return get(pool.acquire(Access.READ));
    }

    static Reply<Change> begin(DriverConnection connection, String sql, @Nullable Object... parameters) {
        return connection.execute("BEGIN IMMEDIATE", change(sql, parameters));
    }

    static Change run(DriverConnection connection, String sql, @Nullable Object... parameters) {
        return get(connection.execute(change(sql, parameters)));
    }

    static List<Object> list(DriverConnection connection, String sql, @Nullable Object... parameters) {
        return get(connection.execute(read(sql, parameters)));
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("No reply", e);
        }
    }

    static DriverException failure(Future<?> future) {
        try {
            Object result = future.get(LONG.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("Did not fail: " + result);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DriverException failure) {
                return failure;
            }
            throw new AssertionError("Failed otherwise", e.getCause());
        } catch (InterruptedException | TimeoutException | CancellationException | CompletionException e) {
            throw new AssertionError("No reply", e);
        }
    }

    void assertFree() {
        assertThat(pool.stats().inUse()).as("in use").isZero();
        assertThat(pool.stats().waiting()).as("waiting").isZero();
        assertThat(pool.stats().idle()).isEqualTo(pool.stats().total());
    }

    @Override
    public void close() {
        try {
            assertFree();
        } finally {
            get(pool.close(Duration.ofSeconds(10)));
        }
    }
}
