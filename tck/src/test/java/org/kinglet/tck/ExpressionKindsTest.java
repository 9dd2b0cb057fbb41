// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.ExpressionType.LONG;
import static org.kinglet.query.ExpressionType.STRING;
import static org.kinglet.query.Functions.caseOf;
import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.query.Functions.coalesce;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.custom;
import static org.kinglet.query.Functions.function;
import static org.kinglet.query.Functions.scalar;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.ExpressionType;
import org.kinglet.tck.model.Specimen;

/** An expression over another keeps what can be done with it, and values need no word about their type. */
class ExpressionKindsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS};
    }

    private static <T> T user(Expression<T> expression) {
        return USERS.select(expression).map(row -> row.get(expression)).get();
    }

    @Test
    void coalesceKeepsTheKind() {
        Instant joined = Instant.parse("2024-02-29T10:00:00Z");
        USERS.create(USERS.username.set("Huey"), USERS.logins.set(7), USERS.joined.set(joined));
        assertThat(user(coalesce(USERS.bio, "NONE").lower())).isEqualTo("none");
        assertThat(user(coalesce(USERS.bio, USERS.username).upper())).isEqualTo("HUEY");
        assertThat(user(coalesce(USERS.logins, 0).plus(1))).isEqualTo(8);
        assertThat(user(coalesce(USERS.joined, Instant.EPOCH).year())).isEqualTo(2024);
        assertThat(user(coalesce(USERS.active, false).and(USERS.logins.gt(1)))).isTrue();
    }

    @Test
    void valuesOfEveryKind() {
        USERS.create(USERS.username.set("huey"));
        assertThat(user(value("a").concat("b"))).isEqualTo("ab");
        assertThat(user(value(5).plus(1))).isEqualTo(6);
        assertThat(user(value(1L << 40).plus(1L))).isEqualTo((1L << 40) + 1);
        assertThat(user(value(1.5).times(2.0))).isEqualTo(3.0);
        assertThat(user(value(new BigDecimal("1.25")).plus(new BigDecimal("0.5"))))
                .isEqualByComparingTo("1.75");
        assertThat(user(value(true).and(value(false)))).isFalse();
        assertThat(user(value(LocalDate.of(2024, 2, 29)).month())).isEqualTo(2);
        assertThat(user(value(LocalTime.of(13, 14, 15)).minute())).isEqualTo(14);
        assertThat(user(value(LocalDateTime.of(2024, 2, 29, 13, 14)).hour())).isEqualTo(13);
        Instant instant = Instant.parse("2024-02-29T10:00:00.123456Z");
        assertThat(user(value(instant))).isEqualTo(instant);
        assertThat(user(value(Specimen.Color.GREEN))).isEqualTo(Specimen.Color.GREEN);
        UUID uuid = new UUID(1, 2);
        assertThat(user(value(UUID.class, uuid))).isEqualTo(uuid);
        assertThatThrownBy(() -> value((String) null)).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> value((Integer) null)).hasMessageContaining("isNull()");
    }

    @Test
    void cases() {
        USERS.create(USERS.username.set("a"), USERS.logins.set(2));
        assertThat(user(caseWhen(USERS.logins.gt(1), 10)
                        .when(USERS.logins.gt(0), 5)
                        .otherwise(0)
                        .plus(1)))
                .isEqualTo(11);
        assertThat(user(caseWhen(USERS.logins.gt(5), "many")
                        .otherwise(USERS.username)
                        .upper()))
                .isEqualTo("A");
        assertThat(user(caseWhen(USERS.logins.gt(5), USERS.joined).end())).isNull();
        assertThat(user(caseWhen(USERS.logins.gt(5), Instant.EPOCH)
                        .otherwise(USERS.joined)
                        .year()))
                .isGreaterThan(2000);
        assertThat(user(caseWhen(USERS.logins.gt(5), USERS.active)
                        .otherwise(false)
                        .not()))
                .isTrue();
        assertThat(user(caseWhen(USERS.bio.isNull(), Specimen.Color.RED).end())).isEqualTo(Specimen.Color.RED);
        assertThat(user(caseOf(USERS.logins).when(1, "one").when(2, "two").otherwise("many")))
                .isEqualTo("two");
        assertThat(user(caseOf(USERS.username).when("b", 1L).otherwise(2L).plus(1L)))
                .isEqualTo(3);
        assertThat(user(caseOf(USERS.bio).when("b", true).end())).isNull();
        assertThat(user(caseOf(USERS.logins).when(3, USERS.logins).end())).isNull();
        UUID uuid = new UUID(3, 4);
        assertThat(user(caseOf(USERS.logins).when(2, ExpressionType.UUID, uuid).end()))
                .isEqualTo(uuid);
        assertThat(USERS.count(caseOf(USERS.logins).when(2, 20).otherwise(0).eq(20)))
                .isEqualTo(1);
    }

    @Test
    void typeTokens() {
        USERS.create(USERS.username.set("Huey"), USERS.logins.set(7));
        assertThat(user(scalar(TWEETS.select(count()), LONG).plus(1L))).isEqualTo(1);
        assertThat(user(function("lower", STRING, USERS.username).concat("!"))).isEqualTo("huey!");
        assertThat(user(custom("? + 1", ExpressionType.INTEGER, USERS.logins).times(1)))
                .isEqualTo(8);
        assertThat(user(USERS.logins.cast(LONG).plus(1L << 40))).isEqualTo(7 + (1L << 40));
        assertThat(user(USERS.logins.cast(STRING).concat("x"))).isEqualTo("7x");
    }
}
