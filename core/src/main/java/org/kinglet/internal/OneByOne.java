// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/** Sends what one connection is given, each when the one before has been answered. Thread-safe. */
final class OneByOne {
    private final boolean conflictEndsTransaction;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Deque<DeferredReply<?>> waiting = new ArrayDeque<>();
    private boolean busy;
    private @Nullable DriverException gone;
    private @Nullable CompletableFuture<Void> idle;

    /** @param conflictEndsTransaction whether nothing is sent any more after a deadlock or conflict */
    OneByOne(boolean conflictEndsTransaction) {
        this.conflictEndsTransaction = conflictEndsTransaction;
    }

    <X> Reply<X> send(Supplier<Reply<X>> start) {
        DeferredReply<X> reply = new DeferredReply<>(start);
        lock.lock();
        try {
            waiting.add(reply);
        } finally {
            lock.unlock();
        }
        sendNext();
        return reply;
    }

    /** The conflict after which nothing is sent any more; null if there was none. */
    @Nullable
    DriverException gone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** What comes next is sent, whatever there was. */
    void forgetGone() {
        lock.lock();
        try {
            gone = null;
        } finally {
            lock.unlock();
        }
    }

    /** Completed when all that was given so far, and what is given meanwhile, has been answered. */
    CompletableFuture<Void> idle() {
        lock.lock();
        try {
            if (!busy && waiting.isEmpty()) return CompletableFuture.completedFuture(null);
            if (idle == null) idle = new CompletableFuture<>();
            return idle;
        } finally {
            lock.unlock();
        }
    }

    private void sendNext() {
        while (true) {
            DeferredReply<?> next;
            DriverException because;
            CompletableFuture<Void> reached = null;
            lock.lock();
            try {
                if (busy) return;
                do next = waiting.poll();
                while (next != null && next.isDone()); // given up while it waited
                because = gone;
                busy = next != null && because == null;
                if (next == null) {
                    reached = idle;
                    idle = null;
                }
            } finally {
                lock.unlock();
            }
            if (next == null) {
                if (reached != null) reached.complete(null);
                return;
            }
            if (because != null) {
                next.giveUp(because);
                continue;
            }
            next.whenComplete((result, failure) -> answered(failure));
            Runnable sent = next.send();
            if (sent != null) sent.run();
        }
    }

    private void answered(@Nullable Throwable failure) {
        lock.lock();
        try {
            busy = false;
            if (conflictEndsTransaction
                    && failure instanceof DriverException conflict
                    && endsTransaction(conflict.kind())) {
                gone = conflict;
            }
        } finally {
            lock.unlock();
        }
        sendNext();
    }

    private static boolean endsTransaction(FailureKind kind) {
        return kind == FailureKind.DEADLOCK || kind == FailureKind.SERIALIZATION;
    }
}
