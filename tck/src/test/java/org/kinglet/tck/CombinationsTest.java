// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.value;
import static org.kinglet.query.GroupingSets.rollup;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.QueryTable;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.tck.model.User;

/** Unions, intersections and differences. On old versions of MySQL there are only unions. */
class CombinationsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    /** Logins 1, 2, 2, 3, 3, 3. */
    @BeforeEach
    void users() {
        for (int i = 1; i <= 3; i++) {
            for (int j = 0; j < i; j++) {
                User user = USERS.create(USERS.username.set("user" + i + j), USERS.logins.set(i));
                if (i == 2) TWEETS.create(TWEETS.user.set(user), TWEETS.content.set("t" + j));
            }
        }
        USERS.update(USERS.bio.set("b")).where(USERS.logins.eq(2)).execute();
    }

    private static Select<Integer> logins(int least, int most) {
        return USERS.values(USERS.logins).where(USERS.logins.between(least, most));
    }

    private boolean hasUnionsOnly() {
        return target == TestDatabase.MYSQL;
    }

    private List<Integer> sorted(Select<Integer> select) {
        return select.list().stream().sorted().toList();
    }

    @Test
    void unionsLeaveOutWhatIsThereAlready() {
        assertThat(sorted(logins(1, 2).union(logins(2, 3)))).containsExactly(1, 2, 3);
        assertThat(sorted(logins(1, 2).unionAll(logins(2, 3)))).containsExactly(1, 2, 2, 2, 2, 3, 3, 3);
        assertThat(logins(1, 2).unionAll(logins(2, 3)).count()).isEqualTo(8);
        assertThat(logins(1, 2).union(logins(2, 3)).count()).isEqualTo(3);
        assertThat(logins(8, 9).union(logins(9, 9)).exists()).isFalse();
    }

    @Test
    void intersectionsAndDifferences() {
        if (hasUnionsOnly()) return;
        assertThat(sorted(logins(1, 2).intersect(logins(2, 3)))).containsExactly(2);
        assertThat(sorted(logins(1, 3).except(logins(2, 2)))).containsExactly(1, 3);
        assertThat(sorted(logins(1, 3).intersectAll(logins(2, 3)))).containsExactly(2, 2, 3, 3, 3);
        QueryTable one = USERS.select(USERS.logins).distinct().asTable("one");
        assertThat(sorted(logins(1, 3).exceptAll(one.values(one.column(USERS.logins)))))
                .containsExactly(2, 3, 3);
        assertThat(sorted(logins(1, 3).exceptAll(logins(3, 3)).exceptAll(logins(1, 1))))
                .containsExactly(2, 2);
    }

    /** As it is written, whatever binds more tightly in SQL. */
    @Test
    void areCombinedFromLeftToRight() {
        if (hasUnionsOnly()) return;
        assertThat(sorted(logins(1, 1).union(logins(2, 2)).intersect(logins(2, 3))))
                .containsExactly(2);
        assertThat(sorted(logins(1, 1).union(logins(2, 2).intersect(logins(2, 3)))))
                .containsExactly(1, 2);
        assertThat(sorted(logins(1, 3).except(logins(2, 3).except(logins(3, 3)))))
                .containsExactly(1, 3);
        assertThat(sorted(logins(1, 3).except(logins(2, 2)).except(logins(3, 3))))
                .containsExactly(1);
        assertThat(sorted(logins(1, 1).unionAll(logins(1, 1)).union(logins(3, 3))))
                .containsExactly(1, 3);
        assertThat(sorted(logins(1, 1).union(logins(3, 3)).unionAll(logins(3, 3))))
                .containsExactly(1, 3, 3, 3, 3);
    }

    @Test
    void areOrderedAndLimitedAsAWhole() {
        Select<Integer> union = logins(1, 2).union(logins(2, 3)).orderBy(USERS.logins.desc());
        assertThat(union.list()).containsExactly(3, 2, 1);
        assertThat(union.limit(2).list()).containsExactly(3, 2);
        assertThat(union.limit(2).offset(1).list()).containsExactly(2, 1);
        assertThat(union.first()).contains(3);
        assertThat(union.page(2, 2).total()).isEqualTo(3);
        assertThat(union.asTable("u").select().count()).isEqualTo(3);
        assertThatThrownBy(() -> union.orderBy(USERS.logins.plus(1)).list())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asTable");
    }

    @Test
    void nullsComeWhereAsked() {
        Select<Row> bios = USERS.select(USERS.bio).where(USERS.logins.lt(3));
        Select<Row> union = bios.union(USERS.select(USERS.username).where(USERS.logins.eq(1)));
        assertThat(union.orderBy(USERS.bio.asc().nullsFirst()).list())
                .extracting(row -> row.get(0))
                .containsExactly(null, "b", "user10");
        assertThat(union.orderBy(USERS.bio.asc().nullsLast()).limit(2).list())
                .extracting(row -> row.get(0))
                .containsExactly("b", "user10");
    }

    @Test
    void withClausesAreWrittenOnceWhereverTheOrderIs() {
        QueryTable few = USERS.select(USERS.bio, USERS.logins)
                .where(USERS.logins.le(2))
                .distinct()
                .asTable("few");
        Select<String> bios = few.select()
                .with(few)
                .values(few.column(USERS.bio))
                .unionAll(USERS.values(USERS.bio).where(USERS.logins.eq(1)));
        assertThat(bios.orderBy(few.column(USERS.bio).asc().nullsLast()).list()).containsExactly("b", null, null);
        QueryTable all = USERS.select(USERS.logins).asTable("everybody");
        Select<Row> counts = all.select(all.column(USERS.logins), count()).with(all);
        if (target != TestDatabase.SQLITE_FILE && target != TestDatabase.SQLITE_MEMORY) {
            assertThat(counts.groupBy(rollup(all.column(USERS.logins)))
                            .orderBy(all.column(USERS.logins).asc().nullsFirst())
                            .list())
                    .extracting(row -> row.get(1))
                    .containsExactly(6L, 1L, 2L, 3L);
        }
    }

    @Test
    void partsKeepTheirOrderAndLimit() {
        Select<Integer> first = USERS.values(USERS.logins).orderBy(USERS.logins).limit(2);
        Select<Integer> last =
                USERS.values(USERS.logins).orderBy(USERS.logins.desc()).limit(1);
        assertThat(sorted(first.unionAll(last))).containsExactly(1, 2, 3);
        assertThat(sorted(logins(1, 1).unionAll(first))).containsExactly(1, 1, 2);
        assertThat(sorted(first.unionAll(last).limit(1).unionAll(last)))
                .hasSize(2)
                .contains(3);
    }

    @Test
    void entitiesKeepWhatIsLoadedWithThem() {
        Select<User> select = USERS.select()
                .where(USERS.logins.eq(1))
                .union(USERS.select().where(USERS.logins.eq(2)))
                .withRelated(USERS.tweets)
                .orderBy(USERS.username);
        List<User> users = select.list();
        assertThat(users).extracting(user -> user.username).containsExactly("user10", "user20", "user21");
        assertThat(users.get(1).tweets.list()).hasSize(1);
        assertThat(users).allMatch(user -> user.tweets.isLoaded() && user.isPersisted());
        users.getFirst().bio = "changed";
        assertThat(users.getFirst().save()).isEqualTo(1);
    }

    @Test
    void inConditionsAndProjections() {
        Select<Long> ids = USERS.values(USERS.id).where(USERS.logins.eq(1));
        Select<Long> others = USERS.values(USERS.id).where(USERS.logins.eq(3));
        assertThat(USERS.select().where(USERS.id.in(ids.union(others))).count()).isEqualTo(4);
        QueryTable table = ids.unionAll(others).asTable("all ids");
        assertThat(table.select(count()).scalar(Long.class)).isEqualTo(4);
    }

    @Test
    void ofDifferentTablesAndTypes() {
        assertThat(USERS.select(USERS.username, USERS.logins)
                        .where(USERS.logins.eq(1))
                        .unionAll(TWEETS.select(TWEETS.content, value(7)))
                        .orderBy(USERS.logins, USERS.username)
                        .list())
                .extracting(row -> row.toList().toString())
                .containsExactly("[user10, 1]", "[t0, 7]", "[t1, 7]");
        assertThatThrownBy(() -> USERS.select(USERS.id).union(USERS.select(USERS.id, USERS.bio)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 columns")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> USERS.select(USERS.id).union(USERS.select(USERS.bio)))
                .hasMessageContaining("BIGINT")
                .hasMessageContaining("TEXT");
        assertThatThrownBy(() -> logins(1, 2).union(logins(2, 3)).where(USERS.logins.eq(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("asTable");
    }
}
