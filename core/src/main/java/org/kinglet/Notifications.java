// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.MissedNotificationsException.Reason;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.internal.Engine;
import org.kinglet.internal.NotificationHub;
import org.kinglet.internal.TaskFuture;
import org.kinglet.internal.Tasks;

/**
 * What is sent to some channels, from the moment at which {@link Database#listen} gave this until it is closed: all that was
 * committed after that, in the order of the commits, also by this program. They wait here, at most {@value #BUFFER_SIZE}, until
 * they are taken.
 *
 * <p>Where some may be missing, because the connection was lost or because they were not taken in time, taking the next one throws a
 * {@link MissedNotificationsException}, once; after that it goes on.
 *
 * <p>Thread-safe: several tasks may take from it, and each notification goes to one of them. Whoever is interrupted, cancels
 * his future or gives up after a time takes nothing.
 */
public final class Notifications implements AutoCloseable {
    /** How many wait to be taken before later ones are left out. */
    public static final int BUFFER_SIZE = 10_000;

    private static final int FEW_TAKERS = 16;
    private static final System.Logger LOG = System.getLogger("org.kinglet.notifications");

    private final Engine engine;
    private final NotificationHub hub;
    private final Set<String> channels;
    private final @Nullable NotificationListener listener;
    private final Ear ear = new Ear();
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock; one of the two is empty:
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Deque<Taker> takers = new ArrayDeque<>();
    private int takersToLookThrough = FEW_TAKERS;
    private @Nullable End end;

    private Notifications(
            Engine engine, NotificationHub hub, Set<String> channels, @Nullable NotificationListener listener) {
        this.engine = engine;
        this.hub = hub;
        this.channels = channels;
        this.listener = listener;
    }

    // How it begins

    static Notifications listen(
            Engine engine, NotificationHub hub, Set<String> channels, @Nullable NotificationListener listener) {
        engine.checkMayBlock();
        Notifications opened = new Notifications(engine, hub, channels, listener);
        try {
            hub.add(opened.ear, channels).get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw engine.toUser(cause == null ? failed : cause, null);
        } catch (InterruptedException interrupted) {
            opened.close();
            throw opened.interrupted();
        }
        opened.begin();
        return opened;
    }

    static CompletableFuture<Notifications> listenAsync(
            Engine engine, NotificationHub hub, Set<String> channels, @Nullable NotificationListener listener) {
        Notifications opened = new Notifications(engine, hub, channels, listener);
        CompletableFuture<Void> ready = hub.add(opened.ear, channels);
        TaskFuture<Notifications> future =
                TaskFuture.<Notifications>create(engine).cancelledBy(opened::close);
        ready.whenComplete((nothing, failure) -> {
            if (failure != null) {
                future.done(null, engine.toUser(failure, null));
                return;
            }
            opened.begin();
            future.done(opened, null);
        });
        return future;
    }

    private void begin() {
        NotificationListener told = listener;
        if (told != null) {
            var unused = Tasks.start(engine, () -> {
                tellAll(told);
                return true;
            });
        }
    }

    // Taking

    /**
     * The next one; waits for it.
     *
     * @throws MissedNotificationsException if some may be missing here
     * @throws StatementCancelledException if the thread is interrupted
     * @throws DatabaseClosedException if the database is closed
     * @throws IllegalStateException if this is closed, or its notifications go to a listener
     */
    public Notification next() {
        checkNoListener();
        return await();
    }

    /** A future of the next one. Several get them in the order in which they were asked for. */
    public CompletableFuture<Notification> nextAsync() {
        checkNoListener();
        return future(Function.identity());
    }

