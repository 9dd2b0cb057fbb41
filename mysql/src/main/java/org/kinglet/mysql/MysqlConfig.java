// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.Isolation;
import org.kinglet.vertx.ServerOptions;
import org.kinglet.vertx.ServerUrl;
import org.kinglet.vertx.TargetServer;
import org.kinglet.vertx.TlsMode;
import org.kinglet.vertx.TlsOptions;

/**
 * What the URL, the settings and the environment say together.
 *
 * @param variables of each session, after the driver's own
 * @param publicKey the server's, with which {@code caching_sha2_password} encrypts the password where there is no TLS
 * @param fetchPublicKey whether the server may be asked for that key, and so whoever sits between may send his own
 */
record MysqlConfig(
        String displayUrl,
        List<ServerUrl.Server> servers,
        TargetServer target,
        String user,
        String password,
        String database,
        TlsOptions tls,
        Duration connectTimeout,
        @Nullable String isolation,
        @Nullable String collation,
        @Nullable String applicationName,
        Map<String, String> variables,
        boolean preparedStatements,
        int statementCacheSize,
        int pipeliningDepth,
        @Nullable Buffer publicKey,
        boolean fetchPublicKey) {

    private static final String BACKEND = "MySQL";
    private static final int PORT = 3306;

    /** Reads files, so it blocks. */
    static MysqlConfig read(String url, MysqlSettings settings, Map<String, String> environment) {
        ServerUrl parsed = ServerUrl.parse(url);
        Map<String, String> fromUrl = new LinkedHashMap<>();
        put(fromUrl, "user", parsed.user());
        put(fromUrl, "password", parsed.password());
        put(fromUrl, "database", parsed.database());
        parsed.parameters().forEach(fromUrl::putIfAbsent);
        ServerOptions options =
                new ServerOptions(BACKEND, List.of(fromUrl, settings.options(), fromEnvironment(environment)));

        List<ServerUrl.Server> servers = servers(parsed, options);
        String database = or(options.text("database"), "");
        Isolation isolation =
                options.text("isolation") == null ? null : options.choice(Isolation.REPEATABLE_READ, "isolation");
        Map<String, String> variables = new LinkedHashMap<>(settings.variables());
        variables.putAll(variables(options));
        MysqlConfig config = new MysqlConfig(
                ServerUrl.display(parsed.scheme(), servers, database),
                servers,
                options.choice(TargetServer.ANY, "targetServer"),
                or(options.text("user"), System.getProperty("user.name", "root")),
                or(options.text("password"), ""),
                database,
                TlsOptions.read(options, TlsMode.PREFER),
                options.duration(Duration.ofSeconds(10), "connectTimeout"),
                isolation == null ? null : isolation.name().replace('_', '-'),
                options.text("collation"),
                options.text("applicationName"),
                variables,
                options.flag(true, "preparedStatements"),
                options.number(256, 1, 10_000, "statementCacheSize"),
                options.number(64, 1, 10_000, "pipeliningDepth", "pipelining"),
                publicKey(options),
                options.flag(false, "allowPublicKeyRetrieval"));
        options.rejectUnknown();
        return config;
    }

    /** Those of the {@code mysql} program. {@code MYSQL_PWD} is as unsafe as that program's manual says. */
    private static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "host", environment.get("MYSQL_HOST"));
        put(options, "port", environment.get("MYSQL_TCP_PORT"));
        put(options, "password", environment.get("MYSQL_PWD"));
        put(options, "socket", environment.get("MYSQL_UNIX_PORT"));
        return options;
    }

    private static List<ServerUrl.Server> servers(ServerUrl url, ServerOptions options) {
        String socket = options.text("socket");
        String host = options.text("host");
        int port = options.number(PORT, 1, 65_535, "port");
        List<ServerUrl.Server> servers = url.servers();
        if (servers.isEmpty() || url.parameters().containsKey("socket")) {
            if (socket != null && (host == null || url.parameters().containsKey("socket"))) {
                return List.of(new ServerUrl.Server(socket, port));
            }
            servers = ServerUrl.parseServers(url.scheme(), or(host, "localhost"));
        }
        return servers.stream().map(server -> server.orPort(port)).toList();
    }

    private static Map<String, String> variables(ServerOptions options) {
        Map<String, String> variables = new LinkedHashMap<>();
        String text = options.text("sessionVariables");
        if (text == null || text.isBlank()) {
            return variables;
        }
        for (String assignment : text.split(",", -1)) {
            int equals = assignment.indexOf('=');
            try {
                String name = MysqlSettings.requireVariable(
                        assignment.substring(0, Math.max(0, equals)).strip());
                variables.put(name, assignment.substring(equals + 1).strip());
            } catch (IllegalArgumentException e) {
                throw options.wrong("sessionVariables", "must be name=value,name=value");
            }
        }
        return variables;
    }

    private static @Nullable Buffer publicKey(ServerOptions options) {
        String file = options.text("serverPublicKey");
        if (file == null) {
            return null;
        }
        try {
            return Buffer.buffer(Files.readAllBytes(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw options.wrong(
                    "serverPublicKey",
                    "names a file that cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            options.put(name, value);
        }
    }

    private static String or(@Nullable String value, String fallback) {
        return value == null ? fallback : value;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return displayUrl;
    }
}
