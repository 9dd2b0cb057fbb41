// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The program of a worker: {@code Worker PEER-CLASS URL}. It says {@code ready}, and then answers each line of its input
 * with one of its output:
 *
 * <pre>
 * run WORKLOAD NANOS   done OPERATIONS NANOS PEAK-HEAP | unsupported | failed WHY
 * idle                 idle HEAP
 * </pre>
 *
 * <p>It ends with its input, so that it does not outlive the one who started it.
 */
public final class Worker {
    private static final PrintStream ANSWERS = System.out;

    private final Peer peer;
    private final HeapWatch heap = new HeapWatch();

    private Worker(Peer peer) {
        this.peer = peer;
    }

    public static void main(String[] arguments) {
        System.setOut(System.err); // libraries may greet the user
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Peer peer = open(arguments[0], new Target(arguments[1]))) {
            ANSWERS.println("ready");
            new Worker(peer).serve(lines);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0); // whatever threads a peer has left
    }

    static Peer open(String className, Target target) throws ReflectiveOperationException {
        return Class.forName(className)
                .asSubclass(Peer.class)
                .getConstructor(Target.class)
                .newInstance(target);
    }

    private void serve(BufferedReader lines) throws IOException {
        for (String line; (line = lines.readLine()) != null; ) {
            String[] words = line.split(" ", -1);
            ANSWERS.println(
                    words[0].equals("idle")
                            ? "idle " + HeapWatch.idle()
                            : run(Workload.valueOf(words[1]), Long.parseLong(words[2])));
        }
    }

    private String run(Workload workload, long nanos) {
        heap.reset();
        try {
            Tally tally = switch (peer) {
                case DirectPeer direct -> VirtualThreads.run(direct, workload, nanos);
                case AsyncPeer async -> Chains.run(async, workload, nanos);
            };
            return "done " + tally.operations() + " " + tally.nanos() + " " + heap.peak();
        } catch (Throwable failure) {
            if (isUnsupported(failure)) return "unsupported";
            failure.printStackTrace();
            return "failed " + String.valueOf(failure).replaceAll("\\s+", " ");
        }
    }

    private static boolean isUnsupported(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnsupportedOperationException && each.getMessage() == null) return true;
        }
        return false;
    }
}
