// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

/** {@code FirstRow PEER-CLASS URL} says how many nanoseconds went by from its main method until it had one row. */
public final class FirstRow {
    private FirstRow() {}

    public static void main(String[] arguments) {
        long start = System.nanoTime();
        try (Peer peer = Worker.open(arguments[0], new Target(arguments[1]))) {
            Object row = switch (peer) {
                case DirectPeer direct -> Workload.SELECT.direct(direct, 1);
                case AsyncPeer async ->
                    Workload.SELECT.async(async, 1).toCompletableFuture().join();
            };
            long nanos = System.nanoTime() - start;
            Workload.SELECT.check(1, row);
            System.out.println("first " + nanos);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0); // whatever threads a peer has left
    }
}
