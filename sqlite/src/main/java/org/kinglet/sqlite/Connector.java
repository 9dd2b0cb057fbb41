// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to one database, each with the same pragmas, functions, collations and attached databases. */
final class Connector {
    private static final System.Logger LOG = System.getLogger(Connector.class.getName());
    private static final Pattern PLAIN = Pattern.compile("[+-]?[A-Za-z0-9_.]+");
    /** These have an effect only before the first page is written, and WAL writes it. */
    private static final List<String> FIRST = List.of("page_size", "encoding", "auto_vacuum");

    private static final int SQLITE_LIMIT_SQL_LENGTH = 1;

    private final SqliteUrl url;
    private final SqliteSettings settings;
    private final Map<String, String> pragmas = new LinkedHashMap<>();

    Connector(SqliteUrl url, SqliteSettings settings) {
        this.url = url;
        this.settings = settings;
        if (!url.isMemory()) {
            if (!url.isReadOnly()) {
                pragmas.put("journal_mode", "WAL");
            }
            pragmas.put("synchronous", "FULL");
        }
        pragmas.put("busy_timeout", "5000");
        pragmas.put("foreign_keys", "ON");
        pragmas.putAll(settings.pragmas());
        pragmas.putAll(url.pragmas());
    }

    SqliteUrl url() {
        return url;
    }

    /** Whether a second connection would not see the same data, or not get at it. */
    boolean allowsOnlyOneConnection() {
        return url.isMemory() || "exclusive".equalsIgnoreCase(pragmas.get("locking_mode"));
    }

    int busyTimeout() {
        String value = pragmas.getOrDefault("busy_timeout", "5000");
        try {
            return Math.max(0, Integer.parseInt(value.strip()));
        } catch (NumberFormatException e) {
            throw Failures.programming("busy_timeout is a number of milliseconds, not " + value);
        }
    }

    /** Says what is wrong with the file before SQLite says {@code unable to open database file}. */
    void check() {
        busyTimeout();
        checkPragmas();
        Path file = url.file();
        if (file == null) {
            return;
        }
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        if (Files.isDirectory(absolute)) {
            throw cannotOpen(absolute + " is a directory. Name a file in it");
        }
        if (directory != null && !Files.isDirectory(directory)) {
            throw cannotOpen("the directory " + directory + " does not exist. Create it, or correct the URL");
        }
        if (!Files.exists(absolute)) {
            if (!url.mode().equals("rwc")) {
                throw cannotOpen(absolute + " does not exist: mode=" + url.mode()
                        + " opens what is there, and mode=rwc creates it");
            }
            if (directory != null && !Files.isWritable(directory)) {
                throw cannotOpen("there is no right to create " + absolute + " in its directory");
            }
        } else if (!Files.isReadable(absolute)) {
            throw cannotOpen("there is no right to read " + absolute);
        }
    }

    private DriverException cannotOpen(String why) {
        return new DriverException(FailureKind.CONNECTION, "Cannot open " + url.url() + ": " + why, null, 14, null);
    }

