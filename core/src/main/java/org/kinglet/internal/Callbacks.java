// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs the callbacks of futures: each on a virtual thread of its own, in the frame in which the future was made. From the
 * moment a callback is due, its transaction counts it as something in flight.
 */
final class Callbacks implements Executor {
    /** The levels whose callbacks the current thread is in, innermost first. */
    private static final ThreadLocal<Running> RUNNING = new ThreadLocal<>();

    private record Running(Level level, @Nullable Running outer) {}

    private final Engine engine;
    private final @Nullable Frame frame;
    private final @Nullable Wrote wrote;

    Callbacks(Engine engine, @Nullable Frame frame, @Nullable Wrote wrote) {
        this.engine = engine;
        this.frame = frame;
        this.wrote = wrote;
    }

    /** How many of the level's callbacks the current thread is itself. */
    static int runningIn(Level level) {
        int count = 0;
        for (Running running = RUNNING.get(); running != null; running = running.outer) {
            if (running.level == level) count++;
        }
        return count;
    }

    @Override
    public void execute(Runnable callback) {
        Level level = frame == null ? null : frame.level();
        if (level != null) level.started();
        Scope scope = frame == null ? null : Frame.scope(frame);
        if (scope != null) scope.started(callback);
        Runnable task = () -> {
            try {
                run(callback, level);
            } finally {
                if (scope != null) scope.ended(callback);
            }
        };
        Executor executor = engine.settings().callbacks();
        try {
            if (executor == null) Thread.startVirtualThread(task);
            else executor.execute(task);
        } catch (Throwable refused) {
            if (level != null) level.ended();
            if (scope != null) scope.ended(callback);
            throw refused;
        }
    }

    private void run(Runnable callback, @Nullable Level level) {
        Frame before = Frame.current();
        Running outer = RUNNING.get();
        Frame.install(frame);
        Wrote wroteBefore = Wrote.install(wrote);
        if (level != null) RUNNING.set(new Running(level, outer));
        try {
            callback.run();
        } finally {
            if (outer == null) RUNNING.remove();
            else RUNNING.set(outer);
            Frame.install(before);
            Wrote.install(wroteBefore);
            if (level != null) level.ended();
        }
    }
}
