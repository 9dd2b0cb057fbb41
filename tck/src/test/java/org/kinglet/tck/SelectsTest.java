// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.sum;
import static org.kinglet.tck.model.Users.USERS;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.NoRowException;
import org.kinglet.Table;
import org.kinglet.TooManyRowsException;
import org.kinglet.query.Condition;
import org.kinglet.query.Select;
import org.kinglet.query.TextColumn;
import org.kinglet.tck.model.User;

/** The clauses of a select and the ways to run it. */
class SelectsTest extends DatabaseTest {
    private static final TextColumn<User> NAME = USERS.username;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @BeforeEach
    void fiveUsers() {
        for (int i = 1; i <= 5; i++) {
            USERS.insert(NAME.set("user" + i), USERS.logins.set(i), USERS.active.set(i % 2 == 1))
                    .execute();
        }
        USERS.update(USERS.bio.set("has one")).where(USERS.logins.ge(4)).execute();
    }

    private static List<String> names(Select<User> select) {
        return select.list().stream().map(user -> user.username).toList();
    }

    @Test
    void orderByLastReplacesAndTakesSeveral() {
        assertThat(names(USERS.select().orderBy(USERS.logins.desc()))).startsWith("user5", "user4");
        assertThat(names(USERS.select().orderBy(USERS.active.asc(), USERS.logins.desc())))
                .containsExactly("user4", "user2", "user5", "user3", "user1");
        assertThat(names(USERS.select().orderBy(USERS.logins.desc()).orderBy(NAME)))
                .startsWith("user1");
        assertThat(USERS.select().orderBy(NAME).orderBy().clauses().order()).isEmpty();
        assertThat(names(USERS.select().orderBy(USERS.logins.modulo(3).asc(), USERS.logins.asc())))
                .containsExactly("user3", "user1", "user4", "user2", "user5");
    }

    @Test
    void nullsComeFirstOrLastAsAsked() {
        assertThat(names(USERS.select().orderBy(USERS.bio.asc().nullsFirst(), NAME.asc())))
                .startsWith("user1");
        assertThat(names(USERS.select().orderBy(USERS.bio.asc().nullsLast(), NAME.asc())))
                .startsWith("user4");
        assertThat(names(USERS.select().orderBy(USERS.bio.desc().nullsFirst(), NAME.asc())))
                .startsWith("user1");
        assertThat(names(USERS.select().orderBy(USERS.bio.desc().nullsLast(), NAME.asc())))
                .startsWith("user4");
    }

