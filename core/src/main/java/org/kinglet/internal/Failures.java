// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/** What failed in a level, and whether anybody has seen it. Guarded by the level's lock. */
final class Failures {
    /** Of what nobody waits for. */
    static final Completion<Object> UNSEEN = new Known(false);

    /** Of what is thrown at, or told to, its reader in any case. */
    static final Completion<Object> SEEN = new Known(true);

    private final Engine engine;
    private final List<Failed> failed = new ArrayList<>();
    /** Futures derived from those of the level, whose callbacks may fail by themselves. */
    private final List<TaskFuture<?>> watched = new ArrayList<>();

    Failures(Engine engine) {
        this.engine = engine;
    }

    /**
     * One failure, and who is told of it.
     *
     * @param endsLevel whether the server does nothing more in the level since then
     */
    record Failed(Throwable failure, String sql, Completion<?> completion, boolean endsLevel) {
        private Throwable shown(Engine engine) {
            Throwable shown = completion.shown();
            return shown != null ? shown : engine.toUser(failure, sql);
        }
    }

    private record Known(boolean delivered) implements Completion<Object> {
        @Override
        public void done(@Nullable Object result, @Nullable Throwable failure) {}

        @Override
        public @Nullable Throwable shown() {
            return null;
        }
    }

    /** Whether the server merely says that something else has failed before. */
    static boolean isConsequence(Throwable failure) {
        return failure instanceof DriverException known && known.kind() == FailureKind.TRANSACTION_FAILED;
    }

    void add(Throwable failure, String sql, Completion<?> completion, boolean endsLevel) {
        failed.add(new Failed(failure, sql, completion, endsLevel));
    }

    /** The end of the level asks for it too. */
    void watch(TaskFuture<?> future) {
        watched.add(future);
    }

    /** The first after which the server does nothing more in the level. */
    @Nullable
    Failed firstEndingLevel() {
        for (Failed each : failed) {
            if (each.endsLevel()) return each;
        }
        return null;
    }

    /** The first of a kind. */
    @Nullable
    Failed first(FailureKind kind) {
        for (Failed each : failed) {
            if (each.failure() instanceof DriverException known && known.kind() == kind) return each;
        }
        return null;
    }

    void clear() {
        failed.clear();
        watched.clear();
    }

    /** The first failure that forbids to commit, with the others suppressed; null if there is none. */
    @Nullable
    RuntimeException refusal() {
        if (failed.isEmpty() && watched.isEmpty()) return null;
        Set<Throwable> refusing = Collections.newSetFromMap(new LinkedHashMap<>());
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Failed each : failed) {
            if (each.completion().delivered()) seen.add(each.shown(engine));
        }
        for (TaskFuture<?> future : watched) {
            Throwable failure = future.delivered() ? future.shown() : null;
            if (failure != null) seen.add(failure);
        }
        for (Failed each : failed) {
            Completion<?> completion = each.completion();
            boolean known = completion.delivered() || completion.passedOn();
            Throwable shown = each.shown(engine);
            if (each.endsLevel() || (!known && !seen.contains(shown))) refusing.add(shown);
        }
        for (TaskFuture<?> future : watched) {
            Throwable failure = future.shown();
            if (failure != null && !future.passedOn() && !seen.contains(failure)) refusing.add(failure);
        }
        if (refusing.isEmpty()) return null;
        Iterator<Throwable> all = refusing.iterator();
        RuntimeException first = engine.toUser(all.next(), null);
        all.forEachRemaining(other -> {
            if (other != first) first.addSuppressed(other);
        });
        return first;
    }
}
