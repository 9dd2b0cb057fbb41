// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What holds a connection until somebody closes it: transactions begun by hand, kept connections, streams. If the thread
 * that opened one is gone, nobody will, so it is taken back, rolled back, and logged with the place where it was opened.
 */
public final class Handles {
    private static final Logger LOG = System.getLogger("org.kinglet.leaks");
    private static final long SECONDS_BETWEEN_SWEEPS = 1;
    private static final String ENDED = "has ended";
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Engine engine;
    private final Set<Handle> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    Handles(Engine engine) {
        this.engine = engine;
    }

    /** One thing that holds a connection. */
    public final class Handle {
        private final String what;
        private final @Nullable Channel channel;
        private final Thread owner = Thread.currentThread();
        private final @Nullable String place;
        private final Supplier<? extends CompletableFuture<?>> giveBack;

        private Handle(String what, @Nullable Channel channel, Supplier<? extends CompletableFuture<?>> giveBack) {
            this.what = what;
            this.channel = channel;
            this.giveBack = giveBack;
            this.place = placeOfUser();
        }

        /** It was closed as it should be. */
        void closed() {
            open.remove(this);
        }

        private CompletableFuture<?> reclaim(String why) {
            if (!open.remove(this)) return CompletableFuture.completedFuture(null);
            LOG.log(
                    Level.WARNING,
                    "a {0} of {1} was never closed; it was opened at {2} by thread {3}, which {4}. It has been"
                            + " rolled back and given back now; use try-with-resources",
                    what,
                    engine.pool().displayUrl(),
                    place,
                    owner.getName().isEmpty() ? "#" + owner.threadId() : owner.getName(),
                    why);
            return giveBack.get().whenComplete((nothing, failure) -> {
                if (failure != null) LOG.log(Level.WARNING, "a leaked " + what + " could not be given back", failure);
            });
        }
    }

    /** @param channel null if statements of the task do not go to it */
    Handle opened(String what, @Nullable Channel channel, Supplier<? extends CompletableFuture<?>> giveBack) {
        Handle handle = new Handle(what, channel, giveBack);
        open.add(handle);
        sweepLater();
        return handle;
    }

    /** How many connections the current thread holds by what is open. */
    int heldByCurrentTask() {
        if (open.isEmpty()) return 0;
        Thread task = Thread.currentThread();
        int held = 0;
        for (Handle handle : open) {
            if (handle.owner == task) held++;
        }
        return held;
    }

    /** Takes back what the current thread still holds, because its task is over, and waits until it is back. */
    void taskHasEnded() {
        reclaimFromCurrentThread(ENDED);
    }

    /** The same for another reason. */
    void reclaimFromCurrentThread(String why) {
        if (open.isEmpty()) return;
        Thread task = Thread.currentThread();
        for (Handle handle : List.copyOf(open)) {
            if (handle.owner == task) Waiting.quietly(engine, handle.reclaim(why));
        }
    }

    /** Whether the channel is one that somebody has opened by hand and not closed yet. */
    boolean isOpen(Channel channel) {
        for (Handle handle : open) {
            if (handle.channel == channel) return true;
        }
        return false;
    }

    /** Takes back what the current thread has left open, waits until it is back, and says what it was. */
    List<String> takeBackFromCurrentThread() {
        List<String> left = new ArrayList<>();
        for (Handle handle : List.copyOf(open)) {
            if (handle.owner != Thread.currentThread() || !open.remove(handle)) continue;
            left.add("a " + handle.what + ", opened at " + handle.place);
            Waiting.quietly(engine, handle.giveBack.get());
        }
        return left;
    }

    private void sweepLater() {
        if (!sweeping.compareAndSet(false, true)) return;
        CompletableFuture.delayedExecutor(SECONDS_BETWEEN_SWEEPS, TimeUnit.SECONDS)
                .execute(this::sweep);
    }

    private void sweep() {
        for (Handle handle : List.copyOf(open)) {
            if (!handle.owner.isAlive()) handle.reclaim(ENDED);
        }
        sweeping.set(false);
        if (!open.isEmpty()) sweepLater();
    }

    /** The first frame that is not Kinglet's own. */
    private static @Nullable String placeOfUser() {
        return WALKER.walk(frames -> frames.filter(frame -> !isOurs(frame.getDeclaringClass()))
                .findFirst()
                .map(StackWalker.StackFrame::toString)
                .orElse("an unknown place"));
    }

    private static boolean isOurs(Class<?> type) {
        String name = type.getPackageName();
        return name.equals("org.kinglet") || name.equals("org.kinglet.internal") || name.equals("org.kinglet.query");
    }
}
