// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.kinglet.testing.StatementAssertions.assertStatements;
import static org.kinglet.testing.Tweets.TWEETS;
import static org.kinglet.testing.Users.USERS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.IntegrityException;
import org.kinglet.Isolation;
import org.kinglet.Transaction;
import org.kinglet.TransactionException;
import org.kinglet.TransactionOptions;

/** The samples run on each kind of database; what is asserted in them is what users rely on. */
class KingletTestTest {
    private static void allSucceed(EngineExecutionResults results, int tests) {
        results.allEvents().failed().stream().findFirst().ifPresent(event -> {
            throw new AssertionError(
                    event.getTestDescriptor().getDisplayName(),
                    event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                            .getThrowable()
                            .orElseThrow());
        });
        assertThat(results.testEvents().succeeded().count()).isEqualTo(tests);
    }

    static Stream<Target> targets() {
        return Target.all();
    }

    private static List<String> names() {
        return USERS.select().orderBy(USERS.username).list().stream()
                .map(user -> user.username)
                .toList();
    }

    // Isolation

    static class Isolated {
        @RegisterExtension
        static final KingletTest kinglet =
                KingletTest.on(Samples::url).tables(TWEETS, USERS).data(db -> db.create(new User("always")));

        @BeforeEach
        void eachTestBeginsAlike(Database db) {
            assertThat(USERS.count()).isEqualTo(1);
            assertThat(db).isSameAs(kinglet.database());
            USERS.create(USERS.username.set("each"));
        }

        @AfterEach
        void isStillInTheTransaction() {
            assertThat(USERS.find(USERS.username.eq("each"))).isPresent();
        }

        @Test
        void one() {
            TWEETS.create(TWEETS.user.set(USERS.create(USERS.username.set("ada"))), TWEETS.content.set("hello"));
            assertThat(USERS.count()).isEqualTo(3);
        }

        @Test
        void another() {
            new User("ada").insert();
            assertThat(USERS.count()).isEqualTo(3);
        }

        @RepeatedTest(2)
        void again() {
            USERS.create(USERS.username.set("ada"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "y"})
        void withParameters(String content) {
            Tweet tweet = new Tweet(USERS.create(USERS.username.set("ada")), content);
            tweet.insert();
            assertThat(TWEETS.count()).isEqualTo(1);
        }

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of(1, 2)
                    .map(n -> DynamicTest.dynamicTest("" + n, () -> {
                        USERS.create(USERS.username.set("dynamic " + n));
                        assertThat(USERS.count()).isBetween(3L, 4L); // those of one factory share its transaction
                    }));
        }

        @Test
        @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void inAThreadOfItsOwn() {
            assertThat(USERS.count()).isEqualTo(2);
            USERS.create(USERS.username.set("ada"));
        }

