// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about processes. */
final class Proc {
    /** Of what the kernel counts for programs to see: 100 a second, whatever its own clock is. */
    private static final long TICK = 10_000_000;

    private Proc() {}

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
