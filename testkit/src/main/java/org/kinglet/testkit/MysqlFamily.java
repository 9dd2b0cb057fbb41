// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mariadb.jdbc.MariaDbDataSource;

/** What MariaDB and MySQL have in common. */
abstract class MysqlFamily extends Engine {
    /** The folder with the unpacked server. */
    abstract Path home() throws IOException, InterruptedException;

    abstract Path program() throws IOException, InterruptedException;

    /** A folder with {@code data}, that the server has filled; copying is several times faster. */
    abstract Path initialised() throws IOException, InterruptedException;

    /** Environment and program, in front of all options. */
    final List<String> start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(libraryPath());
        command.addAll(List.of(
                program().toString(),
                "--no-defaults",
                "--basedir=" + home(),
                "--lc-messages-dir=" + home().resolve("share")));
        if (Privileges.isRoot()) command.add("--user=root");
        return List.copyOf(command);
    }

    List<String> libraryPath() throws IOException, InterruptedException {
        return List.of();
    }

    @Override
    final void fill(Path folder, ServerOptions options) throws IOException, InterruptedException {
        Commands.run(List.of("cp", "-a", initialised().resolve("data").toString(), folder.toString()));
        // Each statement in a line of its own.
        Files.writeString(folder.resolve("users.sql"), """
                create user if not exists 'USER'@'%' identified by 'PASSWORD';
                grant all privileges on *.* to 'USER'@'%' with grant option;
                """.replace("USER", USER).replace("PASSWORD", PASSWORD));
    }

    @Override
    final List<String> command(Path folder, int port, ServerOptions options) throws IOException, InterruptedException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("datadir", folder.resolve("data").toString());
        settings.put("tmpdir", folder.toString());
        settings.put("socket", folder.resolve("s").toString());
        settings.put("pid-file", folder.resolve("pid").toString());
        settings.put("init-file", folder.resolve("users.sql").toString());
        settings.put("port", Integer.toString(port));
        settings.put("bind-address", "127.0.0.1");
        settings.put("max-connections", "300");
        settings.put("character-set-server", "utf8mb4");
        settings.put("max-allowed-packet", "16M");
        settings.put("default-time-zone", "-03:30");
        settings.put("innodb-buffer-pool-size", "64M");
        // What is committed goes to the system, and no further: it outlives a crash of the server, not one of the
        // machine.
        settings.put("innodb-flush-log-at-trx-commit", "2");
        settings.put("innodb-flush-method", "nosync");
        settings.put("innodb-doublewrite", "0");
        settings.putAll(ownSettings());
        if (options.certificates().isPresent()) {
            Certificates certificates = options.certificates().get();
            settings.put("ssl-ca", certificates.authority().toString());
            settings.put("ssl-cert", certificates.serverCertificate().toString());
            settings.put("ssl-key", certificates.serverKey().toString());
        } else {
            settings.put("skip-ssl", "");
        }
        options.settings().forEach((name, value) -> settings.put(name.replace('_', '-'), value));
        List<String> command = new ArrayList<>(start());
        settings.forEach((name, value) -> command.add("--" + name + (value.isEmpty() ? "" : "=" + value)));
        return List.copyOf(command);
    }

    abstract Map<String, String> ownSettings();

    @Override
    final String readyText() {
        return "ready for connections";
    }

    @Override
    final ServerAddress address(int port) {
        return new ServerAddress("127.0.0.1", port, USER, PASSWORD, "mysql");
    }

    @Override
    final Connection connect(ServerAddress address) throws SQLException {
        MariaDbDataSource source = new MariaDbDataSource(
                "jdbc:mariadb://" + address.host() + ":" + address.port() + "/" + address.database()
                        + "?allowPublicKeyRetrieval=true&allowMultiQueries=true&connectTimeout=20000&socketTimeout=120000");
        source.setUser(address.user());
        source.setPassword(address.password());
        return source.getConnection();
    }

    @Override
    final String createDatabase(String name) {
        return "create database " + name;
    }

    @Override
    final String dropDatabase(String name) {
        return "drop database " + name;
    }

    @Override
    final String limitWaiting() {
        return "set session lock_wait_timeout = 10";
    }

    @Override
    final String clearDatabase(String name) {
        return "drop database " + name + "; create database " + name + "; use " + name;
    }
}