    /**
     * @param queryOnly refuses every write on this connection
     * @throws DriverException if it cannot be opened or a setting is wrong
     */
    NativeConnection open(boolean queryOnly, Interruption interruption) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(busyTimeout());
        while (true) {
            try {
                return openOnce(queryOnly, interruption);
            } catch (DriverException failure) {
                // Going over to WAL takes a lock that SQLite does not wait for: two processes that start together meet
                // here.
                if (!Failures.isBusy(failure) || System.nanoTime() - deadline >= 0) {
                    throw failure;
                }
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private NativeConnection openOnce(boolean queryOnly, Interruption interruption) {
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setOpenMode(SQLiteOpenMode.NOMUTEX); // one thread has it, so SQLite need not lock at every call
            SQLiteConnection connection = (SQLiteConnection) config.createConnection("jdbc:sqlite:" + url.uri());
            try {
                return configure(connection, queryOnly, interruption);
            } catch (Throwable failure) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    failure.addSuppressed(e);
                }
                throw failure;
            }
        } catch (SQLException e) {
            throw explained(Failures.of(e));
        }
    }

    private DriverException explained(DriverException failure) {
        String file = url.file() == null
                ? url.url()
                : url.file().toAbsolutePath().normalize().toString();
        String message = switch (failure.kind()) {
            case CORRUPT ->
                "Cannot open " + url.url() + ": " + file + " is not an SQLite database, or a damaged one ("
                        + failure.getMessage() + "). Name another file, or restore this one";
            case CONNECTION ->
                "Cannot open " + url.url() + ": SQLite cannot open " + file + " (" + failure.getMessage()
                        + "). Check that the file and its directory may be read and written";
            case READ_ONLY ->
                "Cannot open " + url.url() + ": " + file + " may only be read (" + failure.getMessage()
                        + "). Give the right to write, or open it with ?mode=ro";
            default -> "Cannot open " + url.url() + ": " + failure.getMessage();
        };
        return new DriverException(failure.kind(), message, null, failure.code(), failure.getCause());
    }

    private NativeConnection configure(SQLiteConnection connection, boolean queryOnly, Interruption interruption)
            throws SQLException {
        connection.getDatabase().limit(SQLITE_LIMIT_SQL_LENGTH, 1_000_000_000);
        interruption.install(connection);
        Functions.register(connection, settings, interruption);
        boolean utf8;
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> pragma : pragmas.entrySet()) {
                if (FIRST.contains(pragma.getKey())) {
                    set(statement, pragma);
                }
            }
            for (Map.Entry<String, String> attached : settings.attached().entrySet()) {
                statement.execute("ATTACH " + literal(attached.getValue()) + " AS " + identifier(attached.getKey()));
            }
            for (Map.Entry<String, String> pragma : pragmas.entrySet()) {
                if (!FIRST.contains(pragma.getKey()) && !pragma.getKey().equals("busy_timeout")) {
                    set(statement, pragma);
                }
            }
            // The first statement that reads the file: it fails if this is no database.
            statement.execute("SELECT count(*) FROM sqlite_schema");
            try (ResultSet encoding = statement.executeQuery("PRAGMA encoding")) {
                utf8 = encoding.next() && "UTF-8".equals(encoding.getString(1));
            }
            if (queryOnly) {
                statement.execute("PRAGMA query_only = ON");
            }
        }
        return new NativeConnection(connection, utf8, busyTimeout());
    }

    /** Before any file is opened, or made. */
    private void checkPragmas() {
        try (Connection memory = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
                Statement statement = memory.createStatement()) {
            Set<String> known = knownPragmas(statement);
            pragmas.keySet().forEach(pragma -> requireKnown(pragma, known));
        } catch (SQLException e) {
            throw explained(Failures.of(e));
        }
    }

    /** SQLite ignores a pragma that it doesn't know, so a slip of the pen would never be seen. */
    private void requireKnown(String pragma, Set<String> known) {
        String name = pragma.substring(pragma.indexOf('.') + 1);
        if (!known.contains(name)) {
            throw url.pragmas().containsKey(pragma)
                    ? SqliteUrl.malformed(
                            url.url(),
                            "has the parameter " + pragma
                                    + ", which is neither mode, cache, immutable, vfs, nolock, psow nor a pragma")
                    : Failures.programming("SQLite has no pragma " + pragma + ", which SqliteSettings sets");
        }
    }

    private static Set<String> knownPragmas(Statement statement) throws SQLException {
        Set<String> known = new HashSet<>();
        try (ResultSet names = statement.executeQuery("SELECT name FROM pragma_pragma_list")) {
            while (names.next()) {
                known.add(names.getString(1).toLowerCase(Locale.ROOT));
            }
        }
        return known;
    }

    private void set(Statement statement, Map.Entry<String, String> pragma) throws SQLException {
        String value = pragma.getValue();
        String sql = "PRAGMA " + pragma.getKey() + " = " + (PLAIN.matcher(value).matches() ? value : literal(value));
        if (!statement.execute(sql) || !pragma.getKey().equals("journal_mode")) {
            return;
        }
        try (ResultSet result = statement.getResultSet()) {
            String mode = result.next() ? result.getString(1) : "";
            if (!value.equalsIgnoreCase(mode)) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "{0}: journal_mode is {1}, not {2}: this file or file system does not take it",
                        url.url(),
                        mode,
                        value);
            }
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
