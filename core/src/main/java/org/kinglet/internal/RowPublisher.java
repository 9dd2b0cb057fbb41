// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Select;

/**
 * The rows of a cursor for a subscriber. Each subscription is a virtual thread that reads a {@link RowStream} and parks
 * while nothing is asked for, so back-pressure reaches the cursor and the subscriber never runs on the driver's thread.
 */
public final class RowPublisher<T> implements Flow.Publisher<T> {
    private final Engine engine;
    private final Select<T> select;
    private final int fetchSize;
    private final Supplier<Channel> channel;

    /** @param channel where the subscribing task reads */
    public RowPublisher(Engine engine, Supplier<Channel> channel, Select<T> select, int fetchSize) {
        if (fetchSize < 1)
            throw new IllegalArgumentException("a publisher fetches at least one row at a time, not " + fetchSize);
        this.engine = engine;
        this.channel = channel;
        this.select = select;
        this.fetchSize = fetchSize;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Subscription subscription = new Subscription(subscriber, channel.get());
        subscriber.onSubscribe(subscription);
        Tasks.beside(engine, () -> {
            subscription.run();
            return true;
        });
    }

    private final class Subscription implements Flow.Subscription {
        private final Flow.Subscriber<? super T> subscriber;
        private final Channel source;
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean cancelled;
        private volatile @Nullable RuntimeException misuse;
        private volatile @Nullable Thread reader;

        Subscription(Flow.Subscriber<? super T> subscriber, Channel source) {
            this.subscriber = subscriber;
            this.source = source;
        }

        @Override
        public void request(long rows) {
            if (rows <= 0) {
                misuse = new IllegalArgumentException("a subscriber requests at least one row, not " + rows);
            } else {
                demand.accumulateAndGet(rows, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
            }
            LockSupport.unpark(reader);
        }

        @Override
        public void cancel() {
            cancelled = true;
            Thread running = reader;
            // A fetch that is under way is stopped on the server; the subscriber's own code is not interrupted.
            if (running != null && running != Thread.currentThread()) running.interrupt();
        }

        void run() {
            reader = Thread.currentThread();
            Throwable failure = null;
            try {
                awaitDemand();
                if (!cancelled && misuse == null) read();
                failure = misuse;
            } catch (Throwable thrown) {
                failure = thrown;
            }
            if (cancelled) return;
            if (failure != null) subscriber.onError(failure);
            else subscriber.onComplete();
        }

        private void read() {
            RowStream<T> rows = new RowStream<>(engine, source, select, fetchSize);
            try {
                while (!cancelled && misuse == null && rows.hasNext()) {
                    awaitDemand();
                    if (cancelled || misuse != null) return;
                    demand.decrementAndGet();
                    subscriber.onNext(rows.next());
                }
            } finally {
                rows.close();
            }
        }

        private void awaitDemand() {
            while (demand.get() == 0 && !cancelled && misuse == null) {
                LockSupport.park(this);
                // The interrupt of cancel() has done its work when it has ended the wait.
                if (Thread.interrupted() && !cancelled) LockSupport.parkNanos(this, 1);
            }
        }
    }
}
