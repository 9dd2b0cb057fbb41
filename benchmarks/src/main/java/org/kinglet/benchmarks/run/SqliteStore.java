// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of its own for each contestant, in the build's folder, because the one for temporary files may be memory, where a
 * commit costs nothing.
 */
final class SqliteStore implements Store {
    private final Path folder;
    private final Map<String, Connection> connections = new HashMap<>();

    SqliteStore() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "benchmark-")
                .toAbsolutePath();
    }

    @Override
    public String url(Contestant contestant, Setting setting) throws SQLException {
        Path file = folder.resolve(contestant.name() + "-" + setting + ".db");
        String url = "sqlite:" + file + "?synchronous=" + (setting == Setting.NOT_SYNCHRONOUS ? "NORMAL" : "FULL");
        if (!connections.containsKey(url)) {
            connections.put(url, open("jdbc:sqlite:" + file));
            reset(url);
        }
        return url;
    }

    private static Connection open(String jdbcUrl) throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl);
        String user = "(id integer primary key, username text not null, bio text, active integer not null,"
                + " logins integer not null)";
        Tables.execute(
                connection,
                "pragma journal_mode = wal",
                "create table users_seed " + user,
                "create table users " + user,
                Tables.users("1"));
        return connection;
    }

    @Override
    public void reset(String url) throws SQLException {
        Tables.execute(
                connections.get(url),
                "delete from users",
                "insert into users select * from users_seed",
                "pragma wal_checkpoint(truncate)");
    }

    @Override
    public long users(String url) throws SQLException {
        return Tables.number(connections.get(url), "select count(*) from users");
    }

    @Override
    public long cpuNanos() {
        return 0;
    }

    @Override
    public String version() throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            return "SQLite " + Tables.text(memory, "select sqlite_version()");
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections.values()) connection.close();
        try (var files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) Files.delete(file);
            Files.delete(folder);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
