// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.Transaction;
import org.kinglet.TransactionEndedException;
import org.kinglet.tck.model.User;

/** What a task leaves open is taken back when it has ended, rolled back, and logged with where it was opened. */
class LeakTest extends TaskTest {
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Logger logger = Logger.getLogger("org.kinglet.leaks");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logRecord) {
            logged.add(new SimpleFormatter().formatMessage(logRecord));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private void isReclaimed(String what) {
        awaitUntil(() -> db.stats().inUse() == 0);
        awaitUntil(() -> !logged.isEmpty());
        assertThat(logged).hasSize(1);
        assertThat(logged.peek())
                .contains(what, "never closed", "LeakTest.java:")
                .doesNotContain("{0}", "thread ,");
        logged.clear();
        create("usable" + System.nanoTime());
    }

    @Test
    void whatATaskLeavesOpenIsBackWhenItsFutureIsCompleted() throws Exception {
        User user = new User("never");
        Transaction tx = await(db.runAsync(() -> {
            Transaction begun = db.begin();
            user.save();
            return begun;
        }));
        assertThat(db.stats().inUse()).isZero();
        isReclaimed("transaction");
        assertThat(stored()).doesNotContain("never");
        assertThat(user.isPersisted()).isFalse();
        assertThatThrownBy(tx::commit).isInstanceOf(TransactionEndedException.class);
        tx.close();
        await(db.runAsync(() -> db.connect()));
        assertThat(db.stats().inUse()).isZero();
        isReclaimed("connection");
        await(db.runAsync(() -> USERS.select().stream(1).iterator().hasNext()));
        assertThat(db.stats().inUse()).isZero();
        isReclaimed("stream");
    }

    @Test
    void aTaskThatFailsLeavesNothingEither() throws Exception {
        CompletableFuture<Object> failed = db.runAsync(() -> {
            db.begin();
            create("never");
            throw new Undo();
        });
        assertThatThrownBy(() -> await(failed)).cause().isInstanceOf(Undo.class);
        assertThat(db.stats().inUse()).isZero();
        isReclaimed("transaction");
        assertThat(stored()).doesNotContain("never");
    }

    @Test
    void whatADeadThreadLeftOpenIsTakenBack() throws Exception {
        Thread beginner = Thread.ofPlatform().start(() -> {
            db.begin();
            create("never");
        });
        beginner.join();
        isReclaimed("transaction");
        assertThat(stored()).doesNotContain("never");
        Thread connector = Thread.startVirtualThread(() -> db.connect());
        connector.join();
        isReclaimed("connection");
        Thread reader = Thread.startVirtualThread(
                () -> assertThat(USERS.select().stream(1).iterator()).hasNext());
        reader.join();
        isReclaimed("stream");
    }

    @Test
    void whatIsClosedIsNotLogged() throws Exception {
        await(db.runAsync(() -> {
            try (Connection connection = db.connect();
                    Transaction tx = db.begin()) {
                tx.create(new User("a"));
                tx.commit();
                return connection.count(USERS.select());
            }
        }));
        assertThat(logged).isEmpty();
        assertThat(db.stats().inUse()).isZero();
    }

    /** A handle for a chain of futures belongs to no thread: the one that asked for it may be long gone. */
    @Test
    void anAsynchronousHandleOutlivesTheThreadThatAskedForIt() throws Exception {
        Connection connection = await(db.runAsync(() -> await(db.connectAsync())));
        assertThat(db.stats().inUse()).isEqualTo(1);
        await(connection.createAsync(new User("a")));
        connection.close();
        assertThat(logged).isEmpty();
        assertThat(stored()).containsExactly("a");
    }
}
