// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.StatementCancelledException;
import org.kinglet.tck.model.User;

/** Many tasks, some of which are cancelled or interrupted at any moment: the others notice nothing and nothing is lost. */
class CancellationStressTest extends TaskTest {
    private static final int TASKS = 64;
    private static final int ROUNDS = 12;

    /** Rows whose insert was acknowledged, and those whose insert may have happened. */
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    private final Queue<String> uncertain = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_101, 0})
    void whoIsNotCancelledSucceedsAndNothingIsLeaked(long given) throws Exception {
        long seed = given == 0 ? System.nanoTime() : given;
        System.out.println("CancellationStressTest seed " + seed + " on " + target);
        List<Thread> tasks = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            int number = task;
            Random random = new Random(seed + task);
            tasks.add(Thread.startVirtualThread(() -> run(number, random)));
        }
        Random random = new Random(seed - 1);
        while (tasks.stream().anyMatch(Thread::isAlive)) {
            tasks.get(random.nextInt(TASKS / 2)).interrupt(); // of the first half only
            Thread.onSpinWait();
            Thread.yield();
        }
        for (Thread task : tasks) task.join();
        awaitUntil(() -> db.stats().inUse() == 0);
        assertThat(failures).as("seed " + seed).isEmpty();
        Set<String> stored = new TreeSet<>(stored());
        assertThat(stored).as("seed " + seed).containsAll(acknowledged);
        Set<String> possible = new TreeSet<>(acknowledged);
        possible.addAll(uncertain);
        assertThat(possible).as("seed " + seed).containsAll(stored);
        assertThat(db.stats().waiting()).isZero();
    }

    private void run(int task, Random random) {
        boolean mayBeInterrupted = task < TASKS / 2;
        for (int round = 0; round < ROUNDS; round++) {
            String name = task + "." + round;
            try {
                step(name, random, mayBeInterrupted);
                acknowledged.add(name);
            } catch (StatementCancelledException | CancellationException stopped) {
                uncertain.add(name);
                if (!mayBeInterrupted && stopped instanceof StatementCancelledException) failures.add(stopped);
            } catch (CompletionException failed) {
                uncertain.add(name);
                if (!mayBeInterrupted || !(failed.getCause() instanceof StatementCancelledException))
                    failures.add(failed);
            } catch (Throwable other) {
                failures.add(other);
            }
            boolean ignored = Thread.interrupted();
        }
    }

    private void step(String name, Random random, boolean mayBeInterrupted) {
        switch (random.nextInt(mayBeInterrupted ? 6 : 5)) {
            case 0 -> create(name);
            case 1 ->
                db.atomic(() -> {
                    create(name);
                    USERS.select().count();
                });
            case 2 -> {
                CompletableFuture<User> future = USERS.createAsync(USERS.username.set(name));
                if (random.nextInt(3) == 0) future.cancel(true);
                future.join();
            }
            case 3 -> {
                try (var users = USERS.select().limit(5).stream(2)) {
                    var unused = users.findFirst();
                }
                create(name);
            }
            case 4 ->
                db.atomic(() -> {
                    db.atomic(() -> create(name));
                    USERS.select().listAsync();
                });
            default -> {
                db.execute(probe.endless()); // somebody will interrupt it
                throw new AssertionError("it ended");
            }
        }
    }
}
