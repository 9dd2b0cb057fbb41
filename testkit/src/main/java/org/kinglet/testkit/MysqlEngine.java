// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** MySQL. Its users have {@code caching_sha2_password}. */
final class MysqlEngine extends MysqlFamily {
    private static final String VERSION = "8.0.15";

    @Override
    String name() {
        return "MySQL";
    }

    @Override
    String scheme() {
        return "mysql";
    }

    @Override
    String binaries() {
        return "mysql-Linux-amd64.tar.gz";
    }

    /** It needs a library that few machines have; what the system says of that is the reason. */
    @Override
    Optional<String> check() throws IOException, InterruptedException {
        try {
            Commands.run(Commands.concat(libraryPath(), List.of(program().toString(), "--no-defaults", "--version")));
            return Optional.empty();
        } catch (IOException failure) {
            String text =
                    String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").trim();
            return Optional.of("the machine lacks a library (testkit/fetch-tools fetches it on Debian): " + text);
        }
    }

    @Override
    Path home() throws IOException, InterruptedException {
        return Workspace.get().cached("mysql-" + VERSION, folder -> {
            try (InputStream packed = getClass().getClassLoader().getResourceAsStream(binaries())) {
                Archive.unpackTar(new GZIPInputStream(new BufferedInputStream(packed)), folder, path -> true);
            }
        });
    }

    @Override
    Path program() throws IOException, InterruptedException {
        return home().resolve("bin/mysqld");
    }

    @Override
    List<String> libraryPath() {
        return Tools.libraryPath();
    }

    @Override
    Path initialised() throws IOException, InterruptedException {
        List<String> start = start();
        return Workspace.get().cached("mysql-" + VERSION + "-data-1", folder -> {
            Path data = Files.createDirectory(folder.resolve("data"));
            Commands.run(Commands.concat(
                    start,
                    List.of(
                            "--initialize-insecure",
                            "--datadir=" + data,
                            "--tmpdir=" + folder,
                            "--innodb-use-native-aio=0",
                            "--innodb-flush-log-at-trx-commit=0",
                            "--innodb-doublewrite=0",
                            "--innodb-log-file-size=16M",
                            "--skip-log-bin")));
        });
    }

    @Override
    Map<String, String> ownSettings() {
        return Map.of(
                "skip-mysqlx", "", "skip-log-bin", "", "innodb-use-native-aio", "0", "innodb-log-file-size", "16M");
    }
}