        @Nested
        class Inner {
            @Test
            void nested(Database db) {
                assertThat(db).isSameAs(kinglet.database());
                db.create(new User("ada"));
                assertThat(USERS.count()).isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void isolatesTests(Target target) {
        allSucceed(Samples.run(target, Isolated.class), 10);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void isolatesTestsInParallel(Target target) {
        allSucceed(Samples.runInParallel(target, Isolated.class, Atomic.class, Tasks.class), 10 + 9 + 9);
    }

    // The transaction stands for the database

    static class Atomic {
        @RegisterExtension
        static final KingletTest kinglet = KingletTest.on(Samples::url).tables(USERS, TWEETS);

        private static Database db() {
            return kinglet.database();
        }

        @Test
        void blocksNestAndRollBack() {
            db().atomic(() -> {
                USERS.create(USERS.username.set("a"));
                assertThatThrownBy(() -> db().atomic(() -> {
                            USERS.create(USERS.username.set("b"));
                            throw new IllegalStateException("undo");
                        }))
                        .hasMessage("undo");
                db().atomic(() -> USERS.create(USERS.username.set("c")));
            });
            assertThatThrownBy(() -> db().atomic(() -> {
                        USERS.create(USERS.username.set("d"));
                        throw new IllegalStateException("undo");
                    }))
                    .hasMessage("undo");
            assertThat(names()).containsExactly("a", "c");
        }

        @Test
        void failuresAreSurvived() {
            USERS.create(USERS.username.set("a"));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> USERS.create(USERS.username.set("a"))).isInstanceOf(IntegrityException.class);
                assertThatThrownBy(
                                () -> USERS.createAsync(USERS.username.set("a")).join())
                        .hasCauseInstanceOf(IntegrityException.class);
                assertThatThrownBy(() -> db().sql("select nonsense from nowhere"))
                        .isNotNull();
            }
            assertThatThrownBy(() -> db().atomic(() -> USERS.create(USERS.username.set("a"))))
                    .isInstanceOf(IntegrityException.class);
            assertThat(USERS.getOrCreate(List.of(USERS.username.set("a")), List.of())
                            .created())
                    .isFalse();
            USERS.create(USERS.username.set("b"));
            assertThat(USERS.count()).isEqualTo(2);
        }

        @Test
        void aFailedStatementEndsItsTransactionWhereItDoesSoInProduction() {
            boolean ends = Samples.target() == Target.POSTGRESQL;
            USERS.create(USERS.username.set("a"));
            try {
                db().atomic(() -> {
                    USERS.create(USERS.username.set("b"));
                    assertThatThrownBy(() -> USERS.create(USERS.username.set("a")))
                            .isInstanceOf(IntegrityException.class);
                });
                assertThat(ends).isFalse();
            } catch (IntegrityException first) {
                assertThat(ends).isTrue();
            }
            assertThat(USERS.count()).isEqualTo(ends ? 1 : 2);
        }

        @Test
        void transactionIsOutermostAndSavepointIsNot() {
            db().transaction(() -> {
                USERS.create(USERS.username.set("a"));
                assertThatThrownBy(() -> db().transaction(() -> {})).isInstanceOf(TransactionException.class);
                db().savepoint(() -> USERS.create(USERS.username.set("b")));
            });
            assertThatThrownBy(() -> db().savepoint(() -> {})).isInstanceOf(TransactionException.class);
            assertThat(USERS.count()).isEqualTo(2);
        }

        @Test
        void handles() {
            try (Transaction tx = db().begin()) {
                USERS.create(USERS.username.set("a"));
                tx.commit();
            }
            try (Transaction tx = db().begin()) {
                tx.create(new User("b"));
            }
            Transaction handle = db().beginAsync().join();
            handle.create(new User("c"));
            handle.commitAsync().join();
            Transaction undone = db().beginAsync().join();
            undone.create(new User("d"));
            undone.rollbackAsync().join();
            try (Connection connection = db().connect()) {
                connection.create(new User("e"));
            }
            try (Connection connection = db().connectAsync().join()) {
                connection.create(new User("f"));
            }
            db().atomic(tx -> {
                USERS.create(USERS.username.set("g"));
                tx.commit();
                USERS.create(USERS.username.set("h"));
                tx.rollback();
                USERS.create(USERS.username.set("i"));
            });
            assertThat(names()).containsExactly("a", "c", "e", "f", "g", "i");
        }

        @Test
        void optionsAreTakenAndCallbacksRun() {
            List<String> ran = new java.util.ArrayList<>();
            AtomicInteger attempts = new AtomicInteger();
            db().atomic(TransactionOptions.of(Isolation.SERIALIZABLE).retries(2), tx -> {
                tx.afterCommit(() -> ran.add("committed " + USERS.count()));
                USERS.create(USERS.username.set("a"));
                attempts.incrementAndGet();
            });
            assertThatThrownBy(() -> db().atomic(tx -> {
                        tx.afterCommit(() -> ran.add("never"));
                        throw new IllegalStateException("undo");
                    }))
                    .hasMessage("undo");
            assertThat(ran).containsExactly("committed 1");
            assertThat(attempts).hasValue(1);
        }

        @Test
        void streamsReadWhileOthersWrite() {
            for (int i = 0; i < 10; i++) USERS.create(USERS.username.set("u" + i));
            try (Stream<User> users = USERS.select().orderBy(USERS.id).stream(2)) {
                users.forEach(user -> new Tweet(user, "by " + user.username).insert());
            }
            assertThat(TWEETS.count()).isEqualTo(10);
            db().atomic(() -> {
                try (Stream<Tweet> tweets = TWEETS.select().stream(3)) {
                    tweets.forEach(Tweet::delete);
                }
            });
            assertThat(TWEETS.count()).isZero();
        }

        @Test
        void bulkAndRelations() {
            USERS.bulkCreate(List.of(new User("a"), new User("b")));
            List<User> users = USERS.select().orderBy(USERS.username).list();
            TWEETS.bulkCreate(List.of(new Tweet(users.get(0), "1"), new Tweet(users.get(1), "2")));
            assertStatements(2, () -> {
                assertThat(TWEETS.select().list()).hasSize(2);
                assertThat(USERS.count()).isEqualTo(2);
            });
        }

        @Test
        void tablesMayBeMadeWhereThatIsNoCommit() {
            if (Samples.target() == Target.MARIADB) {
                assertThatThrownBy(() -> db().sql("create table more (id int)")).hasMessageContaining("@Committed");
            } else {
                db().sql("create table more (id int)");
                db().sql("insert into more values (1)");
            }
            assertThat(USERS.count()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void standsForTheDatabase(Target target) {
        allSucceed(Samples.run(target, Atomic.class), 9);
    }

    // Tasks

    static class Tasks {
        @RegisterExtension
        static final KingletTest kinglet = KingletTest.on(Samples::url).tables(USERS, TWEETS);

        @Test
        void futuresAndTheirCallbacks() {
            USERS.createAsync(USERS.username.set("a"))
                    .thenCompose(a -> TWEETS.createAsync(TWEETS.user.set(a), TWEETS.content.set("x")))
                    .join();
            assertThat(TWEETS.countAsync().join()).isEqualTo(1);
        }

        @Test
        void newTasksSeeWhatIsCommitted(Database db) {
            USERS.create(USERS.username.set("a"));
            long seen = db.runAsync(() -> {
                        USERS.create(USERS.username.set("b"));
                        return USERS.count();
                    })
                    .join();
            assertThat(seen).isEqualTo(2);
            assertThat(USERS.count()).isEqualTo(2);
        }

        @Test
        void tasksTakeTurns(Database db) {
            List<CompletableFuture<Void>> tasks = Stream.of("a", "b", "c", "d", "e", "f")
                    .map(name -> db.atomicAsync(() -> {
                        USERS.create(USERS.username.set(name));
                        db.atomic(() -> USERS.create(USERS.username.set(name + "2")));
                        if (name.equals("c")) throw new IllegalStateException("undo c");
                    }))
                    .toList();
            CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new))
                    .handle((done, failure) -> failure)
                    .join();
            assertThat(tasks.get(2)).isCompletedExceptionally();
            assertThat(USERS.count()).isEqualTo(10);
        }

        @Test
        void transactionsOfOthersAreNotSeen(Database db) {
            CountDownLatch written = new CountDownLatch(1);
            CompletableFuture<Long> count = new CompletableFuture<>();
            CompletableFuture<Void> writer = db.atomicAsync(() -> {
                USERS.create(USERS.username.set("a"));
                written.countDown();
                USERS.create(USERS.username.set("b"));
            });
            db.runAsync(() -> {
                        written.await();
                        return count.complete(USERS.count());
                    })
                    .join();
            assertThat(count.join()).isEqualTo(2);
            writer.join();
        }

        @Test
        void virtualThreads(Database db) throws Exception {
            Thread.startVirtualThread(() -> USERS.create(USERS.username.set("a")))
                    .join();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                executor.submit(() -> USERS.create(USERS.username.set("b"))).get();
            }
            assertThat(USERS.count()).isEqualTo(2);
        }

        @Test
        void threadsOfPoolsAreRefused(Database db) throws Exception {
            try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
                assertThatThrownBy(() ->
                                executor.submit(() -> db.create(new User("a"))).get())
                        .hasCauseInstanceOf(TransactionException.class)
                        .hasMessageContaining("belongs to no test");
                assertThatThrownBy(
                                () -> executor.submit(() -> db.atomic(() -> {})).get())
                        .hasMessageContaining("belongs to no test");
                assertThatThrownBy(() ->
                                executor.submit(() -> db.beginAsync().join()).get())
                        .hasMessageContaining("belongs to no test");
                assertThatThrownBy(
                                () -> executor.submit(() -> kinglet.database()).get())
                        .hasMessageContaining("in no test of this extension");
            }
            assertThat(USERS.count()).isZero();
        }