    @Test
    void limitOffsetAndPages() {
        Select<User> ordered = USERS.select().orderBy(NAME);
        assertThat(names(ordered.limit(2))).containsExactly("user1", "user2");
        assertThat(names(ordered.limit(2).offset(4))).containsExactly("user5");
        assertThat(names(ordered.offset(3))).containsExactly("user4", "user5");
        assertThat(names(ordered.limit(0))).isEmpty();
        assertThat(names(ordered.offset(99))).isEmpty();
        assertThat(names(ordered.paginate(1, 2))).containsExactly("user1", "user2");
        assertThat(names(ordered.paginate(3, 2))).containsExactly("user5");
        assertThat(names(ordered.paginate(4, 2))).isEmpty();
        assertThatThrownBy(() -> ordered.limit(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ordered.offset(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ordered.paginate(0, 2)).hasMessageContaining("counted from 1");
        assertThatThrownBy(() -> ordered.paginate(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ordered.paginate(Long.MAX_VALUE, 3)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void groupByHavingAndAggregates() {
        assertThat(USERS.select(USERS.active, count().as("n"), sum(USERS.logins).as("total"))
                        .groupBy(USERS.active)
                        .orderBy(USERS.active.asc())
                        .map(row -> row.get(USERS.active) + " " + row.get("n") + " " + row.get("total"))
                        .list())
                .containsExactly("false 2 6", "true 3 9");
        assertThat(USERS.select(USERS.active)
                        .groupBy(USERS.active)
                        .having(count().gt(1L), sum(USERS.logins).gt(6))
                        .list())
                .hasSize(1);
        assertThat(USERS.select(USERS.active).groupBy(USERS.active).count()).isEqualTo(2);
    }

    @Test
    void distinctGivesEachRowOnce() {
        assertThat(USERS.select(USERS.active).distinct().list()).hasSize(2);
        assertThat(USERS.select(USERS.active).distinct().count()).isEqualTo(2);
        assertThat(USERS.select(USERS.active).count()).isEqualTo(5);
    }

    @Test
    void countAndExistsHeedTheClauses() {
        assertThat(USERS.select().count()).isEqualTo(5);
        assertThat(USERS.select().limit(3).count()).isEqualTo(3);
        assertThat(USERS.select().offset(4).count()).isEqualTo(1);
        assertThat(USERS.select().orderBy(NAME).limit(10).count()).isEqualTo(5);
        assertThat(USERS.select().limit(0).exists()).isFalse();
        assertThat(USERS.select().offset(5).existsAsync().join()).isFalse();
        assertThat(USERS.select().where(USERS.active).countAsync().join()).isEqualTo(3);
    }

    @Test
    void singleWantsExactlyOne() {
        assertThat(USERS.select().where(NAME.eq("user3")).single().logins).isEqualTo(3);
        assertThatThrownBy(() -> USERS.select().single()).isInstanceOf(TooManyRowsException.class);
        assertThatThrownBy(() -> USERS.select().where(NAME.eq("x")).single()).isInstanceOf(NoRowException.class);
        assertThat(USERS.select().limit(1).singleAsync().join()).isNotNull();
        assertThatThrownBy(() -> USERS.select().singleAsync().join()).hasCauseInstanceOf(TooManyRowsException.class);
    }

    @Test
    void firstFindAndGet() {
        Select<User> ordered = USERS.select().orderBy(USERS.logins.desc());
        assertThat(ordered.get().username).isEqualTo("user5");
        assertThat(ordered.first().orElseThrow().username).isEqualTo("user5");
        assertThat(ordered.firstAsync().join().orElseThrow().username).isEqualTo("user5");
        assertThat(ordered.find().orElseThrow().username).isEqualTo("user5");
        assertThat(ordered.first(2)).extracting(user -> user.username).containsExactly("user5", "user4");
        assertThat(ordered.firstAsync(9).join()).hasSize(5);
        assertThat(ordered.limit(1).first(3)).hasSize(1);
        assertThat(ordered.first(0)).isEmpty();
        assertThatThrownBy(() -> ordered.first(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ordered.limit(0).find()).isEmpty();
        assertThat(ordered.offset(1).get().username).isEqualTo("user4");
    }

    @Test
    void scalarIsTheFirstValueOrNull() {
        assertThat(USERS.select(max(USERS.logins)).scalar(Integer.class)).isEqualTo(5);
        assertThat(USERS.select(count()).scalarAsync(Long.class).join()).isEqualTo(5);
        assertThat(USERS.select(max(USERS.logins)).where(NAME.eq("x")).scalar(Integer.class))
                .isNull();
        assertThat(USERS.select(USERS.bio).where(NAME.eq("user1")).scalar(String.class))
                .isNull();
        assertThat(USERS.select(NAME).where(NAME.eq("x")).scalar(String.class)).isNull();
        assertThatThrownBy(() -> USERS.select(NAME).scalar(Thread.class)).hasMessageContaining("Thread");
    }

    @Test
    void conditionsOfSeveralCallsAreJoinedByAnd() {
        assertThat(names(USERS.select().where(USERS.active).where(USERS.logins.gt(1), USERS.logins.lt(5))))
                .containsExactly("user3");
        assertThat(USERS.select().where().count()).isEqualTo(5);
        assertThat(names(USERS.select()
                        .where(NAME.eq("user1").or(NAME.eq("user2")).and(USERS.active))))
                .containsExactly("user1");
        assertThat(names(USERS.select()
                        .where(NAME.eq("user1").or(NAME.eq("user2").and(USERS.active)))))
                .containsExactly("user1");
        assertThat(USERS.count(NAME.eq("user1").or(NAME.eq("user2")).not())).isEqualTo(3);
    }

    @Test
    void whatWhenLeavesOutDoesNotCount() {
        assertThat(USERS.count(Condition.when(false, NAME.eq("x")))).isEqualTo(5);
        assertThat(USERS.count(Condition.when(true, NAME.eq("user1")))).isEqualTo(1);
        assertThat(USERS.count(Condition.when(false, () -> NAME.eq((String) null))))
                .isEqualTo(5);
        assertThat(USERS.count(Condition.when(false, NAME.eq("x")).or(NAME.eq("user1"))))
                .isEqualTo(1);
        assertThat(USERS.count(Condition.when(false, NAME.eq("x")).not())).isEqualTo(5);
        assertThat(USERS.count(Condition.any(List.of()))).isEqualTo(5);
        assertThat(USERS.select(USERS.active)
                        .groupBy(USERS.active)
                        .having(Condition.when(false, count().gt(99L)))
                        .list())
                .hasSize(2);
    }

    @Test
    void thousandsOfConditionsAreNoTree() {
        List<Condition> names =
                IntStream.range(0, 5_000).mapToObj(i -> NAME.eq("user" + i)).toList();
        assertThat(USERS.count(Condition.any(names))).isEqualTo(5);
        assertThat(USERS.count(Condition.all(IntStream.range(10, 5_000)
                        .mapToObj(i -> NAME.ne("user" + i))
                        .toList())))
                .isEqualTo(5);
    }

    @Test
    void aQueryIsImmutableReusableAndFreshEachTime() {
        Select<User> all = USERS.select();
        Select<User> some = all.where(USERS.active).orderBy(NAME).limit(1);
        assertThat(all.count()).isEqualTo(5);
        assertThat(names(some)).containsExactly("user1");
        USERS.create(NAME.set("user0"));
        assertThat(names(some)).containsExactly("user0");
        assertThat(all.list()).hasSize(6);
        assertThat(all.list()).hasSize(6);
    }

    @Test
    void aQueryIsSharedByThreads() throws Exception {
        Select<User> shared = USERS.select().where(USERS.active).orderBy(NAME);
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<String>> work = () -> names(shared);
            for (Future<List<String>> result : tasks.invokeAll(Collections.nCopies(50, work))) {
                assertThat(result.get()).containsExactly("user1", "user3", "user5");
            }
        }
    }

    @Test
    void sqlShowsTextAndParametersApart() {
        var sql = USERS.select().where(NAME.eq("secret")).limit(1).sql();
        assertThat(sql.text()).startsWith("select ").doesNotContain("secret");
        assertThat(sql.parameters()).containsExactly("secret");
        assertThat(sql).hasToString(sql.text());
    }
}
