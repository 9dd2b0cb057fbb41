// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kinglet.query.Functions.aggregate;
import static org.kinglet.query.Functions.arrayAgg;
import static org.kinglet.query.Functions.avg;
import static org.kinglet.query.Functions.bitAndAgg;
import static org.kinglet.query.Functions.bitOrAgg;
import static org.kinglet.query.Functions.bitXorAgg;
import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.countDistinct;
import static org.kinglet.query.Functions.every;
import static org.kinglet.query.Functions.listAgg;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.min;
import static org.kinglet.query.Functions.mode;
import static org.kinglet.query.Functions.percentileCont;
import static org.kinglet.query.Functions.percentileDisc;
import static org.kinglet.query.Functions.some;
import static org.kinglet.query.Functions.stddevPop;
import static org.kinglet.query.Functions.stddevSamp;
import static org.kinglet.query.Functions.sum;
import static org.kinglet.query.Functions.value;
import static org.kinglet.query.Functions.varPop;
import static org.kinglet.query.Functions.varSamp;
import static org.kinglet.tck.model.Specimens.SPECIMENS;
import static org.kinglet.tck.model.Users.USERS;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.Row;
import org.kinglet.tck.model.Users;

/** One value of several rows. */
class AggregatesTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, SPECIMENS};
    }

    private static <T> T user(Expression<T> expression) {
        return USERS.select(expression).map(row -> row.get(expression)).get();
    }

    private static <T> T specimen(Expression<T> expression) {
        return SPECIMENS.select(expression).map(row -> row.get(expression)).get();
    }

    private static void users(Integer... logins) {
        for (int i = 0; i < logins.length; i++) {
            USERS.create(USERS.username.set("u" + i), USERS.logins.set(logins[i]));
        }
    }

    private boolean isPostgres() {
        return target == TestDatabase.POSTGRESQL;
    }

    @Test
    void ofNoRowsAllAreNullButTheCounts() {
        assertThat(user(count())).isZero();
        assertThat(user(count(USERS.bio))).isZero();
        assertThat(user(count().filter(USERS.active))).isZero();
        for (Expression<?> expression : List.of(
                sum(USERS.logins),
                avg(USERS.logins),
                min(USERS.username),
                max(USERS.joined),
                every(USERS.active),
                some(USERS.active),
                listAgg(USERS.username, ","),
                listAgg(USERS.username, ",").distinct(),
                stddevPop(USERS.logins),
                varSamp(USERS.logins),
                bitAndAgg(USERS.logins),
                bitOrAgg(USERS.logins),
                bitXorAgg(USERS.logins))) {
            assertThat((Object) user(expression)).as(expression.toString()).isNull();
        }
        users(1, 2);
        assertThat(user(sum(USERS.logins).filter(USERS.logins.gt(9)))).isNull();
        assertThat(user(bitAndAgg(USERS.logins).filter(USERS.logins.gt(9)))).isNull();
        assertThat(user(count().filter(USERS.logins.gt(9)))).isZero();
    }

    @Test
    void filterCountsOnlyTheRowsForWhichItIsTrue() {
        users(1, 2, 3, 4);
        USERS.update(USERS.bio.set("b")).where(USERS.logins.ge(3)).execute();
        assertThat(user(count().filter(USERS.logins.gt(1)))).isEqualTo(3);
        assertThat(user(count(USERS.bio).filter(USERS.logins.gt(3)))).isEqualTo(1);
        assertThat(user(count().filter(USERS.bio.eq("b")))).isEqualTo(2); // unknown is not true
        assertThat(user(sum(USERS.logins).filter(USERS.logins.gt(1)).filter(USERS.logins.lt(4))))
                .isEqualTo(5);
        assertThat(user(avg(USERS.logins).filter(USERS.logins.gt(2)))).isEqualTo(3.5);
        assertThat(user(max(USERS.username).filter(USERS.logins.lt(3)))).isEqualTo("u1");
        assertThat(user(countDistinct(USERS.bio).filter(USERS.logins.gt(2)))).isEqualTo(1);
        assertThat(user(listAgg(USERS.username, "+").filter(USERS.logins.gt(2)).orderBy(USERS.username.desc())))
                .isEqualTo("u3+u2");
        assertThat(user(every(USERS.logins.gt(2)).filter(USERS.logins.gt(2)))).isTrue();
        assertThat(user(sum(USERS.logins).filter(Condition.when(false, USERS.active))))
                .isEqualTo(10);
    }

    @Test
    void sumsKeepTheirTypeAndMeansAreFloating() {
        users(1, 2);
        assertThat(user(sum(USERS.logins))).isEqualTo(3);
        assertThat(user(avg(USERS.logins))).isEqualTo(1.5);
        assertThat(user(avg(USERS.logins).plus(0.25))).isEqualTo(1.75);
        assertThat(user(sum(USERS.logins).plus(1))).isEqualTo(4);
        SPECIMENS.create(SpecimenBuilder.of(new BigDecimal("0.10")));
        SPECIMENS.create(SpecimenBuilder.of(new BigDecimal("0.20")));
        assertThat(specimen(sum(SPECIMENS.decimal))).isEqualByComparingTo("0.30");
        assertThat(specimen(avg(SPECIMENS.decimal))).isCloseTo(0.15, within(1e-12));
        assertThat(specimen(max(SPECIMENS.decimal))).isEqualByComparingTo("0.20");
    }

    @Test
    void distinctCountsEqualValuesOnce() {
        users(1, 1, 2, 3);
        assertThat(user(count(USERS.logins).distinct())).isEqualTo(3);
        assertThat(user(sum(USERS.logins).distinct())).isEqualTo(6);
        assertThat(user(avg(USERS.logins).distinct())).isEqualTo(2.0);
        assertThat(user(sum(USERS.logins).distinct().filter(USERS.logins.lt(3))))
                .isEqualTo(3);
        assertThatThrownBy(() -> count().distinct()).hasMessageContaining("countDistinct");
    }

    @Test
    void everyAndSomeLeaveOutWhatIsUnknown() {
        users(1, 2);
        USERS.update(USERS.bio.set("x")).where(USERS.logins.eq(1)).execute();
        assertThat(user(every(USERS.bio.eq("x")))).isTrue();
        assertThat(user(every(USERS.logins.eq(1)))).isFalse();
        assertThat(user(some(USERS.logins.eq(1)))).isTrue();
        assertThat(user(some(USERS.logins.eq(9)))).isFalse();
        assertThat(user(every(USERS.active))).isTrue();
        assertThat(USERS.select(USERS.active)
                        .groupBy(USERS.active)
                        .having(
                                every(USERS.logins.gt(0)),
                                some(USERS.logins.gt(1)).not().not())
                        .list())
                .hasSize(1);
        assertThat(user(max(USERS.active))).isTrue();
        assertThat(user(min((Expression<Boolean>) USERS.active))).isTrue();
    }

    @Test
    void listsOfTexts() {
        for (String name : List.of("b", "a", "c")) USERS.create(USERS.username.set(name), USERS.bio.set("x,y"));
        USERS.create(USERS.username.set("nobody"));
        assertThat(user(listAgg(USERS.username, ", ").orderBy(USERS.username))).isEqualTo("a, b, c, nobody");
        assertThat(user(listAgg(USERS.username, "").orderBy(USERS.username.desc())))
                .isEqualTo("nobodycba");
        assertThat(user(listAgg(USERS.bio, ";").orderBy(USERS.username))).isEqualTo("x,y;x,y;x,y");
        assertThat(user(listAgg(USERS.bio, ";").distinct().orderBy(USERS.bio))).isEqualTo("x,y");
        assertThat(user(listAgg(USERS.username, "-").distinct().orderBy(USERS.username.desc())))
                .isEqualTo("nobody-c-b-a");
        assertThat(user(listAgg(USERS.username.upper(), "|").orderBy(USERS.username)))
                .isEqualTo("A|B|C|NOBODY");
    }

    @Test
    void separatorsMayBeAnything() {
        USERS.create(USERS.username.set("'; drop table users; --"));
        USERS.create(USERS.username.set("b"));
        for (String separator : List.of("'", "\\", "\\'", "\"", "ä€😀", "?", ":x", "\n", "%", "') from users --")) {
            assertThat(user(listAgg(USERS.username, separator).orderBy(USERS.username)))
                    .isEqualTo("'; drop table users; --" + separator + "b");
            assertThat(user(listAgg(USERS.username, separator).distinct().orderBy(USERS.username)))
                    .isEqualTo("'; drop table users; --" + separator + "b");
        }
    }

    @Test
    void aLongListIsNotCut() {
        String text = "x".repeat(1000);
        for (int i = 0; i < 1100; i++) USERS.create(USERS.username.set("u" + i), USERS.bio.set(text));
        assertThat(user(listAgg(USERS.bio, "+")).length()).isEqualTo(1100 * 1001 - 1);
        assertThat(user(listAgg(USERS.bio, "+").orderBy(USERS.id)).length()).isEqualTo(1100 * 1001 - 1);
    }

    @Test
    void statistics() {
        users(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(user(stddevPop(USERS.logins))).isCloseTo(2.0, within(1e-9));
        assertThat(user(varPop(USERS.logins))).isCloseTo(4.0, within(1e-9));
        assertThat(user(varSamp(USERS.logins))).isCloseTo(32.0 / 7, within(1e-9));
        assertThat(user(stddevSamp(USERS.logins))).isCloseTo(Math.sqrt(32.0 / 7), within(1e-9));
        assertThat(user(varSamp(USERS.logins).filter(USERS.logins.eq(9)))).isNull();
        assertThat(user(varPop(USERS.logins).filter(USERS.logins.eq(9)))).isEqualTo(0.0);
        assertThat(user(varPop(USERS.logins).filter(USERS.logins.ge(7)))).isCloseTo(1.0, within(1e-9));
        var ofDifferent = stddevPop(USERS.logins).distinct();
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> user(ofDifferent))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("sub-select");
        } else {
            assertThat(user(ofDifferent)).isCloseTo(Math.sqrt(5.84), within(1e-9));
        }
    }

    @Test
    void bits() {
        users(6, 3, -1);
        assertThat(user(bitAndAgg(USERS.logins))).isEqualTo(2);
        assertThat(user(bitOrAgg(USERS.logins))).isEqualTo(-1);
        assertThat(user(bitXorAgg(USERS.logins))).isEqualTo(6 ^ 3 ^ -1);
        assertThat(user(bitOrAgg(USERS.logins).filter(USERS.logins.gt(0)))).isEqualTo(7);
    }

    @Test
    void parametersWithinAggregatesHaveTheirTypes() {
        users(1, 2, 3);
        NumberExpression<Integer> logins = USERS.logins;
        assertThat(user(count(value(String.class, "x")))).isEqualTo(3);
        assertThat(user(max(value(Integer.class, 7)))).isEqualTo(7);
        assertThat(user(sum(logins.plus(1)))).isEqualTo(9);
        assertThat(user(count(caseWhen(logins.gt(1), value(Integer.class, 1)).end())))
                .isEqualTo(2);
        assertThat(user(listAgg(value(String.class, "a"), "b"))).isEqualTo("ababa");
    }

    @Test
    void groups() {
        users(1, 1, 2);
        List<Row> rows = USERS.select(
                        USERS.logins,
                        count().as("n"),
                        listAgg(USERS.username, "").orderBy(USERS.username).as("names"))
                .groupBy(USERS.logins)
                .having(count().filter(USERS.active).gt(0L))
                .orderBy(count().desc(), USERS.logins)
                .list();
        assertThat(rows).extracting(row -> row.get("n")).containsExactly(2L, 1L);
        assertThat(rows).extracting(row -> row.get("names")).containsExactly("u0u1", "u2");
    }

    @Test
    void listsOfValues() {
        users(3, 1);
        USERS.create(USERS.username.set("x"), USERS.logins.set(5), USERS.bio.set("b"));
        var all = arrayAgg(USERS.logins).orderBy(USERS.logins);
        if (!isPostgres()) {
            assertThatThrownBy(() -> user(all))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("array_agg");
            assertThatThrownBy(() -> user(mode(USERS.logins))).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> user(percentileCont(0.5, USERS.logins)))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> user(percentileDisc(0.5, USERS.logins)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("percentile_disc");
            return;
        }
        assertThat(user(all)).containsExactly(1, 3, 5);
        assertThat(user(arrayAgg(USERS.bio).orderBy(USERS.logins))).isEqualTo(Arrays.asList(null, null, "b"));
        assertThat(user(arrayAgg(USERS.active).distinct())).containsExactly(true);
        assertThat(user(all.filter(USERS.logins.gt(9)))).isNull();
        assertThat(user(percentileCont(0.5, USERS.logins))).isEqualTo(3.0);
        assertThat(user(percentileCont(0.25, USERS.logins).filter(USERS.logins.gt(1))))
                .isEqualTo(3.5);
        assertThat(user(percentileDisc(0.25, USERS.logins).filter(USERS.logins.gt(1))))
                .isEqualTo(3);
        assertThat(user(percentileDisc(0.75, USERS.username).filter(USERS.logins.lt(0))))
                .isNull();
        assertThat(user(mode(USERS.active))).isTrue();
        assertThatThrownBy(() -> mode(USERS.active).over()).hasMessageContaining("over");
    }

    @Test
    void extremesOfOtherTypes() {
        UUID least = UUID.fromString("00000000-0000-4000-8000-000000000001");
        UUID most = UUID.fromString("f0000000-0000-4000-8000-000000000001");
        SPECIMENS.create(SpecimenBuilder.of(most));
        SPECIMENS.create(SpecimenBuilder.of(least));
        assertThat(specimen(min(SPECIMENS.uuid))).isEqualTo(least);
        assertThat(specimen(max(SPECIMENS.uuid))).isEqualTo(most);
    }

    @Test
    void anyOtherAggregate() {
        users(4, 6);
        assertThat(user(aggregate("sum", Long.class, USERS.logins).filter(USERS.logins.gt(4))))
                .isEqualTo(6);
        assertThatThrownBy(() -> aggregate("sum(1)); --", Long.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> percentileCont(1.5, USERS.logins)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> percentileDisc(-0.1, USERS.logins)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asAConditionOfAnEntity() {
        users(1, 5);
        Users other = USERS.as("other");
        assertThat(USERS.get(USERS.logins.in(other.select(max(other.logins)))).logins)
                .isEqualTo(5);
    }
}
