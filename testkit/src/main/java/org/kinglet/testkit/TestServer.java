// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database server. Its databases are made, and can be looked at, through JDBC: by another client than the one that is
 * tested.
 */
public abstract sealed class TestServer permits SharedServer, OwnServer {
    /** Differs from JVM to JVM, which may share a server that was running already. */
    private static final String PREFIX = "kinglet_" + new BigInteger(40, new SecureRandom()).toString(36) + "_";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    final Engine engine;
    private Optional<Connection> administrator = Optional.empty();
    private final Map<String, Connection> keepers = new HashMap<>();

    TestServer(Engine engine) {
        this.engine = engine;
    }

    /** Whether it can be used on this machine. Does not start it. */
    public final boolean isAvailable() {
        return unavailable().isEmpty();
    }

    /** Why it cannot be used; empty text if it can. */
    public final String unavailableReason() {
        return unavailable().orElse("");
    }

    abstract Optional<String> unavailable();

    abstract ServerAddress address();

    /** Where it listens. */
    public final String host() {
        return address().host();
    }

    /** Where it listens. */
    public final int port() {
        return address().port();
    }

    /** The user whose name and password are in the URLs; it may do everything. */
    public final String user() {
        return address().user();
    }

    /** The password of {@link #user}. */
    public final String password() {
        return address().password();
    }

    /**
     * Creates an empty database and returns its URL, such as {@code postgresql://user:password@127.0.0.1:port/name}.
     * Throws {@link ServerUnavailableException} if there is no server.
     */
    public final String newDatabase() {
        String name = PREFIX + DATABASES.incrementAndGet();
        administer(engine.createDatabase(name));
        return url(name);
    }

    /** What its URLs begin with: {@code postgresql}, {@code mariadb} or {@code mysql}. */
    public final String scheme() {
        return engine.scheme();
    }

    /** The URL of the database that is there from the beginning. */
    public final String mainUrl() {
        return address().url(engine.scheme());
    }

    /** The URL of a database by its name. */
    public final String url(String database) {
        return address().withDatabase(database).url(engine.scheme());
    }

    /** Deletes a database, even if somebody is connected to it. */
    public final synchronized void dropDatabase(String url) {
        try {
            Connection keeper = keepers.remove(url);
            if (keeper != null) keeper.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        administer(engine.dropDatabase(ServerAddress.parse(url).database()));
    }

    /**
     * Empties a database that {@link #newDatabase} has made: as good as a new one for tests that stay in it, and much
     * cheaper. Fails after some seconds if somebody keeps a lock in it.
     */
    public final synchronized void clearDatabase(String url) {
        try {
            Connection connection = keeper(url);
            try (Statement statement = connection.createStatement()) {
                statement.execute(engine.clearDatabase(ServerAddress.parse(url).database()));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A connection for clearing the database, kept until that is dropped. */
    private Connection keeper(String url) throws SQLException {
        Connection kept = keepers.get(url);
        if (kept != null && kept.isValid(10)) return kept;
        Connection opened = jdbc(url);
        try (Statement statement = opened.createStatement()) {
            statement.execute(engine.limitWaiting());
        }
        keepers.put(url, opened);
        return opened;
    }

    /** A JDBC connection, with auto-commit; the caller closes it. What follows a {@code ?} in the URL is not looked at. */
    public final Connection jdbc(String url) throws SQLException {
        return engine.connect(ServerAddress.parse(url));
    }

    /** Runs a statement as the administrator, on the server's main database. */
    public final synchronized void administer(String sql) {
        try {
            try {
                administerOnce(sql);
            } catch (SQLException failure) {
                // The server was restarted, say: once more, on a new connection.
                if (administrator.isPresent() && administrator.get().isValid(10)) throw failure;
                administrator = Optional.empty();
                administerOnce(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void administerOnce(String sql) throws SQLException {
        if (administrator.isEmpty()) administrator = Optional.of(engine.connect(address()));
        try (Statement statement = administrator.get().createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first value of the answer to a question to its main database. */
    final String ask(String sql) {
        try (Connection connection = engine.connect(address());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    final synchronized void forgetConnections() {
        // The server is gone, so there is nobody to say good-bye to.
        administrator = Optional.empty();
        keepers.clear();
    }
}
