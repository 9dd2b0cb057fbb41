// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks;

import static org.kinglet.benchmarks.Users.USERS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.kinglet.Database;
import org.kinglet.query.Select;

/** Kinglet as one would use it: entities, direct style, {@link #TASKS} virtual threads for what is many statements. */
final class Kinglet implements Side {
    private static final int TASKS = 64;

    private final Database db;
    private final Select<User> first = USERS.select().where(USERS.id.le((long) ROWS));

    Kinglet(Path file, String synchronous) {
        db = Database.open("sqlite:" + file + "?synchronous=" + synchronous);
        db.bind(USERS);
        db.createTables(USERS);
        USERS.bulkCreate(IntStream.range(0, ROWS).mapToObj(User::numbered).toList());
    }

    @Override
    public void pointSelects(int count) throws Exception {
        byTasks(count, i -> {
            if (USERS.getById(1L + i % ROWS).id != 1 + i % ROWS) throw new AssertionError();
        });
    }

    @Override
    public void inserts(int count) throws Exception {
        byTasks(count, i -> User.numbered(i).save());
    }

    @Override
    public List<User> list() throws Exception {
        return db.runAsync(() -> first.list()).get();
    }

    @Override
    public void bulk(List<User> users) throws Exception {
        db.runAsync(() -> USERS.bulkCreate(users)).get();
    }

    @Override
    public void clear() {
        USERS.delete().where(USERS.id.gt((long) ROWS)).execute();
    }

    @Override
    public void close() {
        db.close();
    }

    private void byTasks(int count, IntConsumer action) throws ExecutionException, InterruptedException {
        List<CompletableFuture<?>> tasks = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            int first = task;
            tasks.add(db.runAsync(() -> {
                for (int i = first; i < count; i += TASKS) action.accept(i);
            }));
        }
        for (CompletableFuture<?> task : tasks) task.get();
    }
}
