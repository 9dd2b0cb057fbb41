// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Tasks that are chains: each operation is started where the one before it was completed. */
final class Chains {
    private final AsyncPeer peer;
    private final Workload workload;
    private final long nanos;
    private final int tasks;
    private final CountDownLatch running;
    private final LongAdder operations = new LongAdder();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final long start = System.nanoTime();

    private Chains(AsyncPeer peer, Workload workload, long nanos) {
        this.peer = peer;
        this.workload = workload;
        this.nanos = nanos;
        this.tasks = peer.tasks(workload);
        this.running = new CountDownLatch(tasks);
    }

    static Tally run(AsyncPeer peer, Workload workload, long nanos) throws Exception {
        Chains chains = new Chains(peer, workload, nanos);
        for (int i = 0; i < chains.tasks; i++) {
            Chain chain = chains.new Chain(i);
            peer.starter(i).execute(chain::proceed);
        }
        chains.running.await();
        long elapsed = System.nanoTime() - chains.start;
        Throwable failed = chains.failure.get();
        if (failed != null) throw new Exception(failed);
        return new Tally(chains.operations.sum(), elapsed);
    }

    private final class Chain {
        private long number;
        private long done;

        Chain(long first) {
            number = first;
        }

        /** Until an operation is not complete at once: what completes it goes on. No recursion, however many are. */
        void proceed() {
            try {
                while (System.nanoTime() - start < nanos) {
                    CompletionStage<?> stage = workload.async(peer, number);
                    if (!(stage instanceof CompletableFuture<?> future)
                            || !future.isDone()
                            || future.isCompletedExceptionally()) {
                        stage.whenComplete(this::completed);
                        return;
                    }
                    count(future.join());
                }
                end(null);
            } catch (Throwable failed) {
                end(failed);
            }
        }

        private void completed(Object result, Throwable failed) {
            if (failed != null) {
                end(failed);
                return;
            }
            try {
                count(result);
            } catch (Throwable unexpected) {
                end(unexpected);
                return;
            }
            proceed();
        }

        private void count(Object result) {
            workload.check(number, result);
            number += tasks;
            done++;
        }

        private void end(Throwable failed) {
            if (failed != null) failure.compareAndSet(null, failed);
            operations.add(done);
            running.countDown();
        }
    }
}
