// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of a server: those that this JVM has more, when the server is there, than before it was started. */
final class ServerTree {
    private final Set<Long> before = children();
    private Set<Long> roots = Set.of();

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    void started() {
        roots = children().stream().filter(pid -> !before.contains(pid)).collect(Collectors.toSet());
        if (roots.isEmpty()) throw new IllegalStateException("no process was started");
    }

    /** The CPU time of all, and of those that have ended. */
    long cpuNanos() {
        return roots.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .mapToLong(process -> Proc.cpuNanos(process.pid()))
                .sum();
    }
}
