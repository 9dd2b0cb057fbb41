// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kinglet.Isolation;
import org.kinglet.driver.DriverSettings;
import org.kinglet.vertx.ServerOptions;

/**
 * What can be set for PostgreSQL alone. Immutable; every method returns new settings. All of it can stand in the URL too,
 * where it wins; what neither has is taken from libpq's environment variables ({@code PGHOST}, {@code PGUSER}, …).
 *
 * {@snippet :
 * PostgresSettings.defaults()
 *         .password(secret)
 *         .sslMode(SslMode.VERIFY_FULL)
 *         .applicationName("billing")
 *         .isolation(Isolation.REPEATABLE_READ)
 *         .session("lock_timeout", "2s");
 * }
 */
public final class PostgresSettings implements DriverSettings {
    private static final Pattern SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final PostgresSettings DEFAULTS = new PostgresSettings(Map.of(), Map.of());

    private final Map<String, String> options;
    private final Map<String, String> session;

    private PostgresSettings(Map<String, String> options, Map<String, String> session) {
        this.options = options;
        this.session = session;
    }

    /** Nothing but the defaults. */
    public static PostgresSettings defaults() {
        return DEFAULTS;
    }

    /** Who logs in. */
    public PostgresSettings user(String user) {
        return option("user", user);
    }

    /** The password, which no message, log or {@code toString} ever shows. */
    public PostgresSettings password(String password) {
        return option("password", password);
    }

    /** How much TLS there must be. */
    public PostgresSettings sslMode(SslMode mode) {
        return option("sslmode", mode.name());
    }

    /** A PEM file with the certificates of the authorities that are trusted, in place of the JVM's. */
    public PostgresSettings sslRootCertificate(Path file) {
        return option("sslrootcert", file.toString());
    }

    /** PEM files with the certificate by which the server knows this client, and its key (not encrypted). */
    public PostgresSettings sslCertificate(Path certificate, Path key) {
        return option("sslcert", certificate.toString()).option("sslkey", key.toString());
    }

    /** What the server's views and logs call this program. */
    public PostgresSettings applicationName(String name) {
        return option("application_name", name);
    }

    /** How long one server may take until a session with it is ready; 10 seconds unless set. */
    public PostgresSettings connectTimeout(Duration timeout) {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("The connect timeout must be positive");
        }
        return option("connect_timeout", timeout.toMillis() + "ms");
    }

    /** The isolation of every transaction and every single statement, unless a transaction has its own. */
    public PostgresSettings isolation(Isolation isolation) {
        return option("isolation", isolation.name());
    }

    /** The schemas in which unqualified names are looked up, by their exact names. */
    public PostgresSettings searchPath(String... schemas) {
        return option(
                "search_path",
                Arrays.stream(schemas)
                        .map(schema -> '"' + schema.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(", ")));
    }

    /**
     * A parameter of the server, such as {@code work_mem}, for every connection from its beginning.
     *
     * @throws IllegalArgumentException if the name is not that of a parameter
     */
    public PostgresSettings session(String name, String value) {
        if (!SETTING.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a parameter of the server: " + name);
        }
        return new PostgresSettings(options, with(session, name, value));
    }

    /** How many prepared statements each connection keeps; 256 unless set. */
    public PostgresSettings statementCacheSize(int statements) {
        return option("statement_cache_size", Integer.toString(statements));
    }

    /**
     * Whether statements are prepared once and kept, as they are unless this says no. Without, every statement is parsed
     * anew: for PgBouncer before 1.21 in transaction mode.
     */
    public PostgresSettings preparedStatements(boolean prepared) {
        return option("prepared_statements", prepared ? "on" : "off");
    }

    /** How many statements may be on their way on a connection that several tasks share. */
    public PostgresSettings pipelining(int depth) {
        return option("pipelining", Integer.toString(depth));
    }

    /** Any option that the URL takes too, by the name that it has there. */
    public PostgresSettings option(String name, String value) {
        return new PostgresSettings(with(options, ServerOptions.normal(name), value), session);
    }

    @Override
    public String driverName() {
        return "PostgreSQL";
    }

    Map<String, String> options() {
        return options;
    }

    Map<String, String> session() {
        return session;
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Objects.requireNonNull(value, name);
        Map<String, String> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return Collections.unmodifiableMap(copy);
    }
}
