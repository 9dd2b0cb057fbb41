// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.Reply;

/**
 * What {@code Async} operations return. Its callbacks run on a virtual thread each, never on an event loop and never in
 * the thread that completes it or adds them, so that what they see doesn't depend on timing; and they run in the
 * transaction in which the future was made. Callbacks with an executor of the caller's own run there, outside of it.
 *
 * <p>It remembers whether anybody has seen it fail, or will: a {@code join} or {@code get} that threw, or a handler, on
 * itself or on what was derived from it. Its transaction asks for that before it commits.
 */
public final class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> implements Completion<T> {
    private final Engine engine;
    private final @Nullable Frame frame;
    private final Executor callbacks;
    /** What is written before it is done. */
    private final @Nullable Wrote wrote;

    private final @Nullable TaskFuture<?> source;
    private volatile @Nullable TaskFuture<?> otherSource;
    private volatile boolean seen;
    private volatile boolean passedOn;
    /** Dependents that pass a failure on to a future which keeps track by itself. */
    private final AtomicInteger derived = new AtomicInteger();

    private volatile @Nullable Runnable canceller;
    /** Of {@link #orTimeout}. */
    private volatile @Nullable Deadline limit;

    private TaskFuture(Engine engine, @Nullable Frame frame, @Nullable Wrote wrote, @Nullable TaskFuture<?> source) {
        this.engine = engine;
        this.frame = frame;
        this.wrote = wrote;
        this.callbacks = source == null ? new Callbacks(engine, frame, wrote) : source.callbacks;
        this.source = source;
    }

    /** A future made by the current task. */
    public static <T extends @Nullable Object> TaskFuture<T> create(Engine engine) {
        return create(engine, Wrote.ofTask());
    }

    /** A future made by the current task, of what another does. */
    static <T extends @Nullable Object> TaskFuture<T> create(Engine engine, @Nullable Wrote wrote) {
        return new TaskFuture<>(engine, Frame.current(), wrote, null);
    }

    /** Sends a statement and gives what is made of its answer. */
    static <X, R extends @Nullable Object> TaskFuture<R> send(
            Channel channel,
            Command<X> command,
            @Nullable Duration timeout,
            Operation.Finish<? super X, ? extends R> finish) {
        TaskFuture<R> future = create(channel.engine());
        Answer<X, R> answer = new Answer<>(future, channel, command, finish);
        Reply<X> reply;
        try {
            reply = channel.send(command, answer);
        } catch (RuntimeException refused) {
            // What belongs to a transaction must not get lost with a future that nobody looks at.
            if (channel instanceof Level) throw refused;
            future.done(null, refused);
            return future;
        }
        channel.engine().sent(command, reply);
        future.canceller = reply::interrupt;
        if (timeout != null) answer.limit(new Deadline(timeout, reply::interrupt));
        return future;
    }

    /** Between the driver and a future: makes the result of the answer, or of a failure what the user is to see. */
    private static final class Answer<X, R extends @Nullable Object> implements Completion<X> {
        private final TaskFuture<R> future;
        private final Channel channel;
        private final Command<X> command;
        private final Operation.Finish<? super X, ? extends R> finish;
        private volatile @Nullable Deadline deadline;

        Answer(
                TaskFuture<R> future,
                Channel channel,
                Command<X> command,
                Operation.Finish<? super X, ? extends R> finish) {
            this.future = future;
            this.channel = channel;
            this.command = command;
            this.finish = finish;
        }

        void limit(Deadline newDeadline) {
            deadline = newDeadline;
            if (future.isDone()) newDeadline.cancel();
        }

        @Override
        @SuppressWarnings("NullAway") // without a failure there is a result, whose type says whether it can be null
        public void done(@Nullable X result, @Nullable Throwable failure) {
            R finished;
            Deadline limit = deadline;
            if (limit != null) limit.cancel();
            try {
                if (failure != null) throw shownTo(Level.unwrap(failure));
                finished = finish.apply(result, channel);
            } catch (Throwable thrown) {
                future.done(null, thrown);
                return;
            }
            future.done(finished, null);
        }

        private RuntimeException shownTo(Throwable failure) {
            Deadline limit = deadline;
            boolean late = limit != null && limit.reached();
            return channel.shown(late ? Waiting.asTimeout(failure) : failure, command.sql());
        }

        /** If it is a number of rows, and the future stands alone. */
        @Override
        public boolean isSettled() {
            return Collectors.countsRows(command)
                    && finish == Operation.AsItIs.INSTANCE
                    && future.getNumberOfDependents() == 0;
        }

        @Override
        public boolean delivered() {
            return future.delivered();
        }

        @Override
        public boolean passedOn() {
            return future.passedOn();
        }

        @Override
        public @Nullable Throwable shown() {
            return future.shown();
        }
    }

    /** A future of something else that can be cancelled. */
    public TaskFuture<T> cancelledBy(Runnable newCanceller) {
        canceller = newCanceller;
        return this;
    }

    private void stop() {
        Runnable stop = canceller;
        if (stop != null) stop.run();
    }

