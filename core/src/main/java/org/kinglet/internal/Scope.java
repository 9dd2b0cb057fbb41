// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A test: its tasks, and where their statements go that are in no transaction of the program's. That is a transaction
 * which is rolled back at the end ({@link Sandbox}), or the pool.
 *
 * <p>The thread that begins it also ends it. Thread-safe otherwise.
 */
public final class Scope {
    private final Engine engine;
    private final @Nullable Sandbox sandbox;
    private final Frame.State before = Frame.state();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Tasks and callbacks that run or are due. Guarded by the lock. */
    private final Set<Object> running = new HashSet<>();

    private Scope(Engine engine, @Nullable Sandbox sandbox) {
        this.engine = engine;
        this.sandbox = sandbox;
    }

    /** Begins a test in a transaction of its own. */
    public static Scope beginInTransaction(Engine engine) {
        Sandbox sandbox = Sandbox.begin(engine);
        Scope scope = new Scope(engine, sandbox);
        Frame.enterGround(scope, sandbox.channel());
        return scope;
    }

    /** Begins a test whose transactions are committed. */
    public static Scope beginCommitted(Engine engine) {
        Scope scope = new Scope(engine, null);
        Frame.enterGround(scope, engine.poolChannel());
        return scope;
    }

    /**
     * The innermost of the databases in whose test the current task is; null if it is in none. There may be several: while a
     * thread of a pool waits, JUnit may run another test on it.
     */
    public static @Nullable Engine current(Set<Engine> engines) {
        return Frame.groundOf(engines);
    }

    void started(Object task) {
        lock.lock();
        try {
            running.add(task);
        } finally {
            lock.unlock();
        }
    }

    void ended(Object task) {
        lock.lock();
        try {
            running.remove(task);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the test: waits for what it has started, takes back what it has left open, and undoes what it did if it was in a
     * transaction.
     *
     * @param patience how long to wait for its tasks, which are interrupted then
     * @return what it has left behind that it should have ended itself
     */
    public List<String> end(Duration patience) {
        List<String> left = new ArrayList<>();
        try {
            left.addAll(awaitTasks(System.nanoTime() + patience.toNanos()));
            left.addAll(engine.handles().takeBackFromCurrentThread());
        } finally {
            Frame.restore(before);
            if (sandbox != null) sandbox.end();
        }
        if (sandbox != null) left.addAll(sandbox.left());
        return left;
    }

    private List<String> awaitTasks(long deadline) {
        while (true) {
            if (sandbox != null) Waiting.quietly(engine, sandbox.idle());
            lock.lock();
            try {
                // What is in flight begins the next task before it is over.
                if (running.isEmpty()) return List.of();
                long wait = deadline - System.nanoTime();
                if (wait <= 0) return abandon();
                var unused = changed.awaitNanos(Math.min(wait, TimeUnit.SECONDS.toNanos(1)));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return abandon();
            } finally {
                lock.unlock();
            }
        }
    }

    private List<String> abandon() {
        List<String> left = new ArrayList<>();
        for (Object task : running) {
            if (task instanceof Thread thread) {
                left.add("a task that still runs, at " + place(thread));
                thread.interrupt();
            } else {
                left.add("a callback of a future that still runs");
            }
        }
        return left;
    }

    private static String place(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk.")
                        && !frame.getClassName().startsWith(Scope.class.getPackageName()))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }
}
