// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** A server of a test's own, which may stop and start it. Closing stops it and deletes its data. */
public final class OwnServer extends TestServer implements AutoCloseable {
    private static final Set<OwnServer> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OwnServer::stopAll, "kinglet-testkit-stop"));
    }

    private final ServerOptions options;
    private final Path folder;
    private final ServerAddress address;
    private ServerProcess process;

    private OwnServer(Engine engine, ServerOptions options, Path folder, int port)
            throws IOException, InterruptedException {
        super(engine);
        this.options = options;
        this.folder = folder;
        this.address = engine.address(port);
        this.process = launch();
        RUNNING.add(this);
    }

    static OwnServer start(Engine engine, ServerOptions options) {
        engine.unavailable().ifPresent(reason -> {
            throw new ServerUnavailableException(engine.name(), reason);
        });
        return start(engine, options, folder -> engine.fill(folder, options));
    }

    /** With data that the recipe puts into the server's folder. */
    static OwnServer start(Engine engine, ServerOptions options, Workspace.Recipe data) {
        try {
            Path folder = Workspace.get().newFolder(engine.scheme());
            data.into(folder);
            for (int attempts = 1; ; attempts++) {
                try {
                    return new OwnServer(engine, options, folder, freePort());
                } catch (IOException failure) {
                    // Somebody may have taken the port meanwhile.
                    if (attempts == 5 || !String.valueOf(failure.getMessage()).contains("ddress already in use"))
                        throw failure;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server was started", interrupted);
        }
    }

    /** Below those that systems give to outgoing connections, so that a server that is stopped finds its port free again. */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
    }

    private ServerProcess launch() throws IOException, InterruptedException {
        return ServerProcess.start(engine.command(folder, address.port(), options), log(), engine.readyText());
    }

    @Override
    Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    ServerAddress address() {
        return address;
    }

    /** The folder in which it has its Unix socket. */
    public Path socketFolder() {
        return folder;
    }

    /** What it says, errors and all. */
    public Path log() {
        return folder.resolve("log");
    }

    /** The folder with its data. */
    Path data() {
        return folder.resolve("data");
    }

    /** Starts a server that follows this one by streaming replication, and that the caller closes. PostgreSQL only. */
    public OwnServer startReplica() {
        return start(engine, options, folder -> engine.fillReplica(folder, this));
    }

    /** Waits until a replica has all that is committed here by now. */
    public void awaitReplayed(OwnServer replica) {
        String written = ask("select pg_current_wal_lsn()");
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!replica.ask("select pg_last_wal_replay_lsn() >= '" + written + "'")
                .equals("t")) {
            if (System.nanoTime() > deadline) throw new IllegalStateException("The replica does not follow");
        }
    }

    /** The same database, on this server. */
    public String urlOf(String urlElsewhere) {
        return url(ServerAddress.parse(urlElsewhere).database());
    }

    /** Stops it at once, as a crash does: clients are cut off, what was committed is kept. */
    public synchronized void stop() {
        forgetConnections();
        process.stopHard();
    }

    /** Starts it again where it was, after {@link #stop}. */
    public synchronized void start() {
        if (process.isAlive()) return;
        try {
            process = launch();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server was started", interrupted);
        }
    }

    /** {@link #stop}, then {@link #start}. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Freezes it: it keeps its connections and answers nothing until {@link #resume}. */
    public synchronized void suspend() {
        process.signalAll("STOP");
    }

    /** Ends {@link #suspend}. */
    public synchronized void resume() {
        process.signalAll("CONT");
    }

    @Override
    public synchronized void close() {
        stop();
        RUNNING.remove(this);
        try {
            Workspace.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void stopAll() {
        RUNNING.parallelStream().forEach(server -> server.process.stopHard());
        try {
            Workspace.get().delete();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