    /**
     * The next one, or nothing if none comes within the time.
     *
     * @param time zero to wait not at all
     */
    public Optional<Notification> next(Duration time) {
        checkNoListener();
        checkTime(time);
        Wait wait = new Wait();
        take(wait);
        try {
            return Optional.of(wait.get(time.toNanos(), TimeUnit.NANOSECONDS).notification(this));
        } catch (TimeoutException late) {
            return cancel(wait) ? Optional.empty() : Optional.of(wait.join().notification(this));
        } catch (InterruptedException interrupted) {
            return Optional.of(afterInterrupt(wait));
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    public CompletableFuture<Optional<Notification>> nextAsync(Duration time) {
        checkNoListener();
        checkTime(time);
        return future((Function<Notification, Optional<Notification>>) Optional::of)
                .completeOnTimeout(Optional.empty(), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void checkTime(Duration time) {
        if (time.isNegative()) throw new IllegalArgumentException("nobody can wait for " + time);
    }

    private void checkNoListener() {
        if (listener != null) throw new IllegalStateException("the notifications of " + this + " go to its listener");
    }

    private Notification await() {
        Wait wait = new Wait();
        take(wait);
        try {
            return wait.get().notification(this);
        } catch (InterruptedException interrupted) {
            return afterInterrupt(wait);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    /** What was there already counts. */
    private Notification afterInterrupt(Wait wait) {
        if (cancel(wait)) throw interrupted();
        Thread.currentThread().interrupt();
        return wait.join().notification(this);
    }

    private RuntimeException interrupted() {
        Thread.currentThread().interrupt();
        return engine.toUser(
                new DriverException(FailureKind.CANCELLED, "interrupted while waiting for a notification"), null);
    }

    private boolean cancel(Wait wait) {
        forget(wait);
        return wait.cancel(false);
    }

    private void forget(Taker taker) {
        lock.lock();
        try {
            takers.remove(taker);
        } finally {
            lock.unlock();
        }
    }

    private <R> CompletableFuture<R> future(Function<Notification, R> made) {
        TaskFuture<R> future = TaskFuture.create(engine);
        FutureTaker<R> taker = new FutureTaker<>(future, made);
        future.cancelledBy(() -> forget(taker));
        take(taker);
        return future;
    }

    private void take(Taker taker) {
        Entry entry;
        lock.lock();
        try {
            entry = end != null ? end : entries.poll();
            if (entry == null) add(taker);
        } finally {
            lock.unlock();
        }
        if (entry == null) {
            if (taker instanceof Wait) checkMayBlock(taker);
        } else {
            taker.give(entry);
        }
    }

    /** Under the lock. Whose time has passed may still be among them, and nothing may come for long. */
    private void add(Taker taker) {
        if (takers.size() >= takersToLookThrough) {
            takers.removeIf(Taker::isDone);
            takersToLookThrough = Math.max(FEW_TAKERS, 2 * takers.size());
        }
        takers.add(taker);
    }

    private void checkMayBlock(Taker taker) {
        try {
            engine.checkMayBlock();
        } catch (RuntimeException refused) {
            forget(taker);
            throw refused;
        }
    }

    // Giving

    private final class Ear implements NotificationHub.Subscriber {
        @Override
        public void received(String channel, String payload, int sender) {
            give(new Arrived(new Notification(channel, payload, sender)));
        }

        @Override
        public void missed() {
            give(new Gap(Reason.CONNECTION_LOST));
        }

        @Override
        public void ended() {
            end(End.DATABASE_CLOSED);
        }
    }

    /** Called by one thread at a time, so they stay in order. */
    private void give(Entry entry) {
        boolean given = false;
        while (!given) {
            Taker taker;
            lock.lock();
            try {
                if (end != null) return;
                taker = takers.poll();
                if (taker == null) {
                    keep(entry);
                    return;
                }
            } finally {
                lock.unlock();
            }
            given = taker.give(entry); // outside of the lock: whoever waits for the future may run here
        }
    }

    /** Under the lock. */
    private void keep(Entry entry) {
        if (entries.size() < BUFFER_SIZE) {
            if (!(entry instanceof Gap && entries.peekLast() instanceof Gap)) entries.add(entry);
        } else if (!(entries.peekLast() instanceof Gap)) {
            entries.add(new Gap(Reason.BUFFER_FULL));
        }
    }

    private void end(End how) {
        Deque<Taker> waiting;
        lock.lock();
        try {
            if (end != null) return;
            end = how;
            entries.clear();
            waiting = new ArrayDeque<>(takers);
            takers.clear();
        } finally {
            lock.unlock();
        }
        for (Taker taker : waiting) taker.give(how);
    }

    /** What can be taken, and what becomes of it where it is taken. */
    private sealed interface Entry {
        Notification notification(Notifications taken);
    }

    private record Arrived(Notification what) implements Entry {
        @Override
        public Notification notification(Notifications taken) {
            return what;
        }
    }

    private record Gap(Reason reason) implements Entry {
        @Override
        public Notification notification(Notifications taken) {
            throw new MissedNotificationsException(reason);
        }
    }

    private enum End implements Entry {
        CLOSED,
        DATABASE_CLOSED;

        @Override
        public Notification notification(Notifications taken) {
            throw this == CLOSED
                    ? new IllegalStateException(taken + " has been closed")
                    : new DatabaseClosedException(taken + " ended because the database has been closed");
        }
    }

    /** Who waits. */
    private interface Taker {
        /** Whether he still waited. */
        boolean give(Entry entry);

        /** Whether he waits no more. */
        boolean isDone();
    }

    /** A thread, which makes of the entry what it is, so that exceptions are its own. */
    private static final class Wait extends CompletableFuture<Entry> implements Taker {
        @Override
        public boolean give(Entry entry) {
            return complete(entry);
        }
    }

    private final class FutureTaker<R> implements Taker {
        private final TaskFuture<R> future;
        private final Function<Notification, R> made;

        FutureTaker(TaskFuture<R> future, Function<Notification, R> made) {
            this.future = future;
            this.made = made;
        }

        @Override
        public boolean isDone() {
            return future.isDone();
        }

        @Override
        public boolean give(Entry entry) {
            try {
                R result = made.apply(entry.notification(Notifications.this));
                boolean given = future.complete(result);
                if (given) future.done(result, null); // ends its time limit
                return given;
            } catch (RuntimeException failure) {
                return future.completeExceptionally(failure);
            }
        }
    }

    // The listener

    private void tellAll(NotificationListener told) {
        while (!isClosed()) {
            try {
                Notification next = await();
                tell(() -> told.onNotification(next));
            } catch (MissedNotificationsException missed) {
                tell(() -> told.onMissed(missed));
            } catch (IllegalStateException | DatabaseClosedException closed) {
                return;
            }
        }
    }

    private interface Telling {
        void run() throws Exception;
    }

    private void tell(Telling telling) {
        try {
            telling.run();
        } catch (Exception failure) {
            LOG.log(System.Logger.Level.ERROR, "A listener of " + this + " failed", failure);
        }
    }

    // The end

    /** The channels that it hears. */
    public Set<String> channels() {
        return channels;
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return end != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nothing comes any more: what waits to be taken is dropped, and who waits gets an {@link IllegalStateException}. Does not
     * wait for the server, nor for a listener that is being told. Idempotent.
     */
    @Override
    public void close() {
        hub.remove(ear);
        end(End.CLOSED);
    }

    /** The channels. */
    @Override
    public String toString() {
        return "Notifications" + channels;
    }
}
