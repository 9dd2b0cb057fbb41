// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * {@code scheme://user:password@host:port,host:port/database?name=value&…}; everything after {@code scheme://} may be
 * left out. User, password, hosts, database and values may have {@code %} escapes. An IPv6 address stands in brackets, and
 * a host that begins with an (escaped) slash is the directory of a Unix socket. No message quotes the URL, because nobody
 * knows which part of a malformed one is the password.
 *
 * @param scheme in lower case
 * @param servers in the order in which they are tried; empty if the URL names none
 * @param parameters what stands behind the question mark, by {@linkplain ServerOptions#normal normalized} name
 */
public record ServerUrl(
        String scheme,
        @Nullable String user,
        @Nullable String password,
        List<Server> servers,
        @Nullable String database,
        Map<String, String> parameters) {

    /**
     * One address.
     *
     * @param host a name, an address without brackets, or the path of a Unix socket's directory or of the socket
     * @param port -1 if the URL has none
     */
    public record Server(String host, int port) {
        public boolean isUnixSocket() {
            return host.startsWith("/");
        }

        /** This server, with the given port if it has none. */
        public Server orPort(int fallback) {
            return port >= 0 ? this : new Server(host, fallback);
        }

        @Override
        public String toString() {
            String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            return port < 0 ? name : name + ":" + port;
        }
    }

    public static ServerUrl parse(String url) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        Parser parser = new Parser(scheme);
        if (!url.startsWith("//", colon + 1)) {
            throw parser.malformed("does not go on with // after the scheme");
        }
        String rest = url.substring(colon + 3);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String address = question < 0 ? rest : rest.substring(0, question);
        int slash = address.indexOf('/');
        String authority = slash < 0 ? address : address.substring(0, slash);
        String database = slash < 0 ? "" : parser.decode(address.substring(slash + 1), "database");
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int separator = login.indexOf(':');
        String user = parser.decode(separator < 0 ? login : login.substring(0, separator), "user");
        String password = separator < 0 ? null : parser.decode(login.substring(separator + 1), "password");
        return new ServerUrl(
                scheme,
                user.isEmpty() ? null : user,
                password,
                parser.servers(authority.substring(at + 1)),
                database.isEmpty() ? null : database,
                parser.parameters(query));
    }

    /** The URL with another database. */
    public static String withDatabase(String url, String database) {
        parse(url);
        int question = url.indexOf('?');
        int end = question < 0 ? url.length() : question;
        int slash = url.indexOf('/', url.indexOf("//") + 2);
        return url.substring(0, slash < 0 || slash > end ? end : slash) + "/" + database + url.substring(end);
    }

    /**
     * The URL with this value of a parameter, and no other.
     *
     * @param value needs no escapes
     * @param names the name, then its synonyms
     */
    public static String withParameter(String url, String value, String... names) {
        Set<String> replaced = Arrays.stream(names).map(ServerOptions::normal).collect(Collectors.toSet());
        int question = url.indexOf('?');
        StringBuilder changed = new StringBuilder(question < 0 ? url : url.substring(0, question));
        changed.append('?').append(names[0]).append('=').append(value);
        for (String pair :
                question < 0 ? new String[0] : url.substring(question + 1).split("&")) {
            String name = pair.substring(0, Math.max(0, pair.indexOf('=')));
            if (!replaced.contains(ServerOptions.normal(name)))
                changed.append('&').append(pair);
        }
        return changed.toString();
    }

    /** The servers of a comma-separated list, as the URL and some options have it. */
    public static List<Server> parseServers(String scheme, String list) {
        return new Parser(scheme).servers(list);
    }

    /** The URL of these servers without user, password and parameters. */
    public static String display(String scheme, List<Server> servers, String database) {
        String hosts = servers.stream().map(Server::toString).collect(Collectors.joining(","));
        return scheme + "://" + hosts + "/" + database;
    }

    /** Without user, password and parameters. */
    @Override
    public String toString() {
        return display(scheme, servers, database == null ? "" : database);
    }

    private record Parser(String scheme) {
        List<Server> servers(String list) {
            if (list.isEmpty()) {
                return List.of();
            }
            List<Server> servers = new ArrayList<>();
            for (String server : list.split(",", -1)) {
                servers.add(server(server));
            }
            return List.copyOf(servers);
        }

        private Server server(String text) {
            String host = text;
            String port = "";
            if (text.startsWith("[")) {
                int end = text.indexOf(']');
                if (end < 0) {
                    throw malformed("has a [ without a ]");
                }
                host = text.substring(1, end);
                String rest = text.substring(end + 1);
                if (!rest.isEmpty() && !rest.startsWith(":")) {
                    throw malformed("has something else than a port after ]");
                }
                port = rest.isEmpty() ? "" : rest.substring(1);
            } else {
                int colon = text.indexOf(':');
                if (colon >= 0) {
                    host = text.substring(0, colon);
                    port = text.substring(colon + 1);
                }
                if (port.indexOf(':') >= 0) {
                    throw malformed("has a host with several colons; an IPv6 address stands in brackets: [::1]:5432");
                }
            }
            host = decode(host, "host");
            if (host.isEmpty()) {
                throw malformed("has an empty host");
            }
            return new Server(host, port.isEmpty() ? -1 : port(port));
        }

        private int port(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port > 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // Said below, without the text: after a forgotten @ it is the password.
            }
            throw malformed("has a port that is no number from 1 to 65535"
                    + " (in a user or password, / ? # @ and : are written as % escapes)");
        }

        Map<String, String> parameters(String query) {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String pair : query.split("&", -1)) {
                if (pair.isEmpty()) {
                    continue;
                }
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    throw malformed("has a parameter without a name or without a value");
                }
                String name = ServerOptions.normal(decode(pair.substring(0, equals), "parameter"));
                if (parameters.put(name, decode(pair.substring(equals + 1), "parameter")) != null) {
                    throw malformed("has the parameter " + name + " twice");
                }
            }
            return parameters;
        }

        String decode(String text, String what) {
            String decoded;
            try {
                decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw malformed("has a malformed % escape in the " + what);
            }
            if (decoded.indexOf('\0') >= 0) {
                throw malformed("has a NUL character in the " + what);
            }
            return decoded;
        }

        DriverException malformed(String what) {
            String name = scheme.isEmpty() ? "scheme" : scheme;
            return new DriverException(
                    FailureKind.PROGRAMMING,
                    "The " + name + " URL " + what + ". Write " + name
                            + "://user:password@host:port/database?name=value");
        }
    }
}
