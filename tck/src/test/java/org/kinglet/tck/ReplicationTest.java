// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Users.USERS;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.query.RawSql;
import org.kinglet.testkit.OwnServer;
import org.kinglet.testkit.ServerOptions;
import org.kinglet.testkit.TestServers;
import org.opentest4j.TestAbortedException;

/**
 * A PostgreSQL and a streaming replica of it, both started by the test. To know where a row was read, the replica is told
 * to replay no more: then it has not what is written afterwards.
 */
class ReplicationTest {
    private static OwnServer primary;
    private static OwnServer replica;

    private String url;
    private Database db;

    @BeforeAll
    static void startServers() {
        if (TestDatabase.all().noneMatch(target -> target == TestDatabase.POSTGRESQL)) {
            throw new TestAbortedException("PostgreSQL was not asked for by -Dkinglet.tck");
        }
        TestDatabase.POSTGRESQL.assumeAvailable();
        primary = TestServers.startPostgresql(ServerOptions.defaults());
        replica = primary.startReplica();
    }

    @AfterAll
    static void stopServers() {
        if (replica != null) replica.close();
        if (primary != null) primary.close();
    }

    @BeforeEach
    void open() throws Exception {
        url = primary.newDatabase();
        try (Database first = Database.open(url)) {
            first.createTables(USERS);
            first.use(() -> USERS.create(USERS.username.set("old")));
        }
        primary.awaitReplayed(replica);
        db = builder().open();
        db.bind(USERS);
    }

    private DatabaseBuilder builder() {
        return Database.builder(url).readReplicas(replica.urlOf(url)).replicaLag(Duration.ofHours(1));
    }

    @AfterEach
    void close() throws SQLException {
        replica.start();
        replay(true);
        assertThat(db.stats().inUse()).isZero();
        db.close();
    }

    /** As a task that has not written. */
    private static <T> T task(Callable<T> body) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(body.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return TaskTest.await(result);
    }

    private void replay(boolean goesOn) throws SQLException {
        try (Connection connection = replica.jdbc(replica.mainUrl())) {
            connection
                    .createStatement()
                    .execute(goesOn ? "select pg_wal_replay_resume()" : "select pg_wal_replay_pause()");
            if (!goesOn) {
                String paused;
                do {
                    try (var state =
                            connection.createStatement().executeQuery("select pg_get_wal_replay_pause_state()")) {
                        state.next();
                        paused = state.getString(1);
                    }
                } while (!paused.equals("paused"));
            }
        }
    }

    private boolean isOnReplica() {
        return Boolean.TRUE.equals(db.execute(isInRecovery()).scalar(Boolean.class));
    }

    private static RawSql isInRecovery() {
        return RawSql.of("select pg_is_in_recovery()").readOnly();
    }

    @Test
    void readsOutsideOfTransactionsGoToTheReplica() throws Exception {
        assertThat(task(this::isOnReplica)).isTrue();
        assertThat(task(() -> db.atomic(this::isOnReplica))).isFalse();
        assertThat(task(() -> db.onPrimary(this::isOnReplica))).isFalse();
        assertThat(task(() -> db.execute(isInRecovery().onPrimary()).scalar(Boolean.class)))
                .isFalse();
        assertThat(task(() -> {
                    try (org.kinglet.Connection kept = db.connect()) {
                        return kept.execute(isInRecovery()).scalar(Boolean.class);
                    }
                }))
                .isFalse();
    }

    @Test
    void aTaskSeesWhatItWroteAndOthersWhatIsReplicated() throws Exception {
        replay(false);
        assertThat(task(() -> {
                    USERS.create(USERS.username.set("new"));
                    return USERS.count();
                }))
                .isEqualTo(2);
        assertThat(task(() -> {
                    db.atomic(() -> USERS.create(USERS.username.set("newer")));
                    return USERS.count();
                }))
                .isEqualTo(3);
        assertThat(task(() -> USERS.count())).isEqualTo(1);
        assertThat(task(() -> USERS.countAsync().join())).isEqualTo(1);
        assertThat(task(() -> streamed())).isEqualTo(1);
        assertThat(task(() -> USERS.select().onPrimary().count())).isEqualTo(3);
        assertThat(task(() -> db.onPrimary(this::streamed))).isEqualTo(3);
        replay(true);
        primary.awaitReplayed(replica);
        assertThat(task(() -> USERS.count())).isEqualTo(3);
    }

    private long streamed() {
        try (Stream<?> users = USERS.select().stream(2)) {
            return users.count();
        }
    }

    @Test
    void aTaskGoesBackToTheReplicaOnceThatHadTime() throws Exception {
        try (Database forgetful = builder().replicaLag(Duration.ofMillis(1)).open()) {
            task(() -> forgetful.use(() -> {
                USERS.create(USERS.username.set("new"));
                TaskTest.awaitUntil(() ->
                        Boolean.TRUE.equals(forgetful.execute(isInRecovery()).scalar(Boolean.class)));
                return true;
            }));
        }
    }

    @Test
    void whileTheReplicaIsDownThePrimaryAnswersAndAfterwardsItIsUsedAgain() throws Exception {
        assertThat(task(this::isOnReplica)).isTrue();
        replica.stop();
        for (int i = 0; i < 20; i++) assertThat(task(this::isOnReplica)).isFalse();
        assertThat(task(() -> streamed())).isEqualTo(1);
        try (Database openedMeanwhile = builder().open()) {
            assertThat(task(() -> openedMeanwhile.execute(isInRecovery()).scalar(Boolean.class)))
                    .isFalse();
        }
        replica.start();
        TaskTest.awaitUntil(() -> {
            try {
                return task(this::isOnReplica);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }
}