    @Override
    @SuppressWarnings("NullAway") // null is a result like any other
    public void done(@Nullable T result, @Nullable Throwable failure) {
        Deadline time = limit;
        if (time != null) time.cancel();
        if (failure == null) {
            complete(result);
        } else {
            // What combines futures, such as allOf, hangs on here without a method of ours having been called.
            if (getNumberOfDependents() > derived.get()) passedOn = true;
            completeExceptionally(failure);
        }
    }

    @Override
    public boolean delivered() {
        return seen;
    }

    @Override
    public @Nullable Throwable shown() {
        return state() == State.FAILED ? Level.unwrap(super.exceptionNow()) : null;
    }

    @Override
    public boolean passedOn() {
        return passedOn;
    }

    /** Who has waited for it knows what was written before it was done. */
    private void awaited() {
        Wrote mine = wrote == null ? null : Wrote.ofTask();
        if (mine != null && wrote != null) mine.learn(wrote);
    }

    private void markSeen() {
        for (TaskFuture<?> future = this; future != null && !future.seen; future = future.source) {
            future.seen = true;
            TaskFuture<?> other = future.otherSource;
            if (other != null) other.markSeen();
        }
    }

    /** Cancels the statement on the server, too. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            markSeen();
            stop();
        }
        return cancelled;
    }

    /** Stops the statement on the server, too, when the time is up. Does not count as having seen a failure. */
    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        if (!isDone()) {
            limit(new Deadline(Duration.of(timeout, unit.toChronoUnit()), () -> {
                if (completeExceptionally(new TimeoutException())) stop();
            }));
        }
        return this;
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        if (!isDone()) {
            limit(new Deadline(Duration.of(timeout, unit.toChronoUnit()), () -> {
                if (!complete(value)) return;
                markSeen();
                stop();
            }));
        }
        return this;
    }

    private void limit(Deadline newLimit) {
        limit = newLimit;
        if (isDone()) newLimit.cancel();
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        derived.incrementAndGet();
        TaskFuture<U> future = new TaskFuture<>(engine, frame, wrote, this);
        Level level = frame == null ? null : frame.level();
        if (level != null) level.watch(future);
        return future;
    }

    @Override
    public Executor defaultExecutor() {
        return callbacks;
    }

    @Override
    public T join() {
        if (!isDone()) engine.checkMayBlock();
        try {
            return super.join();
        } catch (CompletionException failed) {
            markSeen();
            throw failed;
        } finally {
            awaited();
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (!isDone()) engine.checkMayBlock();
        try {
            return super.get();
        } catch (ExecutionException failed) {
            markSeen();
            throw failed;
        } finally {
            awaited();
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!isDone()) engine.checkMayBlock();
        try {
            return super.get(timeout, unit);
        } catch (ExecutionException failed) {
            markSeen();
            throw failed;
        } finally {
            awaited();
        }
    }

    @Override
    public T getNow(T valueIfAbsent) {
        try {
            return super.getNow(valueIfAbsent);
        } catch (CompletionException failed) {
            markSeen();
            throw failed;
        }
    }

    @Override
    public Throwable exceptionNow() {
        Throwable failure = super.exceptionNow();
        markSeen();
        return failure;
    }

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> fn) {
        return thenApplyAsync(fn, callbacks);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        return thenAcceptAsync(action, callbacks);
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable action) {
        return thenRunAsync(action, callbacks);
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> fn) {
        return thenComposeAsync(fn, callbacks);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return combined(other, thenCombineAsync(other, fn, callbacks));
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return combined(other, thenAcceptBothAsync(other, action, callbacks));
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return combined(other, runAfterBothAsync(other, action, callbacks));
    }

    @Override
    public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return combined(other, applyToEitherAsync(other, fn, callbacks));
    }

    @Override
    public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return combined(other, acceptEitherAsync(other, action, callbacks));
    }

    @Override
    public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return combined(other, runAfterEitherAsync(other, action, callbacks));
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> fn) {
        return handleAsync(fn, callbacks);
    }

    @Override
    public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> fn) {
        return handleAsync(fn, callbacks);
    }

    @Override
    public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> fn, Executor executor) {
        markSeen();
        return super.handleAsync(fn, executor);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return whenCompleteAsync(action, callbacks);
    }

    @Override
    public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action) {
        return whenCompleteAsync(action, callbacks);
    }

    @Override
    public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action, Executor executor) {
        markSeen();
        return super.whenCompleteAsync(action, executor);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
        return exceptionallyAsync(fn, callbacks);
    }

    @Override
    public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> fn) {
        return exceptionallyAsync(fn, callbacks);
    }

    @Override
    public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> fn, Executor executor) {
        markSeen();
        return super.exceptionallyAsync(fn, executor);
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return exceptionallyComposeAsync(fn, callbacks);
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return exceptionallyComposeAsync(fn, callbacks);
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
        markSeen();
        return super.exceptionallyComposeAsync(fn, executor);
    }

    /** A failure of either is passed on to the result. */
    private <R> CompletableFuture<R> combined(CompletionStage<?> other, CompletableFuture<R> result) {
        if (result instanceof TaskFuture<?> mine && other instanceof TaskFuture<?> theirs) {
            mine.otherSource = theirs;
            if (mine.wrote != null && theirs.wrote != null) mine.wrote.also(theirs.wrote);
            theirs.derived.incrementAndGet();
        }
        return result;
    }
}
