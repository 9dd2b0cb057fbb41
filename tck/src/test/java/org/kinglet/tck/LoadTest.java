// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Users.USERS;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Database;
import org.kinglet.Table;
import org.kinglet.tck.model.User;

/**
 * Many tasks on few connections, many statements, many rows: all of them come to their end, on few threads and in little
 * memory. {@code -Dkinglet.load=1000000} for so many statements and rows.
 */
class LoadTest extends DatabaseTest {
    private static final int MANY = Integer.getInteger("kinglet.load", 100_000);
    private static final int TASKS = 10_000;
    private static final long MOST_BYTES = 8 << 20;

    private final AtomicLong texts = new AtomicLong();

    @TempDir
    Path folder;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @Override
    Database open() {
        return target.builder()
                .poolSize(10)
                .acquireTimeout(Duration.ofMinutes(5))
                .open();
    }

    @Test
    void tenThousandTasksOnTenConnectionsFinishAndPinNothing() throws Exception {
        all(0, TASKS / 10); // the loading of classes does pin
        List<RecordedEvent> pinned;
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20));
            recording.start();
            all(TASKS, TASKS);
            recording.stop();
            pinned = events(recording);
        }

        assertThat(USERS.count()).isEqualTo((TASKS + TASKS / 10) / 10);
        assertThat(pinned).as("virtual threads that kept their carrier").isEmpty();
        assertThat(db.stats().total()).isBetween(1, 10);
        assertThat(db.stats().waiting()).isZero();
    }

    private void all(int first, int count) throws Exception {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = first + i;
                all.add(tasks.submit(() -> one(number)));
            }
            finish(all);
        }
    }

    /** Every tenth task writes, in a transaction; the others read. Returns whether it found what it should. */
    private boolean one(int number) {
        String name = "user" + number;
        if (number % 10 != 0 && number != -1)
            return USERS.find(USERS.username.eq(name)).isEmpty();
        return db.atomic(() -> {
            User user = USERS.create(USERS.username.set(name));
            return USERS.getById(user.id).username.equals(name);
        });
    }

    private static void finish(List<Future<Boolean>> tasks) throws Exception {
        for (Future<Boolean> task : tasks)
            assertThat(task.get(5, TimeUnit.MINUTES)).isTrue();
    }

    private List<RecordedEvent> events(Recording recording) throws IOException {
        Path file = Files.createTempFile(folder, "load", ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    @Test
    void statementsLeaveNothingInTheHeap() throws Exception {
        long id = USERS.create(USERS.username.set("ada")).id;
        statements(id, MANY / 5);
        long before = used();
        statements(id, MANY);

        assertThat(used() - before).as("bytes left by %d statements", MANY).isLessThan(MOST_BYTES);
    }

    /** Reads, writes, and texts that there never were before. */
    private void statements(long id, int count) throws Exception {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int task = 0; task < 50; task++) {
                all.add(tasks.submit(() -> {
                    boolean found = true;
                    for (int i = 0; i < count / 50; i++)
                        found &= USERS.getById(id).username.equals("ada");
                    return found;
                }));
            }
            finish(all);
        }
    }

    @Test
    void aStreamOfManyRowsNeedsTheMemoryOfAFew() {
        db.sql("insert into users (username, active, logins, joined)"
                + " select concat('user', n), true, 0, '2026-01-01 00:00:00' from " + numbers());
        long before = used();
        long rows = 0;
        long most = 0;
        try (Stream<User> users = USERS.select().orderBy(USERS.id.asc()).stream(1000)) {
            for (User user : (Iterable<User>) users::iterator) {
                assertThat(user.id).isPositive();
                if (++rows % (MANY / 4) == 0) most = Math.max(most, used() - before);
            }
        }

        assertThat(rows).isEqualTo(MANY);
        assertThat(most).as("bytes in use in the middle of %d rows", MANY).isLessThan(MOST_BYTES);
    }

    /** A derived table with so many rows. */
    private String numbers() {
        return switch (target) {
            case POSTGRESQL -> "generate_series(1, " + MANY + ") as s (n)";
            case MARIADB -> "(select seq as n from seq_1_to_" + MANY + ") as s";
            case MYSQL ->
                "(with recursive s (n) as (select /*+ SET_VAR(cte_max_recursion_depth = 2000000) */ 1 union all"
                        + " select n + 1 from s where n < " + MANY + ") select n from s) as s";
            default ->
                "(with recursive s (n) as (select 1 union all select n + 1 from s where n < " + MANY
                        + ") select n from s) as s";
        };
    }

    /** What cannot be collected. */
    private static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
