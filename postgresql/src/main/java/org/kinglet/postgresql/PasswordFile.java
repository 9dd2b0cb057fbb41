// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.vertx.ServerUrl.Server;

/**
 * libpq's file of passwords: {@code host:port:database:user:password} on each line, with {@code *} for any and a backslash
 * before a colon or backslash. The first line that fits counts. A file that others may read is not used, as with libpq.
 */
final class PasswordFile {
    private static final int FIELDS = 5;

    private PasswordFile() {}

    static @Nullable String password(@Nullable String file, Server server, String database, String user) {
        try {
            Path path = file != null ? Path.of(file) : Path.of(System.getProperty("user.home", ""), ".pgpass");
            if (!Files.isRegularFile(path) || othersMayRead(path)) return null;
            for (String line : Files.readAllLines(path)) {
                List<String> fields = fields(line);
                if (!line.startsWith("#")
                        && fields.size() == FIELDS
                        && fits(fields.get(0), server.isUnixSocket() ? "localhost" : server.host())
                        && fits(fields.get(1), Integer.toString(server.port()))
                        && fits(fields.get(2), database)
                        && fits(fields.get(3), user)) {
                    return fields.get(4);
                }
            }
            return null;
        } catch (IOException | InvalidPathException e) {
            // As if it were not there: the server then says that there is no password.
            return null;
        }
    }

    private static boolean othersMayRead(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return false;
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER"));
    }

    private static boolean fits(String field, String value) {
        return field.equals("*") || field.equals(value);
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
