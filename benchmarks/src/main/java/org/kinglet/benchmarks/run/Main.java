// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the comparison: {@link Options#USAGE}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        List<Results> all = run(options);
        for (Results results : all) Progress.say(Report.markdown(results));
    }

    static List<Results> run(Options options) throws Exception {
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
