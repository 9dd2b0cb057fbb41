// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.Isolation;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.vertx.ServerOptions;
import org.kinglet.vertx.ServerUrl;
import org.kinglet.vertx.ServerUrl.Server;
import org.kinglet.vertx.TargetServer;
import org.kinglet.vertx.TlsMode;
import org.kinglet.vertx.TlsOptions;
import org.kinglet.vertx.WireSettings;

/**
 * Where to connect and how, from the URL, the settings and the environment, in this order. What none of them says is as
 * libpq has it, but for the host: {@code localhost}.
 *
 * @param password empty if there is none
 * @param session the parameters of the server that each session begins with
 * @param prepared whether prepared statements are kept; if not, nothing of a statement stays at the server, so that a
 *     pooler may send every one to another
 */
record PostgresConfig(
        List<Server> servers,
        TargetServer target,
        String user,
        String password,
        String database,
        TlsOptions tls,
        Duration connectTimeout,
        Map<String, String> session,
        boolean prepared,
        int statementCacheSize,
        int pipelining) {
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_PIPELINING = 10_000;
    private static final int MAX_CACHE = 100_000;

    /** What the options are called in libpq's environment. */
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"));

    static PostgresConfig of(ServerUrl url, PostgresSettings settings, Map<String, String> environment) {
        Map<String, String> parts = new HashMap<>(url.parameters());
        if (url.user() != null) parts.put("user", url.user());
        if (url.password() != null) parts.put("password", url.password());
        if (url.database() != null) parts.put("dbname", url.database());
        ServerOptions options =
                new ServerOptions("PostgreSQL", List.of(parts, settings.options(), fallBacks(environment)));
        String osUser = System.getProperty("user.name", "postgres");
        String user = or(options.text("user"), osUser);
        String database = or(options.text("dbname", "database"), user);
        List<Server> servers = servers(url, options);
        String password = options.text("password");
        String passwordFile = options.text("passfile");
        if (password == null) {
            password = PasswordFile.password(passwordFile, servers.getFirst(), database, user);
        }
        boolean prepared = options.flag(true, "prepared_statements");
        PostgresConfig config = new PostgresConfig(
                servers,
                target(options),
                user,
                or(password, ""),
                database,
                TlsOptions.read(options, TlsMode.PREFER),
                options.duration(Duration.ofSeconds(10), "connect_timeout"),
                session(options, settings, prepared),
                prepared,
                options.number(
                        SqlConnectOptions.DEFAULT_PREPARED_STATEMENT_CACHE_MAX_SIZE,
                        0,
                        MAX_CACHE,
                        "statement_cache_size"),
                options.number(WireSettings.DEFAULT.pipeliningDepth(), 1, MAX_PIPELINING, "pipelining"));
        options.rejectUnknown();
        return config;
    }

    String displayUrl() {
        return ServerUrl.display("postgresql", servers, database);
    }

    NetClientOptions transport() {
        return new NetClientOptions()
                .setConnectTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(1, connectTimeout.toMillis())))
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true);
    }

    PgConnectOptions client(Server server) {
        boolean cache = prepared && statementCacheSize > 0;
        // The pool bounds what is on its way; a statement must not wait in the client, where nobody can take it back.
        return new PgConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setUser(user)
                .setPassword(password)
                .setDatabase(database)
                .setProperties(new HashMap<>(session))
                .setPipeliningLimit(Integer.MAX_VALUE)
                .setCachePreparedStatements(cache)
                .setPreparedStatementCacheMaxSize(Math.max(1, statementCacheSize))
                .setPreparedStatementCacheSqlLimit(Integer.MAX_VALUE)
                .setUseLayer7Proxy(!prepared)
                .setReconnectAttempts(0);
    }

    /**
     * The session is in UTC, so that a time that the server turns into text, or into a type without a zone, is always the
     * same. Everything stands in the message that begins the session: there is no moment at which it is not in force.
     */
    private static Map<String, String> session(ServerOptions options, PostgresSettings settings, boolean prepared) {
        Map<String, String> session = new LinkedHashMap<>();
        session.put("client_encoding", "UTF8");
        session.put("DateStyle", "ISO");
        session.put("TimeZone", "UTC");
        // Old poolers refuse a parameter that they do not know.
        if (prepared) session.put("IntervalStyle", "iso_8601");
        session.put("application_name", or(options.text("application_name"), "kinglet"));
        settings.session().forEach((name, value) -> {
            session.keySet().removeIf(name::equalsIgnoreCase);
            session.put(name, value);
        });
        Isolation isolation = isolation(options);
        if (isolation != null) {
            session.put("default_transaction_isolation", isolation.sql().toLowerCase(Locale.ROOT));
        }
        String searchPath = options.text("search_path", "currentSchema");
        if (searchPath != null) session.put("search_path", searchPath);
        String more = options.text("options");
        if (more != null) session.put("options", more);
        return session;
    }

    private static @Nullable Isolation isolation(ServerOptions options) {
        String[] names = {"isolation", "default_transaction_isolation"};
        String text = options.text(names);
        if (text == null) return null;
        Map<String, String> spelt = Map.of("isolation", text.replace(' ', '_'));
        return new ServerOptions("PostgreSQL", List.of(spelt)).choice(Isolation.READ_COMMITTED, "isolation");
    }

    private static TargetServer target(ServerOptions options) {
        String text = options.text("target_session_attrs", "targetServerType");
        if (text == null) return TargetServer.ANY;
        return switch (ServerOptions.normal(text.strip())) {
            case "any" -> TargetServer.ANY;
            case "primary", "master", "readwrite" -> TargetServer.PRIMARY;
            case "standby", "secondary", "slave", "readonly" -> TargetServer.STANDBY;
            case "preferstandby", "prefersecondary", "preferslave" -> TargetServer.PREFER_STANDBY;
            default ->
                throw options.wrong(
                        "target_session_attrs",
                        "must be one of any, primary, read-write, standby, read-only, prefer-standby");
        };
    }

    private static List<Server> servers(ServerUrl url, ServerOptions options) {
        String host = options.text("host");
        List<Server> servers = url.servers();
        if (servers.isEmpty()) {
            servers = host == null || host.isEmpty() ? List.of(new Server("localhost", -1)) : hosts(url, host);
        }
        String port = options.text("port");
        String[] ports = port == null || port.isEmpty() ? new String[] {"" + DEFAULT_PORT} : port.split(",", -1);
        if (ports.length != 1 && ports.length != servers.size()) {
            throw options.wrong("port", "must have one port, or as many as there are hosts");
        }
        List<Server> complete = new ArrayList<>();
        for (Server server : servers) {
            complete.add(server.orPort(port(ports[ports.length == 1 ? 0 : complete.size()])));
        }
        return List.copyOf(complete);
    }

    /** As libpq has it, an IPv6 address needs no brackets here. */
    private static List<Server> hosts(ServerUrl url, String list) {
        boolean address = list.indexOf(':') != list.lastIndexOf(':') && list.indexOf('[') < 0 && list.indexOf(',') < 0;
        return address ? List.of(new Server(list, -1)) : ServerUrl.parseServers(url.scheme(), list);
    }

    private static int port(String text) {
        return new ServerOptions("PostgreSQL", List.of(Map.of("port", text))).number(DEFAULT_PORT, 1, 65_535, "port");
    }

    private static Map<String, String> fallBacks(Map<String, String> environment) {
        Map<String, String> options = new HashMap<>();
        ENVIRONMENT.forEach((variable, name) -> {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) options.put(ServerOptions.normal(name), value);
        });
        return options;
    }

    private static String or(@Nullable String text, String fallback) {
        return text == null || text.isEmpty() ? fallback : text;
    }

    static DriverException programming(String message) {
        return new DriverException(FailureKind.PROGRAMMING, message);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return displayUrl();
    }
}
