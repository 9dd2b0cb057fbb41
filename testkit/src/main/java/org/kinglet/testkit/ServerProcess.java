// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A server's process: started, and ready once its log says so. */
final class ServerProcess {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts it; returns when the text appears in what is new in the log. Throws with the log's end if it does not. */
    static ServerProcess start(List<String> command, Path log, String ready) throws IOException, InterruptedException {
        long begin = Files.exists(log) ? Files.size(log) : 0;
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + START.toNanos();
        try {
            while (!tail(log, begin).contains(ready)) {
                if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                    throw new IOException("The server ended with " + process.exitValue() + " before it was ready:\n"
                            + tail(log, begin));
                }
                if (System.nanoTime() > end) {
                    throw new IOException(
                            "The server is not ready after " + START.toSeconds() + " s:\n" + tail(log, begin));
                }
            }
            return new ServerProcess(process);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            stopHard(process.toHandle());
            throw failure;
        }
    }

    /** What the file holds from there on, its last 64 kB if that is more. */
    static String tail(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(from, file.length() - 65536);
            file.seek(start);
            byte[] bytes = new byte[(int) (file.length() - start)];
            int length = Math.max(0, file.read(bytes));
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The process's number. */
    long pid() {
        return process.pid();
    }

    /** Stops it at once, without asking its clients. */
    void stopHard() {
        stopHard(process.toHandle());
    }

    /**
     * PostgreSQL is sent SIGQUIT, at which it ends its children and gives back its shared memory; SIGTERM would wait for
     * its clients. The others are killed: their data is thrown away, or else recovered at the next start.
     */
    static void stopHard(ProcessHandle server) {
        boolean postgres = server.info().command().orElse("").endsWith("/postgres");
        if (!postgres || !signal(server, "QUIT") || !hasEnded(server)) {
            server.destroyForcibly();
            if (!hasEnded(server)) throw new IllegalStateException("Process " + server.pid() + " cannot be killed");
        }
    }

    /** Sends it and the processes that it has started a signal by its name. */
    void signalAll(String name) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).forEach(each -> {
            if (!signal(each, name) && each.isAlive()) throw new IllegalStateException("cannot send SIG" + name);
        });
    }

    private static boolean signal(ProcessHandle server, String name) {
        try {
            return Commands.exitCode(List.of("kill", "-" + name, Long.toString(server.pid()))) == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean hasEnded(ProcessHandle server) {
        try {
            server.onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !server.isAlive();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
