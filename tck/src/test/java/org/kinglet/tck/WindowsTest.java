// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.kinglet.query.Functions.avg;
import static org.kinglet.query.Functions.bitOrAgg;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.cumeDist;
import static org.kinglet.query.Functions.currentRow;
import static org.kinglet.query.Functions.denseRank;
import static org.kinglet.query.Functions.every;
import static org.kinglet.query.Functions.firstValue;
import static org.kinglet.query.Functions.following;
import static org.kinglet.query.Functions.lag;
import static org.kinglet.query.Functions.lastValue;
import static org.kinglet.query.Functions.lead;
import static org.kinglet.query.Functions.listAgg;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.nthValue;
import static org.kinglet.query.Functions.ntile;
import static org.kinglet.query.Functions.percentRank;
import static org.kinglet.query.Functions.preceding;
import static org.kinglet.query.Functions.rank;
import static org.kinglet.query.Functions.rowNumber;
import static org.kinglet.query.Functions.sum;
import static org.kinglet.query.Functions.unboundedFollowing;
import static org.kinglet.query.Functions.unboundedPreceding;
import static org.kinglet.query.Functions.varPop;
import static org.kinglet.query.Functions.window;
import static org.kinglet.tck.model.Specimens.SPECIMENS;
import static org.kinglet.tck.model.Users.USERS;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.Select;
import org.kinglet.query.Window;
import org.kinglet.tck.model.Users;

/** Functions over the rows around a row. */
class WindowsTest extends DatabaseTest {
    /** Two teams, in the column bio: logins 1, 2, 2, 4 and 5. */
    private static final Window TEAM = window().partitionBy(USERS.bio);

