// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.kinglet.benchmarks.worker.Worker;
import org.kinglet.benchmarks.worker.Workload;

/** A JVM in which one contestant works, one workload at a time. */
final class WorkerProcess {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String END = "ended";

    /** What a round came to; failure is null if it succeeded, and empty if the contestant has not got that workload. */
    record Answer(String failure, long operations, long nanos, long heap) {
        static Answer done(String[] numbers) {
            return new Answer(null, Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
        }

        static Answer failed(String why) {
            return new Answer(why, 0, 0, 0);
        }
    }

    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    WorkerProcess(List<String> flags, String classPath, String className, String url, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, Worker.class.getName(), className, url));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> read(lines));
        String first = answer(PATIENCE.toNanos());
        if (!first.equals("ready")) {
            stop();
            throw new IOException("it did not start (" + first + "): see " + log);
        }
    }

    private void read(BufferedReader lines) {
        try {
            for (String line; (line = lines.readLine()) != null; ) answers.add(line);
            answers.add(END);
        } catch (IOException failure) {
            answers.add(END);
        }
    }

    private String answer(long nanos) throws InterruptedException {
        String line = answers.poll(nanos, TimeUnit.NANOSECONDS);
        return line == null ? "no answer" : line;
    }

    Answer run(Workload workload, long nanos) throws InterruptedException {
        commands.println("run " + workload + " " + nanos);
        String line = answer(nanos + PATIENCE.toNanos());
        String[] words = line.split(" ", 2);
        return switch (words[0]) {
            case "done" -> Answer.done(words[1].split(" ", -1));
            case "unsupported" -> Answer.failed("");
            case "failed" -> Answer.failed(words[1]);
            default -> {
                // It hangs or is dead.
                process.destroyForcibly();
                yield Answer.failed("the worker: " + line);
            }
        };
    }

    /** The heap that it needs while it does nothing, in bytes. */
    long idleHeap() throws InterruptedException {
        commands.println("idle");
        String line = answer(PATIENCE.toNanos());
        if (!line.startsWith("idle ")) throw new IllegalStateException(line);
        return Long.parseLong(line.substring("idle ".length()));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long cpuNanos() {
        return Proc.cpuNanos(process.pid());
    }

    void stop() throws InterruptedException {
        commands.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    }
}
