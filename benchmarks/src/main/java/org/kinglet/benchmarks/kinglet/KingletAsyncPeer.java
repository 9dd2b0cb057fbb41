// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.kinglet;

import static org.kinglet.benchmarks.kinglet.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.kinglet.Database;
import org.kinglet.Transaction;
import org.kinglet.benchmarks.worker.AsyncPeer;
import org.kinglet.benchmarks.worker.MeasurementRow;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;

/** Kinglet's futures. */
public final class KingletAsyncPeer implements AsyncPeer {
    private final Database db;

    public KingletAsyncPeer(Target target) {
        db = Queries.open(target);
    }

    @Override
    public CompletableFuture<User> find(long id) {
        return USERS.getByIdAsync(id);
    }

    @Override
    public CompletableFuture<User> insert(UserRecord record) {
        User user = User.unsaved(record);
        return user.insertAsync().thenApply(rows -> user);
    }

    @Override
    public CompletableFuture<Integer> update(UserRecord record) {
        return db.updateAsync(User.of(record));
    }

    @Override
    public CompletableFuture<List<User>> list(long after) {
        return Queries.list(after).listAsync();
    }

    @Override
    public CompletableFuture<List<Tweet>> tweets(long after) {
        return Queries.tweets(after).listAsync();
    }

    @Override
    public CompletableFuture<List<User>> authors(long after) {
        return Queries.authors(after).listAsync();
    }

    /** All four statements are given away at once; what went wrong with one is thrown by the commit. */
    @Override
    public CompletableFuture<Integer> transfer(long from, long to) {
        return db.beginAsync().thenCompose(transaction -> transfer(transaction, from, to));
    }

    private static CompletableFuture<Integer> transfer(Transaction transaction, long from, long to) {
        CompletableFuture<Integer> first = transaction.executeAsync(Queries.addLogins(from, -1));
        CompletableFuture<Integer> second = transaction.executeAsync(Queries.addLogins(to, 1));
        return transaction.commitAsync().thenCompose(end -> first.thenCombine(second, Integer::sum));
    }

    @Override
    public CompletableFuture<List<User>> bulkCreate(List<UserRecord> users) {
        return USERS.bulkCreateAsync(Queries.unsaved(users));
    }

    @Override
    public CompletableFuture<Integer> bulkUpdate(List<UserRecord> users) {
        return USERS.bulkUpdateAsync(Queries.entities(users), List.of(USERS.logins));
    }

    @Override
    public CompletableFuture<Void> stream(Consumer<MeasurementRow> consumer) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Queries.measurements().publisher(Workload.PAGE).subscribe(new All<>(consumer, end));
        return end;
    }

    /** Asks for everything at once. */
    private record All<T>(Consumer<? super T> consumer, CompletableFuture<Void> end) implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T row) {
            consumer.accept(row);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }

    @Override
    public void close() {
        db.close();
    }
}
