// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverNotifications;

/**
 * A connection that hears of notifications. It mostly waits, and who only waits does not notice that the other end is gone
 * without a word; so it asks the server from time to time, and is lost if there is no answer until the next time.
 *
 * <p>Everything here happens on its event loop.
 */
final class NotificationWire implements DriverNotifications {
    private static final long CLOSE_MILLIS = 1_000;

    private final Protocol protocol;
    private final Receiver receiver;
    private final EventLoops loops;
    private final ContextInternal context;
    private final Link link;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean closing;
    private boolean asked;
    private @Nullable Future<?> questions;

    private NotificationWire(
            Protocol protocol, Receiver receiver, EventLoops loops, ContextInternal context, Link link) {
        this.protocol = protocol;
        this.receiver = receiver;
        this.loops = loops;
        this.context = context;
        this.link = link;
    }

    /** @param patience how often the server is asked whether it is there, and how long it has for the answer */
    static CompletableFuture<DriverNotifications> open(Protocol protocol, Receiver receiver, Duration patience) {
        CompletableFuture<DriverNotifications> opened = new CompletableFuture<>();
        EventLoops loops = EventLoops.acquire();
        ContextInternal context = loops.context(loops.nextPool());
        context.runOnContext(start -> {
            try {
                protocol.connect(loops.vertx())
                        .onComplete((link, failure) -> context.nettyEventLoop().execute(() -> {
                            if (failure != null) {
                                refused(opened, protocol, loops, failure);
                                return;
                            }
                            NotificationWire wire = new NotificationWire(protocol, receiver, loops, context, link);
                            wire.begin(patience);
                            opened.complete(wire);
                        }));
            } catch (RuntimeException failure) {
                refused(opened, protocol, loops, failure);
            }
        });
        return opened;
    }

    private static void refused(
            CompletableFuture<DriverNotifications> opened, Protocol protocol, EventLoops loops, Throwable failure) {
        var unused = loops.release();
        opened.completeExceptionally(protocol.failure(failure));
    }

    private void begin(Duration patience) {
        link.connection().closeHandler(nothing -> ended());
        link.connection().exceptionHandler(thrown -> SocketWatch.cut(link.socket()));
        protocol.receive(link.connection(), receiver);
        questions = context.nettyEventLoop()
                .scheduleWithFixedDelay(this::ask, patience.toNanos(), patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void ask() {
        if (asked) {
            SocketWatch.cut(link.socket());
            return;
        }
        asked = true;
        link.connection().query(WirePool.PROBE).execute().onComplete((rows, failure) -> asked = false);
    }

    @Override
    public CompletableFuture<Void> execute(String sql) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.nettyEventLoop().execute(() -> {
            if (closing) {
                done.completeExceptionally(Failures.lost(protocol));
                return;
            }
            link.connection().query(sql).execute().onComplete((rows, failure) -> {
                if (failure == null) done.complete(null);
                else done.completeExceptionally(protocol.failure(failure));
            });
        });
        return done;
    }

    @Override
    public CompletableFuture<Void> close() {
        context.nettyEventLoop().execute(() -> {
            if (closing) return;
            closing = true;
            var unused = link.connection().close();
            // Or a server that does not answer would keep it open.
            var unusedTimer = context.nettyEventLoop()
                    .schedule(() -> SocketWatch.cut(link.socket()), CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        });
        return closed.copy();
    }

    /** The socket is closed. */
    private void ended() {
        if (questions != null) questions.cancel(false);
        boolean lost = !closing;
        closing = true;
        if (lost) receiver.lost();
        loops.release().whenComplete((nothing, failure) -> closed.complete(null));
    }
}
