// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param workloads the names of jobs; empty for all
 * @param peers the names of contestants; empty for all
 * @param servers the names of backends; empty for all
 * @param flags more flags for the JVMs of contestants, by their names
 * @param footprint whether to measure memory and the start in place of rates
 * @param folder where the README is that is written to, or null for none
 */
record Options(
        Set<String> workloads,
        Set<String> peers,
        Set<String> servers,
        int rounds,
        double seconds,
        double warmUp,
        Map<String, List<String>> flags,
        boolean footprint,
        Path folder) {
    static final String USAGE = """
            benchmarks/run [--server postgresql,mariadb,sqlite] [--workloads a,b] [--peers x,y] [--rounds 5] [--seconds 1.5]
                [--warm-up 2] [--jvm PEER=FLAGS] [--out FOLDER]
            benchmarks/run --footprint
            Without --server, --workloads and --peers it measures everything, which takes some 25 minutes, and writes the
            table and the chart into the folder, by default its own. Else it prints the table, unless there is an --out.
            --footprint measures allocation, rendering, the cold start and idle memory, and writes those into the README.
            """;

    private static final Set<String> NAMES =
            Set.of("--server", "--workloads", "--peers", "--rounds", "--seconds", "--warm-up", "--jvm", "--out");

    static Options parse(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        Map<String, List<String>> flags = new HashMap<>();
        boolean footprint = arguments.length > 0 && arguments[0].equals("--footprint");
        for (int i = footprint ? 1 : 0; i < arguments.length; i += 2) {
            if (!NAMES.contains(arguments[i]) || i + 1 == arguments.length) throw new IllegalArgumentException(USAGE);
            if (arguments[i].equals("--jvm")) {
                String[] parts = arguments[i + 1].split("=", 2);
                flags.put(parts[0], List.of(parts[1].split(" ", -1)));
            } else {
                values.put(arguments[i], arguments[i + 1]);
            }
        }
        String out = values.get("--out");
        boolean everything =
                !values.containsKey("--server") && !values.containsKey("--workloads") && !values.containsKey("--peers");
        return new Options(
                names(values.get("--workloads")),
                names(values.get("--peers")),
                names(values.get("--server")),
                Integer.parseInt(values.getOrDefault("--rounds", "5")),
                Double.parseDouble(values.getOrDefault("--seconds", "1.5")),
                Double.parseDouble(values.getOrDefault("--warm-up", "2")),
                Map.copyOf(flags),
                footprint,
                out != null ? Path.of(out) : everything ? Path.of("") : null);
    }

    private static Set<String> names(String list) {
        return list == null ? Set.of() : Set.copyOf(Arrays.asList(list.split(",", -1)));
    }

    boolean wants(Backend backend) {
        return servers.isEmpty() || servers.contains(backend.option());
    }

    boolean wants(Job job) {
        return workloads.isEmpty() || workloads.contains(job.name());
    }

    boolean wants(Contestant contestant) {
        return peers.isEmpty() || peers.contains(contestant.name());
    }
}
