// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.NotificationGrammar;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverNotifications;
import org.kinglet.driver.FailureKind;

/**
 * What all subscriptions of a database hear comes over one connection, opened for the first of them and closed with the
 * last.
 *
 * <p>There is what is wanted, the channels of the subscriptions, and what the server has been told on the connection that
 * is there now. Whenever one of them changes, the next thing that brings the second nearer to the first is done, one at a time:
 * open the connection, say {@code listen} and {@code unlisten}, close it. So it does not matter what changes meanwhile. A
 * lost connection is only a server that has been told nothing.
 *
 * <p>A subscription has begun when the server has been told all of its channels; if that fails, it fails. One that has begun
 * lasts: when its connection is lost, another is opened, with longer and longer pauses if need be, and it is told that it has
 * missed something as soon as it hears again.
 */
public final class NotificationHub {
    private static final System.Logger LOG = System.getLogger("org.kinglet.notifications");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Engine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    // Under the lock:
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Set<String> heard = new LinkedHashSet<>();
    private @Nullable DriverNotifications connection;
    private @Nullable Receiver receiver;
    /** Something is being done. */
    private boolean busy;
    /** The last attempt failed, and the next one waits. */
    private boolean pausing;

    private Duration pause = FIRST_PAUSE;
    private boolean closed;

    public NotificationHub(Engine engine) {
        this.engine = engine;
    }

    /** Who is told. Called on the driver's thread; must not block. */
    public interface Subscriber {
        void received(String channel, String payload, int sender);

        /** It hears again, and has missed what was sent meanwhile. */
        void missed();

        /** The database is closed. */
        void ended();
    }

    private static final class Subscription {
        final Subscriber subscriber;
        final Set<String> channels;
        final CompletableFuture<Void> ready = new CompletableFuture<>();
        boolean begun;
        boolean missing;

        Subscription(Subscriber subscriber, Set<String> channels) {
            this.subscriber = subscriber;
            this.channels = channels;
        }
    }

    /**
     * Completed when the subscriber hears all that is committed from then on. Until {@link #remove}.
     *
     * @throws UnsupportedOperationException if the backend has no notifications
     * @throws IllegalArgumentException if there can be no such channel
     */
    public CompletableFuture<Void> add(Subscriber subscriber, Set<String> channels) {
        NotificationGrammar grammar = engine.dialect().notifications();
        channels.forEach(grammar::listen);
        engine.checkOpen();
        Subscription added = new Subscription(subscriber, Set.copyOf(channels));
        boolean ready;
        lock.lock();
        try {
            if (closed) engine.checkOpen();
            subscriptions.add(added);
            ready = connection != null && heard.containsAll(added.channels);
            added.begun = ready;
        } finally {
            lock.unlock();
        }
        if (ready) added.ready.complete(null);
        else proceed();
        return added.ready;
    }

    /** It is told nothing any more. */
    public void remove(Subscriber subscriber) {
        lock.lock();
        try {
            subscriptions.removeIf(each -> each.subscriber == subscriber);
        } finally {
            lock.unlock();
        }
        proceed();
    }

    /** Ends all subscriptions. Completed when the connection is closed. */
    public CompletableFuture<Void> close() {
        List<Subscription> ended;
        lock.lock();
        try {
            closed = true;
            ended = List.copyOf(subscriptions);
            subscriptions.clear();
        } finally {
            lock.unlock();
        }
        DriverException why =
                new DriverException(FailureKind.POOL_CLOSED, engine.pool().displayUrl() + " has been closed");
        for (Subscription each : ended) {
            each.ready.completeExceptionally(why);
            each.subscriber.ended();
        }
        proceed();
        return end.copy();
    }

    // What is to be done

    private void proceed() {
        Runnable next = null;
        boolean over;
        lock.lock();
        try {
            if (!busy) {
                next = next();
                busy = next != null;
            }
            over = closed && !busy;
        } finally {
            lock.unlock();
        }
        if (next != null) next.run();
        else if (over) end.complete(null);
    }

