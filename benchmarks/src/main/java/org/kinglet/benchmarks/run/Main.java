// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the comparison: {@link Options#USAGE}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).equals(List.of("--help"))) {
            System.out.println(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        if (options.footprint()) Footprint.run(options);
        else compare(options);
    }

    /** Measures, says what came out, and writes it down if there is a folder for that. */
    static List<Results> compare(Options options) throws Exception {
        List<Results> all = run(options);
        String report =
                Machine.facts() + "\n" + all.stream().map(Report::markdown).collect(Collectors.joining("\n"));
        Progress.say(report);
        if (options.folder() != null) {
            Readme.write(options.folder().resolve("README.md"), "figures", report);
            Files.writeString(options.folder().resolve("chart.svg"), Chart.of(all));
        }
        return all;
    }

    private static List<Results> run(Options options) throws Exception {
        Path logs = Files.createDirectories(Path.of("target/benchmark-logs"));
        List<Results> all = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            if (!options.wants(backend)) continue;
            Suite suite = new Suite(backend, options, logs);
            try {
                all.add(suite.run());
            } finally {
                suite.end();
            }
        }
        return all;
    }
}
