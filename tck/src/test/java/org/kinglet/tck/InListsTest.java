// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;

/** In and notIn: empty, long, with duplicates. */
class InListsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @BeforeEach
    void threeUsers() {
        for (String name : List.of("a", "b", "c")) USERS.create(USERS.username.set(name));
    }

    @Test
    void inNothingIsFalseAndNotInNothingTrue() {
        assertThat(USERS.count(USERS.id.in(List.of()))).isZero();
        assertThat(USERS.count(USERS.id.notIn(List.of()))).isEqualTo(3);
        assertThat(USERS.count(USERS.bio.notIn(Set.of()))).isEqualTo(3);
        assertThat(USERS.count(USERS.id.in(List.of()).not())).isEqualTo(3);
        assertThat(USERS.delete().where(USERS.id.in(List.of())).execute()).isZero();
    }

    @Test
    void inTakesDuplicatesAndNotInLeavesOut() {
        assertThat(USERS.count(USERS.username.in(List.of("a", "a", "x")))).isEqualTo(1);
        assertThat(USERS.count(USERS.username.notIn(Set.of("a", "x")))).isEqualTo(2);
    }

    @Test
    void inOfAHundredThousandValues() {
        long first = USERS.get(USERS.username.eq("a")).id;
        List<Long> keys = LongStream.range(first, first + 100_000).boxed().toList();
        assertThat(USERS.count(USERS.id.in(keys))).isEqualTo(3);
        assertThat(USERS.count(USERS.id.notIn(keys))).isZero();
        List<String> names = IntStream.range(0, 100_000)
                .mapToObj(i -> i == 55_555 ? "b" : "nobody" + i)
                .toList();
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> USERS.count(USERS.username.in(names)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("65535", "join");
            assertThat(USERS.count(USERS.username.in(names.subList(0, 65_535)))).isEqualTo(1);
            return;
        }
        assertThat(USERS.select().where(USERS.username.in(names)).single().username)
                .isEqualTo("b");
        assertThat(USERS.update(USERS.logins.set(1))
                        .where(USERS.username.in(names))
                        .execute())
                .isEqualTo(1);
    }

    @Test
    void moreValuesThanTheDatabaseTakesIsAnErrorThatSaysSoOrWorks() {
        List<Long> keys = LongStream.range(10, 400_000).boxed().toList();
        assertThatThrownBy(() -> {
                    assertThat(USERS.count(USERS.id.in(keys))).isZero();
                    throw new IllegalArgumentException("it worked, at most");
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most");
        assertThat(USERS.count()).isEqualTo(3);
    }
}
