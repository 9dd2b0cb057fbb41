// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.kinglet;

import static org.kinglet.benchmarks.kinglet.Users.USERS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kinglet.Database;
import org.kinglet.benchmarks.worker.DirectPeer;
import org.kinglet.benchmarks.worker.MeasurementRow;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.UserRow;
import org.kinglet.benchmarks.worker.Workload;

/** Kinglet in direct style. */
public final class KingletPeer implements DirectPeer {
    private final Database db;

    public KingletPeer(Target target) {
        db = Queries.open(target);
    }

    @Override
    public UserRow find(long id) {
        return USERS.getById(id);
    }

    @Override
    public UserRow insert(UserRecord record) {
        User user = User.unsaved(record);
        user.insert();
        return user;
    }

    @Override
    public long update(UserRecord record) {
        return db.update(User.of(record));
    }

    @Override
    public List<User> list(long after) {
        return Queries.list(after).list();
    }

    @Override
    public List<Tweet> tweets(long after) {
        return Queries.tweets(after).list();
    }

    @Override
    public List<User> authors(long after) {
        return Queries.authors(after).list();
    }

    /** Neither needs the other's answer, so all four statements are one write; the block's end has seen both succeed. */
    @Override
    public long transfer(long from, long to) {
        List<CompletableFuture<Integer>> counts = db.atomic(() -> List.of(
                Queries.addLogins(from, -1).executeAsync(),
                Queries.addLogins(to, 1).executeAsync()));
        return counts.stream().mapToInt(CompletableFuture::join).sum();
    }

    @Override
    public List<User> bulkCreate(List<UserRecord> users) {
        return USERS.bulkCreate(Queries.unsaved(users));
    }

    @Override
    public long bulkUpdate(List<UserRecord> users) {
        return USERS.bulkUpdate(Queries.entities(users), List.of(USERS.logins));
    }

    @Override
    public void stream(Consumer<MeasurementRow> consumer) {
        try (Stream<Measurement> rows = Queries.measurements().stream(Workload.PAGE)) {
            rows.forEach(consumer);
        }
    }

    @Override
    public void close() {
        db.close();
    }
}
