// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What has to be known of a make of server in order to run it. */
abstract class Engine {
    static final String USER = "kinglet";
    static final String PASSWORD = "secret";

    private final AtomicReference<Optional<String>> unavailable = new AtomicReference<>();

    /** Its name for people. */
    abstract String name();

    /** Of its URLs, and the name of the property that gives a running server. */
    abstract String scheme();

    /** Why it cannot be run here; looked into once. */
    final synchronized Optional<String> unavailable() {
        Optional<String> known = unavailable.get();
        if (known != null) return known;
        Optional<String> found = missingBinaries();
        if (found.isEmpty()) {
            try {
                found = check();
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a server was looked for", interrupted);
            }
        }
        unavailable.set(found);
        return found;
    }

    private Optional<String> missingBinaries() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        boolean there = system.equals("Linux")
                && (processor.equals("amd64") || processor.equals("x86_64"))
                && getClass().getClassLoader().getResource(binaries()) != null;
        return there
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "there are no binaries of it for %s on %s; give a running server by -Dkinglet.test.%s=URL",
                        system,
                        processor,
                        scheme()));
    }

    /** The resource with the binaries. */
    abstract String binaries();

    /** What else stands in the way. */
    abstract Optional<String> check() throws IOException, InterruptedException;

    /** Fills the folder of a server that is to be started for the first time. */
    abstract void fill(Path folder, ServerOptions options) throws IOException, InterruptedException;

    /** Fills the folder of a server that follows another one, which is running. */
    void fillReplica(Path folder, OwnServer primary) throws IOException, InterruptedException {
        throw new ServerUnavailableException(name(), "the test kit knows no replicas of it");
    }

    abstract List<String> command(Path folder, int port, ServerOptions options)
            throws IOException, InterruptedException;

    /** What its log says when it is ready. */
    abstract String readyText();

    /** The server on that port of this machine, with its main database. */
    abstract ServerAddress address(int port);

    abstract Connection connect(ServerAddress address) throws SQLException;

    abstract String createDatabase(String name);

    abstract String dropDatabase(String name);

    /** A statement after which the connection waits for locks for seconds only. */
    abstract String limitWaiting();

    /** Statements that empty the database to which the connection belongs. */
    abstract String clearDatabase(String name);
}
