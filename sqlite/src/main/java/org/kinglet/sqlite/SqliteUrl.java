// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/**
 * {@code sqlite:app.db}, {@code sqlite:/var/lib/app.db}, {@code sqlite::memory:} or {@code sqlite:file:app.db?mode=ro}, each
 * with {@code ?name=value&…}: what SQLite's own URIs take ({@code mode}, {@code cache}, {@code immutable}, {@code vfs},
 * {@code nolock}, {@code psow}), else a pragma.
 *
 * @param url as the user wrote it; SQLite has no secrets to hide in it
 * @param uri the file as a URI for SQLite
 * @param file the file, or {@code null} for a database in memory
 * @param mode {@code ro}, {@code rw} or {@code rwc}
 * @param pragmas what else stood behind the question mark
 */
record SqliteUrl(String url, String uri, @Nullable Path file, String mode, Map<String, String> pragmas) {
    static final String SCHEME = "sqlite";
    private static final Set<String> URI_PARAMETERS = Set.of("cache", "immutable", "vfs", "nolock", "psow");
    private static final String FORMS = "Write sqlite:app.db, sqlite:/absolute/app.db or sqlite::memory:";

    static SqliteUrl parse(String url) {
        int colon = url.indexOf(':');
        if (colon < 0 || !url.substring(0, colon).equalsIgnoreCase(SCHEME)) {
            throw malformed(url, "does not begin with sqlite:");
        }
        String rest = url.substring(colon + 1);
        int question = rest.indexOf('?');
        String name = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> parameters = question < 0 ? Map.of() : parameters(url, rest.substring(question + 1));
        if (name.isEmpty()) {
            throw malformed(url, "names no file");
        }
        if (name.startsWith("//")) {
            throw malformed(url, "has slashes before the file, where SQLite has no host");
        }
        return of(url, name, parameters);
    }

    private static SqliteUrl of(String url, String name, Map<String, String> parameters) {
        Map<String, String> pragmas = new LinkedHashMap<>(parameters);
        String mode = pragmas.remove("mode");
        mode = mode == null ? "rwc" : mode.toLowerCase(Locale.ROOT);
        if (!Set.of("ro", "rw", "rwc", "memory").contains(mode)) {
            throw malformed(url, "has mode=" + mode + ", which is none of ro, rw, rwc, memory");
        }
        StringBuilder query = new StringBuilder();
        for (String parameter : URI_PARAMETERS) {
            String value = pragmas.remove(parameter);
            if (value != null) {
                query.append('&').append(parameter).append('=').append(encode(value));
            }
        }
        boolean memory = mode.equals("memory") || name.equals(":memory:") || name.equals("file::memory:");
        if (memory) {
            String path = name.startsWith("file:") ? name : "file:" + encode(name);
            return new SqliteUrl(url, path + "?mode=memory" + query, null, "rwc", pragmas);
        }
        Path file = file(url, name);
        String uri = "file:" + file.toAbsolutePath().toUri().getRawPath() + "?mode=" + mode + query;
        // Path adds a slash where a directory stands in place of the file.
        return new SqliteUrl(url, uri.replace("/?mode=", "?mode="), file, mode, pragmas);
    }

    private static Path file(String url, String name) {
        try {
            String path = name;
            if (name.regionMatches(true, 0, "file:", 0, 5)) {
                path = decode(name.substring(5));
                if (path.startsWith("///")) {
                    path = path.substring(2);
                } else if (path.startsWith("//")) {
                    throw malformed(url, "names a host, where SQLite has none");
                }
            }
            if (path.indexOf('\0') >= 0) {
                throw malformed(url, "contains a NUL character");
            }
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw malformed(url, "names no possible file (" + e.getReason() + ")");
        } catch (IllegalArgumentException e) {
            throw malformed(url, "has a malformed % escape");
        }
    }

    private static Map<String, String> parameters(String url, String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw malformed(url, "has the parameter " + pair + " without a value");
            }
            try {
                String name = decode(pair.substring(0, equals)).toLowerCase(Locale.ROOT);
                if (parameters.put(name, decode(pair.substring(equals + 1))) != null) {
                    throw malformed(url, "has the parameter " + name + " twice");
                }
            } catch (IllegalArgumentException e) {
                throw malformed(url, "has a malformed % escape");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~/:".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    boolean isMemory() {
        return file == null;
    }

    boolean isReadOnly() {
        return mode.equals("ro");
    }

    static DriverException malformed(String url, String what) {
        return Failures.programming("The URL " + url + " " + what + ". " + FORMS);
    }
}
