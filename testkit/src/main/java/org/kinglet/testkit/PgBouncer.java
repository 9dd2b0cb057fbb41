// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PgBouncer in transaction mode in front of a PostgreSQL server: after each transaction of a client its connection to the
 * server is anybody's. There is one where {@code testkit/fetch-tools} has brought it or the machine has it installed.
 */
public final class PgBouncer implements AutoCloseable {
    private final TestServer server;
    private final Path folder;
    private final int port;
    private final ServerProcess process;

    private PgBouncer(TestServer server, Path folder, int port, ServerProcess process) {
        this.server = server;
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one. Throws {@link ServerUnavailableException} where there is no such program.
     *
     * @param connections to the server, at most, for all clients of a database
     * @param settings lines for its configuration
     */
    public static PgBouncer start(TestServer server, int connections, String... settings) {
        Path program = program()
                .orElseThrow(() -> new ServerUnavailableException(
                        "PgBouncer", "it is not installed, and testkit/fetch-tools has not brought it"));
        Privileges.get().unavailable().ifPresent(reason -> {
            throw new ServerUnavailableException("PgBouncer", reason);
        });
        ServerAddress address = server.address();
        try {
            Path folder = Workspace.get().newFolder("pgbouncer");
            int port = OwnServer.freePort();
            Path configuration = Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=%s port=%d user=%s password=%s
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = any
                    pool_mode = transaction
                    default_pool_size = %d
                    max_client_conn = 300
                    %s
                    """.formatted(
                            address.host(),
                            address.port(),
                            address.user(),
                            address.password(),
                            port,
                            connections,
                            String.join("\n", settings)));
            ServerProcess process = ServerProcess.start(
                    command(List.of(program.toString(), configuration.toString())),
                    folder.resolve("log"),
                    "process up: ");
            return new PgBouncer(server, folder, port, process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PgBouncer was started", interrupted);
        }
    }

    /** Whether it knows the prepared statements of its clients, as it does since 1.21 if {@code max_prepared_statements} says so. */
    public static boolean handlesPreparedStatements() {
        Optional<Path> program = program();
        if (program.isEmpty()) return false;
        try {
            Matcher version = Pattern.compile("PgBouncer 1\\.(\\d+)")
                    .matcher(Commands.run(command(List.of(program.get().toString(), "--version"))));
            return version.find() && Integer.parseInt(version.group(1)) >= 21;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PgBouncer was asked for its version", interrupted);
        }
    }

    private static List<String> command(List<String> command) {
        return Privileges.get().command(Commands.concat(Tools.libraryPath(), command));
    }

    private static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.concat(
                        Stream.of(Workspace.get().tools().resolve("bin")),
                        Stream.of(path.split(File.pathSeparator)).map(Path::of))
                .map(folder -> folder.resolve("pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The URL of the server's database, by way of this. */
    public String url(String url) {
        return url.replace(server.host() + ":" + server.port(), "127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.stopHard();
        try {
            Workspace.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
