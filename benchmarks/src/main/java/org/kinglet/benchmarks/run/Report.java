// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Results as Markdown. */
final class Report {
    private static final String NOTHING = "–";

    private Report() {}

    /** One figure of one contestant for those who watch. */
    static String line(Results results, Job job, Contestant contestant) {
        String failure = results.failure(job, contestant);
        if (failure != null) {
            return String.format("%-16s %s", contestant.name(), failure.isEmpty() ? NOTHING : "failed: " + failure);
        }
        String line = String.format(
                Locale.ROOT,
                "%-16s %5.2f  %,12.0f/s  client %8.3f us  server %8.3f us",
                contestant.name(),
                results.ratio(job, contestant),
                results.median(job, contestant, Sample::rate),
                results.median(job, contestant, Sample::client),
                results.median(job, contestant, Sample::server));
        return job.setting() == Setting.SMALL_HEAP ? line + "  heap " + mebibytes(results, job, contestant) : line;
    }

    private static String mebibytes(Results results, Job job, Contestant contestant) {
        return String.format(
                Locale.ROOT, "%.1f MiB", results.median(job, contestant, sample -> sample.heap() / 1048576.0));
    }

    static String markdown(Results results) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + results.version());
        table(lines, results, "Rate, divided by that of `" + results.backend().base() + "`", "%.2f", results::ratio);
        table(lines, results, "Operations, or rows, per second", "%,.0f", median(results, Sample::rate));
        table(lines, results, "Client CPU, microseconds per operation or row", "%.2f", median(results, Sample::client));
        if (results.jobs().stream().anyMatch(job -> job.setting() == Setting.SMALL_HEAP)) heap(lines, results);
        if (results.backend() != Backend.SQLITE) {
            table(
                    lines,
                    results,
                    "Server CPU, microseconds per operation or row",
                    "%.2f",
                    median(results, Sample::server));
        }
        failures(lines, results);
        return String.join("\n", lines) + "\n";
    }

    private interface Figure {
        double of(Job job, Contestant contestant);
    }

    private static Figure median(Results results, ToDoubleFunction<Sample> figure) {
        return (job, contestant) -> results.median(job, contestant, figure);
    }

    private static void table(List<String> lines, Results results, String title, String format, Figure figure) {
        lines.add("");
        lines.add(title + ":");
        lines.add("");
        lines.add(results.jobs().stream().map(Job::title).collect(Collectors.joining(" | ", "| | ", " |")));
        lines.add("|---" + "|---:".repeat(results.jobs().size()) + "|");
        for (Contestant contestant : results.contestants()) {
            lines.add(results.jobs().stream()
                    .map(job -> cell(format, figure.of(job, contestant)))
                    .collect(Collectors.joining(" | ", "| " + contestant.name() + " | ", " |")));
        }
    }

    private static String cell(String format, double value) {
        return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, format, value);
    }

    private static void heap(List<String> lines, Results results) {
        Job stream = results.jobs().stream()
                .filter(job -> job.setting() == Setting.SMALL_HEAP)
                .findFirst()
                .orElseThrow();
        lines.add("");
        lines.add(results.contestants().stream()
                .filter(contestant -> results.failure(stream, contestant) == null)
                .map(contestant -> contestant.name() + " " + mebibytes(results, stream, contestant))
                .collect(Collectors.joining(", ", "Peak heap of the stream, after collections, of 64 MiB: ", ".")));
    }

    private static void failures(List<String> lines, Results results) {
        for (Job job : results.jobs()) {
            for (Contestant contestant : results.contestants()) {
                String failure = results.failure(job, contestant);
                if (failure == null || failure.isEmpty()) continue;
                lines.add("");
                lines.add("**Failed**: " + contestant.name() + ", " + job.title() + ": " + failure);
            }
        }
    }
}
