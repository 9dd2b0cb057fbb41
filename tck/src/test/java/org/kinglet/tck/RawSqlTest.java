// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.ProgrammingException;
import org.kinglet.Table;
import org.kinglet.query.RawSql;
import org.kinglet.query.Result;
import org.kinglet.query.Row;
import org.kinglet.tck.model.Specimen;

/** SQL of one's own and its parameters. */
class RawSqlTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    private String text(String sql, Object... parameters) {
        return db.sql(sql, parameters).scalar(String.class);
    }

    @Test
    void questionMarksArePlacesInOrder() {
        assertThat(text("select ? || '-' || ?", "a", "b")).isEqualTo("a-b");
        assertThat(db.sqlAsync("select ? + 1", 41).join().scalar(Integer.class)).isEqualTo(42);
    }

    @Test
    void questionMarksInLiteralsIdentifiersAndCommentsAreNone() {
        assertThat(text("select '?' || ?", "a")).isEqualTo("?a");
        assertThat(text("select 'it''s ?' || ?", "!")).isEqualTo("it's ?!");
        assertThat(text("select ? as \"what?\" -- why?\n /* who? */", "a")).isEqualTo("a");
        assertThat(db.sql("select ? as \"what?\"", 1).first().orElseThrow().names())
                .containsExactly("what?");
        assertThat(text("/* '? */ select ? -- '", "a")).isEqualTo("a");
        assertThat(text("select '--' || ?", "a")).isEqualTo("--a");
        assertThat(text("select (4 - -?) || '/*?*/'", 1)).isEqualTo("5/*?*/");
    }

    @Test
    void twoQuestionMarksAreOne() {
        String place = target == TestDatabase.POSTGRESQL ? "$1::integer" : "?";
        assertThat(RawSql.of("a ?? b ?", 1).on(db).sql().text()).isEqualTo("a ? b " + place);
        assertThat(text("select '??'")).isEqualTo("??");
    }

    @Test
    void colonsAreNamesOnlyWithNamedParameters() {
        assertThat(db.sql("select :a || :b || :a", Map.of("a", "x", "b", "y")).scalar(String.class))
                .isEqualTo("xyx");
        assertThat(db.sqlAsync("select ':a' || :a", Map.of("a", "x")).join().scalar(String.class))
                .isEqualTo(":ax");
        assertThat(text("select '12:30' || ?", "!")).isEqualTo("12:30!");
        Map<String, String> withNull = new HashMap<>();
        withNull.put("a", null);
        assertThat(db.sql("select :a", withNull).scalar(String.class)).isNull();
    }

    @Test
    void aWrongNumberOfParametersIsAnErrorBeforeAnythingIsSent() {
        long before = db.stats().statements();
        assertThatThrownBy(() -> db.sql("select ?, ?", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("2 places", "1 were given");
        assertThatThrownBy(() -> db.sql("select 1", 1)).hasMessageContaining("0 places");
        assertThatThrownBy(() -> db.sql("select :a", Map.of("b", 1))).hasMessageContaining(":a");
        assertThatThrownBy(() -> db.sql("select :a", Map.of("a", 1, "b", 2))).hasMessageContaining(":b");
        assertThatThrownBy(() -> db.sql("select :a, ?", Map.of("a", 1))).hasMessageContaining("??");
        assertThat(db.stats().statements()).isEqualTo(before);
    }

    @Test
    void parametersOfAnyType() {
        assertThat(db.sql("select ?", new UUID(1, 2)).first().orElseThrow().get(0, UUID.class))
                .isEqualTo(new UUID(1, 2));
        assertThat(db.sql("select ?", Instant.EPOCH).scalar(Instant.class)).isEqualTo(Instant.EPOCH);
        assertThat(db.sql("select ?", new BigDecimal("1.50")).scalar(BigDecimal.class))
                .isEqualByComparingTo("1.5");
        assertThat(db.sql("select ?", true).scalar(Boolean.class)).isTrue();
        assertThat(db.sql("select ?", 'x').scalar(Character.class)).isEqualTo('x');
        assertThat(db.sql("select ?", Specimen.Color.GREEN).scalar(Specimen.Color.class))
                .isEqualTo(Specimen.Color.GREEN);
        assertThat(db.sql("select ?", new byte[] {1, 0}).scalar(byte[].class)).containsExactly(1, 0);
        assertThat(db.sql("select ?", (Object) null).scalar(String.class)).isNull();
        assertThatThrownBy(() -> db.sql("select ?", List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no type that a column can have");
    }

    @Test
    void aResultHasRowsAndTheNumberOfThoseItChanged() {
        Result inserted = db.sql(
                "insert into users (username, active, logins, joined) values (?, true, 0, ?), (?, true, 0, ?)",
                "a",
                Instant.EPOCH,
                "b",
                Instant.EPOCH);
        assertThat(inserted.affectedRows()).isEqualTo(2);
        assertThat(inserted.size()).isZero();
        assertThat(inserted.first()).isEmpty();
        Result rows = db.sql("select id, username from users order by username");
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows).extracting(row -> row.get("username")).containsExactly("a", "b");
        assertThat(rows.stream().map(row -> row.get("username", String.class))).containsExactly("a", "b");
        assertThat(rows.list()).hasSize(2);
        assertThat(db.sql("update users set logins = 1").affectedRows()).isEqualTo(2);
        if (target == TestDatabase.MYSQL) {
            assertThat(db.sql("delete from users where username = 'a'").affectedRows())
                    .isEqualTo(1);
        } else {
            assertThat(db.sql("delete from users where username = 'a' returning username")
                            .scalar(String.class))
                    .isEqualTo("a");
        }
        assertThat(USERS.count()).isEqualTo(1);
        assertThat(db.sql("select 1 where 1 = 0").scalar(Long.class)).isNull();
        assertThat(rows.toString()).doesNotContain("username");
    }

    @Test
    void columnsOfTheSameNameAreReachedByPosition() {
        Row row = db.sql("select 1 as x, 2 as x, 3 as \"X\"").first().orElseThrow();
        assertThat(row.get("x", Integer.class)).isEqualTo(1);
        assertThat(row.get(1, Integer.class)).isEqualTo(2);
    }

    @Test
    void errorsShowTheSqlAndNeverAValue() {
        assertThatThrownBy(() -> db.sql("select * from nowhere where x = ?", "hunter2"))
                .isInstanceOf(ProgrammingException.class)
                .hasMessageContaining("select * from nowhere")
                .hasMessageNotContaining("hunter2");
        USERS.create(USERS.username.set("hunter2"));
        assertThatThrownBy(() -> USERS.create(USERS.username.set("hunter2")))
                .isInstanceOfSatisfying(IntegrityException.class, e -> {
                    assertThat(e.sql()).contains("insert into");
                    assertThat(e.isUniqueViolation()).isTrue();
                    assertThat(e.isCheckViolation() || e.isForeignKeyViolation() || e.isNotNullViolation())
                            .isFalse();
                })
                .hasMessageContaining("users")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theUsersLineIsInTheStackTrace() {
        assertThatThrownBy(() -> db.sql("select * from nowhere"))
                .satisfies(e -> assertThat(e.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(RawSqlTest.class.getName())));
    }

    @Test
    void aStatementOfOnesOwnIsReusableAndNeedsARunner() {
        RawSql statement = RawSql.of("select count(*) from users").readOnly();
        assertThatThrownBy(statement::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on(db)");
        assertThat(db.execute(statement).scalar(Long.class)).isZero();
        USERS.create(USERS.username.set("a"));
        assertThat(statement.on(db).execute().scalar(Long.class)).isEqualTo(1L);
    }

    @Test
    void emptySqlIsAnErrorOrNothing() {
        assertThatThrownBy(() -> db.sql("selec 1")).isInstanceOf(ProgrammingException.class);
        assertThatThrownBy(() -> db.sql("select '")).isInstanceOf(ProgrammingException.class);
        assertThat(USERS.count()).isZero();
    }
}
