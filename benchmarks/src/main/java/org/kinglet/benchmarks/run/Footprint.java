// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.kinglet.benchmarks.jmh.PointSelectBenchmark;
import org.kinglet.benchmarks.jmh.RenderBenchmark;
import org.kinglet.benchmarks.jmh.TenJoinsBenchmark;
import org.kinglet.benchmarks.worker.FirstRow;
import org.kinglet.benchmarks.worker.Workload;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What is allocated for an operation, how long the first row takes, and what an open pool keeps. */
final class Footprint {
    private static final List<String> PEERS = List.of("kinglet", "kinglet-async", "vertx", "jdbc");
    private static final List<String> SMALL = List.of("-Xmx256m");
    private static final int SHOTS = 9;

    private final List<String> lines = new ArrayList<>();
    private final Options options;

    private Footprint(Options options) {
        this.options = options;
    }

    static void run(Options options) throws Exception {
        Footprint footprint = new Footprint(options);
        try (Store store = Backend.POSTGRESQL.open()) {
            footprint.idle(store);
            footprint.firstRow(store);
        }
        footprint.allocation();
        String report = Machine.facts() + "\n" + String.join("\n", footprint.lines);
        Progress.say(report);
        Path folder = options.folder() == null ? Path.of("") : options.folder();
        Readme.write(folder.resolve("README.md"), "footprint", report);
    }

    private void table(String title, String... columns) {
        if (!lines.isEmpty()) lines.add("");
        lines.add(title);
        lines.add("");
        lines.add("| | " + String.join(" | ", columns) + " |");
        lines.add("|---" + "|---:".repeat(columns.length) + "|");
    }

    private void row(String name, double... figures) {
        lines.add(Arrays.stream(figures)
                .mapToObj(figure -> String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%,.0f", figure))
                .collect(Collectors.joining(" | ", "| " + name + " | ", " |")));
        Progress.say(lines.getLast());
    }

    /** Once it has worked for a moment, so that the pool has the connections that it wants and the code is compiled. */
    private void idle(Store store) throws Exception {
        Path log = Files.createDirectories(Path.of("target/benchmark-logs")).resolve("footprint.log");
        table(
                "An open pool of 10 on PostgreSQL, idle after a second of work by 64 tasks (`-Xmx256m`), MiB:",
                "heap",
                "resident");
        for (String name : PEERS) {
            Contestant peer = Contestant.named(name);
            WorkerProcess worker = new WorkerProcess(
                    SMALL, peer.classPath(), peer.className(), store.url(peer, Setting.ORDINARY), log);
            try {
                String failure = worker.run(Workload.SELECT, 1_000_000_000).failure();
                if (failure != null) throw new IllegalStateException(name + ": " + failure);
                double heap = worker.idleHeap() / 1048576.0;
                row(name, heap, Proc.residentBytes(worker.pid()) / 1048576.0);
            } finally {
                worker.stop();
            }
        }
    }

    private void firstRow(Store store) throws Exception {
        table("From `main` to the first row of PostgreSQL in a fresh JVM, median of " + SHOTS + ":", "milliseconds");
        double[][] shots = new double[PEERS.size()][SHOTS];
        for (int shot = 0; shot < SHOTS; shot++) {
            for (int i = 0; i < shots.length; i++) {
                Contestant peer = Contestant.named(PEERS.get(i));
                shots[i][shot] = firstRow(peer, store.url(peer, Setting.ORDINARY)) / 1e6;
            }
        }
        for (int i = 0; i < shots.length; i++) row(PEERS.get(i), Results.median(shots[i]));
    }

    private static long firstRow(Contestant peer, String url) throws Exception {
        Process process = new ProcessBuilder(
                        WorkerProcess.JAVA, "-cp", peer.classPath(), FirstRow.class.getName(), peer.className(), url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String first = process.inputReader()
                .lines()
                .filter(line -> line.startsWith("first "))
                .findFirst()
                .orElse("");
        process.waitFor();
        if (first.isEmpty()) throw new IllegalStateException(peer.name() + " did not get a row");
        return Long.parseLong(first.substring("first ".length()));
    }

    private void allocation() throws Exception {
        table("Memory for one operation (JMH, `-prof gc`; all threads of the client):", "bytes", "microseconds");
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include(PointSelectBenchmark.class.getName())
                .include(RenderBenchmark.class.getName())
                .include(TenJoinsBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .forks(1)
                .timeUnit(TimeUnit.MICROSECONDS)
                .measurementTime(TimeValue.milliseconds((long) (options.seconds() * 1000)))
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED");
        Collection<RunResult> results = new Runner(builder.build()).run();
        for (RunResult result : results) {
            row(title(result), allocated(result), result.getPrimaryResult().getScore());
        }
    }

    private static String title(RunResult result) {
        String method = result.getParams().getBenchmark();
        String peer = result.getParams().getParam("peer");
        if (peer != null) return "point select, " + peer;
        boolean large = method.startsWith(TenJoinsBenchmark.class.getName());
        return (large ? "ten joins, " : "") + method.substring(method.lastIndexOf('.') + 1);
    }

    @SuppressWarnings("rawtypes") // as JMH has it
    private static double allocated(RunResult result) {
        for (Map.Entry<String, Result> figure : result.getSecondaryResults().entrySet()) {
            if (figure.getKey().endsWith("gc.alloc.rate.norm"))
                return figure.getValue().getScore();
        }
        return Double.NaN;
    }
}