        @Test
        void unfinishedTasksAreWaitedFor(Database db) {
            db.runAsync(() -> {
                USERS.create(USERS.username.set("a"));
                USERS.createAsync(USERS.username.set("b"))
                        .thenCompose(b -> TWEETS.createAsync(TWEETS.user.set(b), TWEETS.content.set("x")));
            });
        }

        @Test
        @Committed
        void committedTestsHaveConnections(Database db) throws Exception {
            USERS.create(USERS.username.set("a"));
            try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
                assertThat(executor.submit(() -> db.count(USERS.select())).get())
                        .isEqualTo(1);
            }
            assertThat(db.runAsync(() -> USERS.count()).join()).isEqualTo(1);
            if (Samples.target().isServer()) {
                db.atomic(() -> {
                    USERS.create(USERS.username.set("b"));
                    assertThat(db.runAsync(() -> USERS.count()).join()).isEqualTo(1);
                });
            }
        }

        @Test
        void andLeaveNothing() {
            assertThat(USERS.count()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void tasksBelongToTheirTest(Target target) {
        allSucceed(Samples.run(target, Tasks.class), 9);
    }

    // Places

    static class Meeting {
        static CyclicBarrier barrier = new CyclicBarrier(2);
        static final Set<Database> DATABASES = ConcurrentHashMap.newKeySet();

        @RegisterExtension
        static final KingletTest kinglet = KingletTest.on(Samples::url).tables(USERS);

        @Test
        void one() throws Exception {
            meet();
        }

        @Test
        void other() throws Exception {
            meet();
        }

        private void meet() throws Exception {
            USERS.create(USERS.username.set("the same"));
            barrier.await(60, TimeUnit.SECONDS); // both are in the middle of it
            assertThat(USERS.count()).isEqualTo(1);
            DATABASES.add(kinglet.database());
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void testsAtTheSameTimeHaveASchemaEach(Target target) {
        Meeting.DATABASES.clear();
        Meeting.barrier = new CyclicBarrier(2);
        allSucceed(Samples.runInParallel(target, Meeting.class), 2);
        assertThat(Meeting.DATABASES).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingIsLeftOnTheServer(Target target) {
        Samples.run(target, Isolated.class);
        if (target.isServer()) {
            try (Database db = Database.open(target.url())) {
                List<String> left = db
                        .sql("select schema_name as name from information_schema.schemata where schema_name like"
                                + " 'kinglet_test_%'")
                        .stream()
                        .map(row -> row.toMap().values().iterator().next().toString())
                        .toList();
                assertThat(left).isEmpty();
            }
        }
        assertThat(Files.exists(Path.of("never-made.db"))).isFalse();
    }

    static class OfTheInstance {
        @RegisterExtension
        final KingletTest kinglet = KingletTest.on(Samples::url).tables(USERS);

        @Test
        @Committed
        void one() {
            USERS.create(USERS.username.set("a"));
            assertThat(USERS.count()).isEqualTo(1);
        }

        @Test
        @Committed
        void other() {
            one();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void anExtensionOfTheInstanceIsFreshForEachTest(Target target) {
        allSucceed(Samples.run(target, OfTheInstance.class), 2);
    }

    // A database of the program's own

    static class Existing {
        static Database db;

        @RegisterExtension
        static final KingletTest kinglet = KingletTest.with(() -> db).tables(USERS);

        @Test
        void one() {
            USERS.create(USERS.username.set("a"));
            assertThat(USERS.count()).isEqualTo(1);
            assertThat(kinglet.database()).isSameAs(db);
        }

        @Test
        void other() {
            one();
        }
    }

    static class AlsoExisting extends Existing {}

    static class ExistingCommitted {
        @RegisterExtension
        static final KingletTest kinglet = KingletTest.with(() -> Existing.db).tables(USERS);

        @Test
        @Committed
        void one() {}
    }

    @ParameterizedTest
    @MethodSource("targets")
    void anExistingDatabaseIsUsedInTurns(Target target) throws Exception {
        Path folder = Files.createTempDirectory("kinglet-testing");
        String url = target == Target.SQLITE_FILE
                ? "sqlite:" + folder.resolve("own.db")
                : target.isServer() ? target.server().newDatabase() : target.url();
        try (Database db = Database.open(url)) {
            Existing.db = db;
            allSucceed(Samples.runInParallel(target, Existing.class, AlsoExisting.class), 4);
            assertThat(db.count(USERS.select())).isZero();
            Samples.run(target, ExistingCommitted.class)
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(1, event(finishedWithFailure(message(m -> m.contains("KingletTest.on(url)")))));
            assertThat(db.stats().inUse()).isZero();
        }
        Samples.run(target, Existing.class)
                .allEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(m -> m.contains("has been closed")))));
        if (target.isServer()) target.server().dropDatabase(url);
    }

    // What goes wrong

    static class Leaving {
        static Optional<Database> seen = Optional.empty();

        @RegisterExtension
        static final KingletTest kinglet = KingletTest.on(Samples::url).tables(USERS);

        @Test
        void aTransaction(Database db) {
            db.begin();
            USERS.create(USERS.username.set("a"));
        }

        @Test
        @Committed
        void aConnection(Database db) {
            db.connect();
            seen = Optional.of(db);
        }

        @Test
        void aStream() {
            for (int i = 0; i < 3; i++) USERS.create(USERS.username.set("u" + i));
            USERS.select().stream(1).iterator().next();
        }

        @Test
        void nothing() {
            assertThat(USERS.count()).isZero();
            USERS.create(USERS.username.set("a"));
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsLeftBehindIsSaid(Target target) {
        EngineExecutionResults results = Samples.run(target, Leaving.class);
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(m -> m.contains("a transaction, opened at") && m.contains("aTransaction")))))
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(m -> m.contains("a connection, opened at") && m.contains("aConnection")))))
                .haveExactly(1, event(finishedWithFailure(message(m -> m.contains("1 stream(s)")))));
        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
    }
}
