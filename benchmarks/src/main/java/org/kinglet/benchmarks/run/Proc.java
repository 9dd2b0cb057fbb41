// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux says about processes. */
final class Proc {
    /** Of what the kernel counts for programs to see: 100 a second, whatever its own clock is. */
    private static final long TICK = 10_000_000;

    private Proc() {}

    /** The memory that it has, in bytes; 0 if it is gone. */
    static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** The CPU time of a process, its threads and those of its children that it has seen end; 0 if it is gone. */
    static long cpuNanos(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The program's name is in brackets and may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = 11; i <= 14; i++) ticks += Long.parseLong(fields[i]);
            return ticks * TICK;
        } catch (IOException gone) {
            return 0;
        }
    }
}