    private static final Window BY_LOGINS = TEAM.orderBy(USERS.logins);

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, SPECIMENS};
    }

    @BeforeEach
    void teams() {
        int[] logins = {1, 2, 2, 4, 5};
        for (int i = 0; i < logins.length; i++) {
            USERS.create(
                    USERS.username.set("u" + i), USERS.logins.set(logins[i]), USERS.bio.set(i < 4 ? "red" : "blue"));
        }
    }

    /** For each user in the order of their names. */
    private static <T> List<T> values(Expression<T> expression) {
        return USERS.select(expression)
                .orderBy(USERS.username)
                .map(row -> row.get(expression))
                .list();
    }

    private boolean isMysqlFamily() {
        return target.isMysqlFamily();
    }

    @Test
    void ranks() {
        assertThat(values(rowNumber().over(window().orderBy(USERS.username.desc()))))
                .containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(values(rank().over(BY_LOGINS))).containsExactly(1L, 2L, 2L, 4L, 1L);
        assertThat(values(denseRank().over(BY_LOGINS))).containsExactly(1L, 2L, 2L, 3L, 1L);
        assertThat(values(ntile(2).over(TEAM.orderBy(USERS.username)))).containsExactly(1, 1, 2, 2, 1);
        assertThat(values(percentRank().over(BY_LOGINS)).get(3)).isCloseTo(1.0, within(1e-9));
        assertThat(values(percentRank().over(BY_LOGINS)).get(2)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(values(cumeDist().over(BY_LOGINS)).get(2)).isCloseTo(0.75, within(1e-9));
        assertThat(values(rowNumber().over())).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        assertThat(values(rank().over())).containsOnly(1L);
        assertThat(values(rank().over(TEAM))).containsOnly(1L);
        assertThat(values(percentRank().over())).containsOnly(0.0);
        assertThat(values(rowNumber()
                        .over(window().orderBy(USERS.username))
                        .plus(10L)
                        .times(2L)))
                .containsExactly(22L, 24L, 26L, 28L, 30L);
    }

    @Test
    void rowsBeforeAndBehind() {
        Window byName = TEAM.orderBy(USERS.username);
        assertThat(values(lag(USERS.logins).over(byName))).containsExactly(null, 1, 2, 2, null);
        assertThat(values(lag(USERS.logins).offset(2).over(byName))).containsExactly(null, null, 1, 2, null);
        assertThat(values(lag(USERS.logins).offset(0).over(byName))).containsExactly(1, 2, 2, 4, 5);
        assertThat(values(lead(USERS.username).over(byName))).containsExactly("u1", "u2", "u3", null, null);
        assertThat(values(lead(USERS.username).otherwise("none").over(byName)))
                .containsExactly("u1", "u2", "u3", "none", "none");
        assertThat(values(lag(USERS.logins)
                        .offset(2)
                        .otherwise(USERS.logins.negated())
                        .over(byName)))
                .containsExactly(-1, -2, 1, 2, -5);
        USERS.update(USERS.bio.setNull()).where(USERS.username.eq("u0")).execute();
        assertThat(values(lag(USERS.bio).otherwise("first").over(window().orderBy(USERS.username))))
                .containsExactly("first", null, "red", "red", "red");
        assertThat(values(lag(USERS.joined).over(byName)).getFirst()).isNull();
        assertThat(values(lag(USERS.active).over(byName)).get(2)).isTrue();
        assertThatThrownBy(() -> lag(USERS.logins).offset(-1)).hasMessageContaining("lead");
        assertThatThrownBy(() -> lag(USERS.username).otherwise((String) null)).hasMessageContaining("null");
    }

    @Test
    void firstLastAndNth() {
        Window whole = TEAM.orderBy(USERS.username).rowsBetween(unboundedPreceding(), unboundedFollowing());
        assertThat(values(firstValue(USERS.username).over(whole))).containsExactly("u0", "u0", "u0", "u0", "u4");
        assertThat(values(lastValue(USERS.logins).over(whole))).containsExactly(4, 4, 4, 4, 5);
        assertThat(values(nthValue(USERS.username, 2).over(whole))).containsExactly("u1", "u1", "u1", "u1", null);
        assertThat(values(lastValue(USERS.username).over(TEAM.orderBy(USERS.username))))
                .containsExactly("u0", "u1", "u2", "u3", "u4");
        assertThat(values(firstValue(USERS.joined).over(whole)).getFirst()).isInstanceOf(Instant.class);
        assertThatThrownBy(() -> nthValue(USERS.username, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ntile(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aggregates() {
        assertThat(values(sum(USERS.logins).over(TEAM))).containsExactly(9, 9, 9, 9, 5);
        assertThat(values(sum(USERS.logins).over(BY_LOGINS))).containsExactly(1, 5, 5, 9, 5);
        assertThat(values(count().over())).containsOnly(5L);
        assertThat(values(avg(USERS.logins).over(TEAM))).containsExactly(2.25, 2.25, 2.25, 2.25, 5.0);
        assertThat(values(max(USERS.username).over(TEAM))).containsExactly("u3", "u3", "u3", "u3", "u4");
        assertThat(values(count().filter(USERS.logins.gt(1)).over(TEAM))).containsExactly(3L, 3L, 3L, 3L, 1L);
        assertThat(values(sum(USERS.logins).filter(USERS.logins.gt(4)).over(TEAM)))
                .containsExactly(null, null, null, null, 5);
        assertThat(values(every(USERS.logins.lt(4)).over(TEAM))).containsExactly(false, false, false, false, false);
        assertThat(values(bitOrAgg(USERS.logins).over(TEAM))).containsExactly(7, 7, 7, 7, 5);
        Select<?> perTeam =
                USERS.select(USERS.bio, sum(sum(USERS.logins)).over().as("all")).groupBy(USERS.bio);
        assertThat(perTeam.map(row -> row.get("all", Integer.class)).list()).containsExactly(14, 14);
    }

    @Test
    void frames() {
        Window byName = window().orderBy(USERS.username);
        assertThat(values(sum(USERS.logins).over(byName.rowsBetween(preceding(1), currentRow()))))
                .containsExactly(1, 3, 4, 6, 9);
        assertThat(values(sum(USERS.logins).over(byName.rowsBetween(following(1), following(2)))))
                .containsExactly(4, 6, 9, 5, null);
        assertThat(values(sum(USERS.logins).over(byName.rowsBetween(unboundedPreceding(), preceding(1)))))
                .containsExactly(null, 1, 3, 5, 9);
        Window byLogins = window().orderBy(USERS.logins);
        assertThat(values(count().over(byLogins.rangeBetween(preceding(2), currentRow()))))
                .containsExactly(1L, 3L, 3L, 3L, 2L);
        assertThat(values(count().over(byLogins.rangeBetween(currentRow(), unboundedFollowing()))))
                .containsExactly(5L, 4L, 4L, 2L, 1L);
        for (double number : new double[] {1, 2, 2, 4, 5}) SPECIMENS.create(SpecimenBuilder.of(number));
        var near = count().over(window().orderBy(SPECIMENS.aDouble)
                        .rangeBetween(preceding(new BigDecimal("1.5")), following(1)))
                .as("near");
        assertThat(SPECIMENS
                        .select(near)
                        .orderBy(SPECIMENS.id)
                        .map(row -> row.get(near))
                        .list())
                .containsExactly(3L, 3L, 3L, 2L, 2L);
    }

    @Test
    void whatLeavesTheFrameLeavesNoTrace() {
        SPECIMENS.create(SpecimenBuilder.of(1e15, new BigDecimal("100000000000000000000.01")));
        for (double number : new double[] {1, 2, 3}) {
            SPECIMENS.create(SpecimenBuilder.of(number, new BigDecimal("0.1")));
        }
        Window last = window().orderBy(SPECIMENS.id).rowsBetween(preceding(1), currentRow());
        var variance = varPop(SPECIMENS.aDouble).over(last).as("v");
        var sums = sum(SPECIMENS.decimal).over(last).as("s");
        var rows = SPECIMENS.select(variance, sums).orderBy(SPECIMENS.id).list();
        assertThat(rows.getLast().get(variance)).isCloseTo(0.25, within(1e-9));
        assertThat(rows.getLast().get(sums)).isEqualByComparingTo("0.2");
        assertThat(rows.get(1).get(sums)).isEqualByComparingTo("100000000000000000000.11");
    }

    @Test
    void groupsAndExclusions() {
        Window groups = window().orderBy(USERS.logins).groupsBetween(preceding(1), currentRow());
        Window all = window().orderBy(USERS.logins).rowsBetween(unboundedPreceding(), unboundedFollowing());
        if (isMysqlFamily()) {
            for (Window window : List.of(groups, all.excludeTies())) {
                assertThatThrownBy(() -> values(count().over(window)))
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("frame");
            }
            return;
        }
        assertThat(values(count().over(groups))).containsExactly(1L, 3L, 3L, 3L, 2L);
        assertThat(values(sum(USERS.logins).over(all.excludeCurrentRow()))).containsExactly(13, 12, 12, 10, 9);
        assertThat(values(sum(USERS.logins).over(all.excludeGroup()))).containsExactly(13, 10, 10, 10, 9);
        assertThat(values(sum(USERS.logins).over(all.excludeTies()))).containsExactly(14, 12, 12, 14, 14);
        assertThat(values(varPop(USERS.logins).over(all.excludeGroup())).getFirst())
                .isCloseTo((4 + 4 + 16 + 25) / 4.0 - 3.25 * 3.25, within(1e-9));
    }

    @Test
    void rangesOfTime() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 5; i++) {
            USERS.update(USERS.joined.set(start.plusSeconds(i * 60L)))
                    .where(USERS.username.eq("u" + i))
                    .execute();
        }
        Window lastMinutes = window().orderBy(USERS.joined)
                .rangeBetween(preceding(Duration.ofSeconds(90).plusNanos(1000)), currentRow());
        if (target == TestDatabase.POSTGRESQL || target == TestDatabase.MYSQL) {
            assertThat(values(count().over(lastMinutes))).containsExactly(1L, 2L, 2L, 2L, 2L);
        } else {
            assertThatThrownBy(() -> values(count().over(lastMinutes)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("number");
        }
    }

    @Test
    void windowsWithNames() {
        Window team = window("team").partitionBy(USERS.bio);
        Window hostile =
                window("w\"; drop `table` users; --").partitionBy(USERS.bio).orderBy(USERS.logins);
        var total = sum(USERS.logins).over(team).as("total");
        var running =
                sum(USERS.logins).over(team.extend().orderBy(USERS.username)).as("running");
        var place = rank().over(hostile).as("place");
        var rows = USERS.select(total, running, place);
        for (var select : List.of(rows.window(team).window(hostile), rows)) {
            var list = select.orderBy(USERS.username).list();
            assertThat(list).extracting(row -> row.get(total)).containsExactly(9, 9, 9, 9, 5);
            assertThat(list).extracting(row -> row.get(running)).containsExactly(1, 3, 5, 9, 5);
            assertThat(list).extracting(row -> row.get(place)).containsExactly(1L, 2L, 2L, 4L, 1L);
        }
        assertThat(rows.window(team, hostile).sql().text()).contains(" window ");
        assertThat(rows.window(team, hostile).count()).isEqualTo(5);
        Window framed =
                window("framed").partitionBy(USERS.bio).orderBy(USERS.username).rowsBetween(preceding(1), currentRow());
        var number = rowNumber().over(framed).as("number");
        var last = sum(USERS.logins).over(framed).as("last");
        assertThat(USERS.select(number, last)
                        .window(framed)
                        .orderBy(USERS.username)
                        .list())
                .extracting(row -> row.get(number) + ":" + row.get(last))
                .containsExactly("1:1", "2:3", "3:4", "4:6", "1:5");
    }

    @Test
    void inOrderByAndInSubSelects() {
        var names = USERS.select().orderBy(rowNumber().over(window().orderBy(USERS.username.desc())));
        assertThat(names.list()).extracting(user -> user.username).containsExactly("u4", "u3", "u2", "u1", "u0");
        Users other = USERS.as("other");
        assertThat(USERS.count(USERS.id.in(other.select(max(other.id).over()).distinct())))
                .isEqualTo(1);
    }

    @Test
    void whereAWindowIsTooLate() {
        Function<Select<?>, String> text = select -> select.sql().text();
        var number = rowNumber().over(window().orderBy(USERS.username));
        for (Select<?> select : List.of(
                USERS.select().where(number.eq(1L)),
                USERS.select(USERS.bio).groupBy(USERS.bio).having(number.eq(1L)),
                USERS.select(count()).groupBy(number),
                USERS.select(sum(number)),
                USERS.select(rank().over(window().orderBy(number))),
                USERS.select(count().filter(number.eq(1L))))) {
            assertThatThrownBy(() -> text.apply(select))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("row_number", "sub-select");
        }
        assertThatThrownBy(() -> USERS.delete().where(number.eq(1L)).execute())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void windowsThatMeanNothing() {
        Window byName = window().orderBy(USERS.username);
        assertThatThrownBy(() -> byName.rowsBetween(currentRow(), preceding(1))).hasMessageContaining("between");
        assertThatThrownBy(() -> byName.rowsBetween(unboundedFollowing(), unboundedFollowing()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> preceding(-1)).hasMessageContaining("negative");
        assertThatThrownBy(() -> byName.rowsBetween(preceding(new BigDecimal("0.5")), currentRow()))
                .hasMessageContaining("whole");
        assertThatThrownBy(() -> byName.rowsBetween(preceding(Duration.ZERO), currentRow()))
                .hasMessageContaining("whole");
        assertThatThrownBy(byName::excludeTies).hasMessageContaining("frame");
        assertThatThrownBy(() -> count().over(window().rangeBetween(preceding(1), currentRow())))
                .hasMessageContaining("ordered");
        assertThatThrownBy(() -> count().over(window().groupsBetween(preceding(1), currentRow())))
                .hasMessageContaining("order");
        assertThatThrownBy(() -> byName.extend().orderBy(USERS.id)).hasMessageContaining("order");
        assertThatThrownBy(() -> byName.extend().partitionBy(USERS.id)).hasMessageContaining("partitions");
        assertThatThrownBy(() -> byName.rowsBetween(preceding(1), currentRow()).extend())
                .hasMessageContaining("frame");
        assertThatThrownBy(() -> USERS.select().window(byName)).hasMessageContaining("name");
        assertThatThrownBy(() -> USERS.select().window(window("w"), window("w").partitionBy(USERS.id)))
                .hasMessageContaining("w");
        assertThatThrownBy(() -> count(USERS.id).distinct().over()).hasMessageContaining("sub-select");
        assertThatThrownBy(() -> listAgg(USERS.username, ",").orderBy(USERS.id).over(byName))
                .hasMessageContaining("order of");
    }

    @Test
    void listsOverWindows() {
        var names = listAgg(USERS.username, "-").over(window().orderBy(USERS.username));
        if (isMysqlFamily()) {
            assertThatThrownBy(() -> values(names)).isInstanceOf(UnsupportedOperationException.class);
        } else {
            assertThat(values(names))
                    .isEqualTo(Arrays.asList("u0", "u0-u1", "u0-u1-u2", "u0-u1-u2-u3", "u0-u1-u2-u3-u4"));
        }
    }
}
