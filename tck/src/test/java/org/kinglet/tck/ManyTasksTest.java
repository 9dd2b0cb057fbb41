// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Users.USERS;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Database;
import org.kinglet.Table;
import org.kinglet.tck.model.User;

/** Ten thousand virtual threads on ten connections, and a great many statements. */
@TestDatabase.OnServers
class ManyTasksTest extends DatabaseTest {
    private static final int TASKS = 10_000;

    /** {@code -Dkinglet.tck.statements=1000000} runs more of them. */
    private static final int STATEMENTS = Integer.getInteger("kinglet.tck.statements", 20_000);

    /** Of what the heap holds after a collection, this much may come and go. */
    private static final long SLACK = 8L << 20;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @Override
    Database open() {
        return target.builder()
                .poolSize(10)
                .acquireTimeout(Duration.ofMinutes(2))
                .open();
    }

    @Test
    void tenThousandVirtualThreadsFinishAndPinNothing(@TempDir Path folder) throws Exception {
        User user = new User("huey");
        user.save();
        // A thread that loads a class, or waits for one that does, is pinned whoever it is.
        readAndWrite(user.id, TASKS / 10);
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20));
            recording.start();
            readAndWrite(user.id, TASKS);
            recording.stop();
            assertThat(pinned(recording, folder.resolve("pinned.jfr"))).isEmpty();
        }
        assertThat(USERS.getById(user.id).logins).isEqualTo((TASKS + TASKS / 10) / 10);
    }

    private void readAndWrite(long id, int tasks) throws Exception {
        together(tasks, i -> {
            if (i % 10 == 0) {
                db.use(() -> db.atomic(() -> USERS.update(USERS.logins.set(USERS.logins.plus(1)))
                        .where(USERS.id.eq(id))
                        .execute()));
            } else {
                assertThat(db.get(USERS, USERS.id.eq(id)).username).isEqualTo("huey");
            }
        });
    }

    private static List<String> pinned(Recording recording, Path file) throws IOException {
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .map(String::valueOf)
                .toList();
    }

    @Test
    void theHeapStaysAsItIs() throws Exception {
        User user = new User("huey");
        user.save();
        statements(user.id, 0, 10_000);
        long before = heap();
        statements(user.id, 10_000, STATEMENTS);
        assertThat(heap()).isLessThan(before + SLACK);
    }

    /** Reads, writes, and texts that there never were before. */
    private void statements(long id, int first, int count) throws Exception {
        int tasks = 50;
        together(tasks, task -> {
            for (int i = first + task; i < first + count; i += tasks) {
                if (i % 10 == 0) {
                    assertThat(db.sql("select " + i + " + ?", 1).scalar(Long.class))
                            .isEqualTo(i + 1L);
                } else if (i % 10 == 1) {
                    int logins = i;
                    db.use(() -> USERS.update(USERS.logins.set(logins))
                            .where(USERS.id.eq(id))
                            .execute());
                } else {
                    assertThat(db.get(USERS, USERS.id.eq(id)).username).isEqualTo("huey");
                }
            }
        });
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private interface Task {
        void run(int number) throws Exception;
    }

    private static void together(int count, Task task) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(executor.submit(() -> {
                    task.run(number);
                    return null;
                }));
            }
            for (Future<?> each : running) each.get();
        }
    }
}
