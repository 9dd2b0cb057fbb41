// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.FailureKind;

/**
 * One replica, and whether it can be used. When it fails it is left out, and asked in the background until it answers: no
 * statement of the user's finds out whether it is back.
 */
final class Replica {
    private static final System.Logger LOG = System.getLogger("org.kinglet.replicas");
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Command<Long> PROBE = new Command<>(
            "select 1", new Object[0], Access.READ, Command.update("select 1").collector());

    private final String name;
    private final Supplier<DriverPool> opener;
    private final Duration firstPause;
    private final AtomicInteger running = new AtomicInteger();

    // Guarded by this, and read without.
    private volatile @Nullable DriverPool pool;
    private volatile boolean usable;
    private boolean closed;

    /**
     * @param name for the log; without secrets
     * @param opener opens its pool; blocks
     */
    Replica(String name, Supplier<DriverPool> opener, Duration firstPause) {
        this.name = name;
        this.opener = opener;
        this.firstPause = firstPause;
    }

    /**
     * Opens it. If it is not there now, that is tried again in the background.
     *
     * @throws DriverException if it never will, because the URL or the password is wrong
     */
    void open() {
        try {
            opened(opener.get());
        } catch (DriverException failure) {
            switch (failure.kind()) {
                case PROGRAMMING, AUTHENTICATION, UNSUPPORTED -> throw failure;
                default -> leaveOut(failure);
            }
        }
    }

    private synchronized void opened(DriverPool newPool) {
        if (closed) {
            newPool.close(Duration.ZERO);
            return;
        }
        pool = newPool;
        usable = true;
    }

    /** Its pool; null while it cannot be used. */
    @Nullable
    DriverPool pool() {
        return usable ? pool : null;
    }

    /** Its pool, usable or not; null if it was never opened. */
    @Nullable
    DriverPool opened() {
        return pool;
    }

    int running() {
        return running.get();
    }

    void started() {
        running.incrementAndGet();
    }

    void ended() {
        running.decrementAndGet();
    }

    /** What is to be done about a statement that failed on a replica. */
    enum Remedy {
        /** It would fail everywhere. */
        NONE,
        /** It may do better on another one. */
        ANOTHER,
        /** Only the primary can help: a conflict with what is replicated, or a function that writes after all. */
        PRIMARY
    }

    /** Decides what to do about a failure, and leaves the replica out if it is to blame. */
    Remedy remedy(Throwable failure) {
        if (!(failure instanceof DriverException known)) return Remedy.NONE;
        return switch (known.kind()) {
            case CONNECTION, POOL_CLOSED -> {
                leaveOut(known);
                yield Remedy.ANOTHER;
            }
            case RESOURCES, POOL_TIMEOUT -> {
                if (isCutOff()) leaveOut(known); // else it is merely busy
                yield Remedy.ANOTHER;
            }
            case AUTHENTICATION -> {
                if (!isCutOff()) yield Remedy.NONE; // a table that is not for this user
                leaveOut(known);
                yield Remedy.ANOTHER;
            }
            case SERIALIZATION, DEADLOCK, LOCK_TIMEOUT, READ_ONLY -> Remedy.PRIMARY;
            default -> Remedy.NONE;
        };
    }

    /** Whether there is no connection to it at all. */
    private boolean isCutOff() {
        DriverPool current = pool;
        return current == null || current.stats().total() == 0;
    }

    private void leaveOut(DriverException failure) {
        synchronized (this) {
            if (closed || (!usable && pool != null)) return;
            usable = false;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} is left out until it answers again; reads go to the others or to the primary: {1}",
                name,
                failure.getMessage());
        askLater(firstPause);
    }

    private void askLater(Duration pause) {
        CompletableFuture.delayedExecutor(
                        pause.toNanos(), TimeUnit.NANOSECONDS, task -> Thread.startVirtualThread(task))
                .execute(() -> ask(pause));
    }

    private void ask(Duration pause) {
        synchronized (this) {
            if (closed) return;
        }
        try {
            DriverPool known = pool;
            if (known == null) opened(opener.get());
            else known.execute(PROBE).join();
            usable = true;
            LOG.log(System.Logger.Level.INFO, "{0} answers again", name);
        } catch (RuntimeException stillOut) {
            Throwable cause = Level.unwrap(stillOut);
            if (cause instanceof DriverException failure && failure.kind() == FailureKind.POOL_CLOSED) return;
            LOG.log(System.Logger.Level.DEBUG, name + " does not answer", cause);
            Duration longer = pause.multipliedBy(2);
            askLater(longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
        }
    }

    CompletableFuture<Void> close(Duration grace) {
        DriverPool current;
        synchronized (this) {
            closed = true;
            usable = false;
            current = pool;
        }
        return current == null ? CompletableFuture.completedFuture(null) : current.close(grace);
    }
}
