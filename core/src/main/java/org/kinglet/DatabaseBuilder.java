// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Driver;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.DriverSettings;
import org.kinglet.internal.Engine;
import org.kinglet.internal.ReplicatedPool;

/**
 * What can be said of a database before it is opened. Not thread-safe. A size or a time that makes no sense is an {@link
 * IllegalArgumentException}.
 */
public final class DatabaseBuilder {
    private static final Map<String, String> ARTIFACTS = Map.of(
            "sqlite", "kinglet-sqlite",
            "postgresql", "kinglet-postgresql",
            "postgres", "kinglet-postgresql",
            "mysql", "kinglet-mysql",
            "mariadb", "kinglet-mysql");

    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
    /** The first server is there too, so nobody needs to wait longer for a replica. */
    private static final Duration LONGEST_WAIT_FOR_REPLICA = Duration.ofSeconds(2);

    private final String url;
    private int poolSize = 10;
    private int minPoolSize = 1;
    private Duration acquireTimeout = Duration.ofSeconds(10);
    private Duration maxLifetime = Duration.ofMinutes(30);
    private Duration idleTimeout = Duration.ofMinutes(10);
    private @Nullable Duration timeout;
    private @Nullable Executor callbacks;
    private Blocking blocking = Blocking.ANY_THREAD;
    private boolean logParameters;
    private final List<QueryListener> listeners = new ArrayList<>();
    private final List<DriverSettings> settings = new ArrayList<>();
    private final List<String> replicas = new ArrayList<>();
    private Duration replicaLag = Duration.ofSeconds(5);

    DatabaseBuilder(String url) {
        this.url = withoutJdbc(url);
    }

    private static String withoutJdbc(String url) {
        return url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    }

    /** The most connections; 10 by default. */
    public DatabaseBuilder poolSize(int connections) {
        if (connections < 1) throw new IllegalArgumentException("poolSize must be at least 1, not " + connections);
        poolSize = connections;
        return this;
    }

    /** How many connections are opened at once and kept; 1 by default. */
    public DatabaseBuilder minPoolSize(int connections) {
        if (connections < 0) throw new IllegalArgumentException("minPoolSize must not be negative: " + connections);
        minPoolSize = connections;
        return this;
    }

    /** How long to wait for a connection; 10 seconds by default. */
    public DatabaseBuilder acquireTimeout(Duration duration) {
        acquireTimeout = positive("acquireTimeout", duration);
        return this;
    }

    /** After how long a connection is replaced; 30 minutes by default. */
    public DatabaseBuilder maxLifetime(Duration duration) {
        maxLifetime = positive("maxLifetime", duration);
        return this;
    }

    /** After how long an idle connection above the minimum is closed; 10 minutes by default. */
    public DatabaseBuilder idleTimeout(Duration duration) {
        idleTimeout = positive("idleTimeout", duration);
        return this;
    }

    /** How long a statement may take that does not say so itself; by default as long as it needs. */
    public DatabaseBuilder timeout(Duration duration) {
        timeout = positive("timeout", duration);
        return this;
    }

    /**
     * Servers that copy what is committed on the first one. Statements that only read, and streams, go to them, if they
     * are in no transaction and on no kept connection; {@code onPrimary()} keeps them from that. A task that has written
     * reads from the first server for {@link #replicaLag}. A replica that fails is left out until it answers again; what
     * it was asked is asked of another, or of the first server; so is what has waited 2 seconds for a connection. Each has
     * a pool of the same size.
     *
     * @param urls of the same kind of database
     */
    public DatabaseBuilder readReplicas(String... urls) {
        for (String replica : urls) replicas.add(withoutJdbc(replica));
        return this;
    }

    /**
     * For how long a task that has written reads from the first server, so that it sees what it wrote; 5 seconds by
     * default. Longer than replicas usually lag behind.
     */
    public DatabaseBuilder replicaLag(Duration duration) {
        replicaLag = positive("replicaLag", duration);
        return this;
    }

    /** Settings that are particular to a driver, such as {@code SqliteSettings}. */
    public DatabaseBuilder settings(DriverSettings driverSettings) {
        settings.add(driverSettings);
        return this;
    }

    /** Is told of each statement. */
    public DatabaseBuilder listener(QueryListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Whether the log of statements, {@code org.kinglet.sql} at DEBUG, shows the values too; by default it does not. */
    public DatabaseBuilder logParameters(boolean show) {
        logParameters = show;
        return this;
    }

    /** Which threads may wait for the database; {@link Blocking#ANY_THREAD} by default. */
    public DatabaseBuilder blocking(Blocking where) {
        blocking = where;
        return this;
    }

    /**
     * Where the callbacks of futures run, instead of on a virtual thread each; for those who promise never to wait in
     * them.
     */
    public DatabaseBuilder completeOn(Executor executor) {
        callbacks = executor;
        return this;
    }

    /**
     * Opens the database and its first connections.
     *
     * @throws KingletException if the URL is wrong, no driver is there for it, or the database cannot be reached
     */
    public Database open() {
        if (minPoolSize > poolSize) {
            throw new IllegalArgumentException(
                    "minPoolSize (" + minPoolSize + ") is more than poolSize (" + poolSize + ")");
        }
        Driver driver = driver(url);
        List<Supplier<DriverPool>> openers = new ArrayList<>();
        for (String replica : replicas) {
            if (driver(replica).getClass() != driver.getClass()) {
                throw new KingletException("the URL of a read replica is of another kind of database than the first");
            }
            DriverOptions options = options(replica, min(acquireTimeout, LONGEST_WAIT_FOR_REPLICA));
            openers.add(() -> driver.open(options));
        }
        DriverPool pool;
        try {
            pool = driver.open(options(url, acquireTimeout));
            if (!openers.isEmpty()) pool = ReplicatedPool.open(pool, openers);
        } catch (DriverException failure) {
            throw DatabaseHost.exception(failure, null);
        }
        return new Database(
                pool,
                new Engine.Settings(
                        acquireTimeout,
                        END_TIMEOUT,
                        timeout,
                        replicaLag,
                        callbacks,
                        blocking == Blocking.VIRTUAL_THREADS_ONLY,
                        new StatementLog(List.copyOf(listeners), logParameters)));
    }

    /** The same on a virtual thread. If the future is cancelled, the database is closed as soon as it is open. */
    public CompletableFuture<Database> openAsync() {
        CompletableFuture<Database> future = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                Database database = open();
                if (!future.complete(database)) database.closeAsync();
            } catch (Throwable failure) {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private DriverOptions options(String server, Duration wait) {
        return new DriverOptions(server, poolSize, minPoolSize, wait, maxLifetime, idleTimeout, List.copyOf(settings));
    }

    private static Driver driver(String url) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (scheme.isEmpty()) {
            throw new KingletException("a database URL begins with a scheme, as in sqlite:app.db or"
                    + " postgresql://user@host/database; this one has none");
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        for (ClassLoader loader : new ClassLoader[] {context, DatabaseBuilder.class.getClassLoader()}) {
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (driver.schemes().contains(scheme)) return driver;
            }
        }
        String artifact = ARTIFACTS.get(scheme);
        throw new KingletException(
                artifact == null
                        ? "no driver knows the scheme " + scheme
                                + ":; Kinglet has sqlite:, postgresql:, mysql: and mariadb:"
                        : "the driver for " + scheme + ": is missing; add the artifact org.kinglet:" + artifact);
    }

    private static Duration positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, not " + duration);
        }
        return duration;
    }
}