    /** Under the lock. */
    private @Nullable Runnable next() {
        DriverNotifications open = connection;
        if (open == null) return subscriptions.isEmpty() || pausing ? null : this::connect;
        if (subscriptions.isEmpty()) {
            forget();
            return () -> close(open);
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (Subscription each : subscriptions) wanted.addAll(each.channels);
        List<String> more =
                wanted.stream().filter(channel -> !heard.contains(channel)).toList();
        List<String> fewer =
                heard.stream().filter(channel -> !wanted.contains(channel)).toList();
        if (more.isEmpty() && fewer.isEmpty()) return null;
        heard.retainAll(wanted);
        StringJoiner sql = new StringJoiner("; ");
        NotificationGrammar grammar = engine.dialect().notifications();
        for (String channel : fewer) sql.add(grammar.unlisten(channel));
        for (String channel : more) sql.add(grammar.listen(channel));
        return () -> open.execute(sql.toString()).whenComplete((nothing, failure) -> told(open, more, failure));
    }

    private void done() {
        lock.lock();
        try {
            busy = false;
        } finally {
            lock.unlock();
        }
        proceed();
    }

    private void close(DriverNotifications open) {
        open.close().whenComplete((nothing, failure) -> done());
    }

    private void connect() {
        Receiver hears = new Receiver();
        CompletableFuture<DriverNotifications> opening;
        try {
            opening = engine.primary().openNotifications(hears);
        } catch (RuntimeException refused) {
            opening = CompletableFuture.failedFuture(refused);
        }
        opening.whenComplete((opened, failure) -> {
            if (failure != null) failed(cause(failure), null);
            else connected(opened, hears);
        });
    }

    private void connected(DriverNotifications opened, Receiver hears) {
        lock.lock();
        try {
            connection = opened;
            receiver = hears;
            heard.clear();
        } finally {
            lock.unlock();
        }
        done();
    }

    /** The server has answered. */
    private void told(DriverNotifications open, List<String> channels, @Nullable Throwable failure) {
        if (failure != null) {
            failed(cause(failure), open);
            return;
        }
        List<Subscription> begun = new ArrayList<>();
        List<Subscription> again = new ArrayList<>();
        lock.lock();
        try {
            if (connection == open) {
                heard.addAll(channels);
                pause = FIRST_PAUSE;
                for (Subscription each : subscriptions) {
                    if (!heard.containsAll(each.channels)) continue;
                    if (!each.begun) begun.add(each);
                    else if (each.missing) again.add(each);
                    each.begun = true;
                    each.missing = false;
                }
            }
        } finally {
            lock.unlock();
        }
        for (Subscription each : again) each.subscriber.missed();
        for (Subscription each : begun) each.ready.complete(null);
        done();
    }

    /**
     * What has not begun has failed, and for what has, it is tried again after a while.
     *
     * @param open what refused; null if it could not even be opened
     */
    private void failed(Throwable failure, @Nullable DriverNotifications open) {
        List<Subscription> refused = new ArrayList<>();
        DriverNotifications useless = null;
        lock.lock();
        try {
            boolean lost = open != null && connection != open;
            if (!lost) { // else it is done on another connection
                for (Subscription each : subscriptions) {
                    if (!each.begun && !heard.containsAll(each.channels)) refused.add(each);
                }
                subscriptions.removeAll(refused);
                boolean deaf = subscriptions.stream().anyMatch(each -> !heard.containsAll(each.channels));
                if (deaf) {
                    useless = connection;
                    forget();
                    retryLater(failure);
                }
            }
        } finally {
            lock.unlock();
        }
        for (Subscription each : refused) each.ready.completeExceptionally(failure);
        if (useless == null) done();
        else close(useless);
    }

    /** Under the lock. */
    private void retryLater(Throwable failure) {
        if (pause.equals(FIRST_PAUSE)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Notifications of {0} are not heard; it is tried again: {1}",
                    engine.pool().displayUrl(),
                    failure.getMessage());
        }
        pausing = true;
        var unused = new Deadline(pause, () -> {
            lock.lock();
            try {
                pausing = false;
            } finally {
                lock.unlock();
            }
            proceed();
        });
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** The server has been told nothing. Under the lock. */
    private void forget() {
        connection = null;
        receiver = null;
        heard.clear();
        for (Subscription each : subscriptions) each.missing = each.begun;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The ears of one connection. */
    private final class Receiver implements DriverNotifications.Receiver {
        @Override
        public void received(String channel, String payload, int sender) {
            List<Subscription> hearing;
            lock.lock();
            try {
                hearing = subscriptions.stream()
                        .filter(each -> each.begun && each.channels.contains(channel))
                        .toList();
            } finally {
                lock.unlock();
            }
            for (Subscription each : hearing) each.subscriber.received(channel, payload, sender);
        }

        @Override
        public void lost() {
            lock.lock();
            try {
                if (receiver == this) forget();
            } finally {
                lock.unlock();
            }
            proceed();
        }
    }
}
