// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.avg;
import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.query.Functions.coalesce;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.countDistinct;
import static org.kinglet.query.Functions.custom;
import static org.kinglet.query.Functions.exists;
import static org.kinglet.query.Functions.function;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.min;
import static org.kinglet.query.Functions.scalar;
import static org.kinglet.query.Functions.sum;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Specimens.SPECIMENS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.tck.model.Specimen;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Arithmetic, functions, case, cast and sub-selects. */
class ExpressionsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, SPECIMENS};
    }

    private static <T> T user(Expression<T> expression) {
        return USERS.select(expression).map(row -> row.get(expression)).get();
    }

    private static <T> T specimen(Expression<T> expression) {
        return SPECIMENS.select(expression).map(row -> row.get(expression)).get();
    }

    @Test
    void arithmetic() {
        USERS.create(USERS.username.set("huey"), USERS.logins.set(7));
        assertThat(user(USERS.logins.plus(3))).isEqualTo(10);
        assertThat(user(USERS.logins.minus(10))).isEqualTo(-3);
        assertThat(user(USERS.logins.times(USERS.logins))).isEqualTo(49);
        assertThat(user(USERS.logins.dividedBy(2))).isEqualTo(3);
        assertThat(user(USERS.logins.modulo(4))).isEqualTo(3);
        assertThat(user(USERS.logins.negated().minus(1))).isEqualTo(-8);
        assertThat(user(USERS.logins.plus(1).times(2).minus(USERS.logins.plus(1).times(2))))
                .isZero();
        assertThat(user(USERS.logins.minus(USERS.logins.minus(1)))).isEqualTo(1);
        assertThat(USERS.count(USERS.logins.negated().lt(-6))).isEqualTo(1);
    }

    @Test
    void comparisons() {
        USERS.create(USERS.username.set("huey"), USERS.logins.set(7));
        assertThat(USERS.count(USERS.logins.lt(8), USERS.logins.le(7), USERS.logins.gt(6), USERS.logins.ge(7)))
                .isEqualTo(1);
        assertThat(USERS.count(USERS.logins.lt(7).or(USERS.logins.gt(7)).or(USERS.logins.ne(7))))
                .isZero();
        assertThat(USERS.count(USERS.logins.between(7, 9))).isEqualTo(1);
        assertThat(USERS.count(USERS.logins.between(8, 9))).isZero();
        assertThat(USERS.count(USERS.username.ge("h").and(USERS.username.lt("i"))))
                .isEqualTo(1);
        assertThat(USERS.count(USERS.logins.eq(USERS.logins.plus(0)))).isEqualTo(1);
        assertThat(USERS.count(USERS.active.eq(true))).isEqualTo(1);
        Instant now = Instant.now();
        assertThat(USERS.count(USERS.joined.gt(now.minusSeconds(60)), USERS.joined.lt(now.plusSeconds(60))))
                .isEqualTo(1);
        assertThat(USERS.count(USERS.joined.le(now.minusSeconds(60)))).isZero();
    }

    @Test
    void aggregates() {
        assertThat(user(count())).isZero();
        assertThat(user(sum(USERS.logins))).isNull();
        assertThat(user(avg(USERS.logins))).isNull();
        for (int i = 1; i <= 4; i++) {
            USERS.create(USERS.username.set("u" + i), USERS.logins.set(i / 2));
        }
        USERS.update(USERS.bio.set("b")).where(USERS.logins.eq(2)).execute();
        assertThat(user(count(USERS.bio))).isEqualTo(1);
        assertThat(user(countDistinct(USERS.logins))).isEqualTo(3);
        assertThat(user(sum(USERS.logins))).isEqualTo(4);
        assertThat(user(avg(USERS.logins))).isEqualTo(1.0);
        assertThat(user(min(USERS.username))).isEqualTo("u1");
        assertThat(user(max(USERS.joined))).isInstanceOf(Instant.class);
        assertThat(user(max(USERS.logins).plus(1))).isEqualTo(3);
    }

    @Test
    void coalesceCaseAndCast() {
        USERS.create(USERS.username.set("a"), USERS.logins.set(1));
        assertThat(user(coalesce(USERS.bio, "none"))).isEqualTo("none");
        assertThat(user(coalesce(USERS.bio, USERS.bio, USERS.username))).isEqualTo("a");
        Expression<String> size = caseWhen(USERS.logins.gt(10), value(String.class, "many"))
                .when(USERS.logins.gt(0), value(String.class, "some"))
                .otherwise(value(String.class, "none"));
        assertThat(user(size)).isEqualTo("some");
        assertThat(user(caseWhen(USERS.logins.gt(10), USERS.username).end())).isNull();
        assertThat(USERS.select().where(size.eq("some")).orderBy(size).list()).hasSize(1);
        assertThat(user(USERS.logins.cast(String.class))).isEqualTo("1");
        assertThat(user(value(String.class, "42").cast(Integer.class))).isEqualTo(42);
        assertThat(user(USERS.logins.cast(Double.class))).isEqualTo(1.0);
    }

    @Test
    void subSelects() {
        User huey = USERS.create(USERS.username.set("huey"));
        USERS.create(USERS.username.set("silent"));
        new Tweet(huey, "a").save();
        new Tweet(huey, "b").save();
        var tweetsOfUser = TWEETS.select(count()).where(TWEETS.user.eqKey(USERS.id));
        assertThat(USERS.select(USERS.username, scalar(tweetsOfUser, Long.class).as("n"))
                        .orderBy(USERS.username)
                        .map(row -> row.get("n"))
                        .list())
                .containsExactly(2L, 0L);
        var hasTweets = exists(TWEETS.select().where(TWEETS.user.eqKey(USERS.id)));
        assertThat(USERS.get(hasTweets)).isEqualTo(huey);
        assertThat(USERS.get(hasTweets.not()).username).isEqualTo("silent");
        assertThat(USERS.get(USERS.id.in(TWEETS.select(TWEETS.user.key())))).isEqualTo(huey);
        assertThat(USERS.get(USERS.id.notIn(TWEETS.select(TWEETS.user.key()))).username)
                .isEqualTo("silent");
        assertThat(USERS.get(USERS.id.in(TWEETS.select(TWEETS.user.key()).limit(1))))
                .isEqualTo(huey);
    }

    @Test
    void partsOfTimes() {
        LocalDateTime time = LocalDateTime.of(2024, 2, 29, 13, 14, 15, 999_999_000);
        SPECIMENS.create(SpecimenBuilder.of(time, LocalDate.of(1999, 12, 31), LocalTime.of(23, 59, 58)));
        assertThat(specimen(SPECIMENS.dateTime.year())).isEqualTo(2024);
        assertThat(specimen(SPECIMENS.dateTime.month())).isEqualTo(2);
        assertThat(specimen(SPECIMENS.dateTime.day())).isEqualTo(29);
        assertThat(specimen(SPECIMENS.dateTime.hour())).isEqualTo(13);
        assertThat(specimen(SPECIMENS.dateTime.minute())).isEqualTo(14);
        assertThat(specimen(SPECIMENS.dateTime.second())).isEqualTo(15);
        assertThat(specimen(SPECIMENS.date.year())).isEqualTo(1999);
        assertThat(specimen(SPECIMENS.date.day())).isEqualTo(31);
        assertThat(specimen(SPECIMENS.time.hour())).isEqualTo(23);
        assertThat(specimen(SPECIMENS.time.second())).isEqualTo(58);
    }

    @Test
    void theYearOfAnInstantIsThatOfUtc() {
        SPECIMENS.create(SpecimenBuilder.of(Instant.parse("2023-12-31T23:59:59.999999Z")));
        assertThat(specimen(SPECIMENS.instant.year())).isEqualTo(2023);
        assertThat(specimen(SPECIMENS.instant.hour())).isEqualTo(23);
    }

    @Test
    void otherFunctionsAndSqlOfOnesOwn() {
        USERS.create(USERS.username.set("huey"), USERS.logins.set(-5));
        assertThat(user(function("abs", Integer.class, USERS.logins))).isEqualTo(5);
        assertThat(user(custom("(? * 2 + ?)", Integer.class, USERS.logins, value(Integer.class, 1))))
                .isEqualTo(-9);
        assertThatThrownBy(() -> function("abs(1); drop table users; --", Integer.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> user(custom("? + ?", Integer.class, USERS.logins)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 places");
    }

    @Test
    void nullArgumentsAreErrorsThatNameWhatToUse() {
        String none = null;
        assertThatThrownBy(() -> USERS.username.eq(none)).hasMessageContainingAll("users.username", "isNull()");
        assertThatThrownBy(() -> USERS.username.ne(none)).hasMessageContaining("isNotNull()");
        assertThatThrownBy(() -> USERS.username.lt(none)).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> USERS.username.between("a", none)).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> USERS.username.in(Arrays.asList("a", none))).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> USERS.username.notIn(Arrays.asList(none, "a"))).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> USERS.username.contains(none)).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> USERS.username.set(none)).hasMessageContainingAll("users.username", "setNull()");
        assertThatThrownBy(() -> USERS.logins.plus((Integer) null)).hasMessageContaining("coalesce");
        assertThatThrownBy(() -> value(String.class, none)).hasMessageContaining("null");
        assertThatThrownBy(() -> TWEETS.user.eqKey((Long) null)).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> TWEETS.user.setKey(null)).hasMessageContaining("setNull()");
        assertThatThrownBy(() -> TWEETS.user.inKeys(Arrays.asList(1L, null))).hasMessageContaining("isNull()");
    }

    @Test
    void colourIsAnyEnum() {
        SPECIMENS.create(SpecimenBuilder.of(Specimen.Color.GREEN));
        assertThat(specimen(coalesce(SPECIMENS.color, Specimen.Color.RED))).isEqualTo(Specimen.Color.GREEN);
        assertThat(specimen(max(SPECIMENS.color))).isEqualTo(Specimen.Color.GREEN);
    }
}
