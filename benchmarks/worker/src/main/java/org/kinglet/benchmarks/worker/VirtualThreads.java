// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Tasks that are virtual threads, one operation after another. */
final class VirtualThreads {
    private VirtualThreads() {}

    static Tally run(DirectPeer peer, Workload workload, long nanos) throws Exception {
        int tasks = peer.tasks(workload);
        long start = System.nanoTime();
        List<FutureTask<Long>> threads = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            int first = i;
            FutureTask<Long> task = new FutureTask<>(() -> {
                long done = 0;
                for (long number = first; System.nanoTime() - start < nanos; number += tasks, done++) {
                    workload.check(number, workload.direct(peer, number));
                }
                return done;
            });
            threads.add(task);
            Thread.ofVirtual().start(task);
        }
        long operations = 0;
        for (FutureTask<Long> thread : threads) operations += result(thread);
        return new Tally(operations, System.nanoTime() - start);
    }

    private static long result(FutureTask<Long> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Exception exception) throw exception;
            throw failure;
        }
    }
}
