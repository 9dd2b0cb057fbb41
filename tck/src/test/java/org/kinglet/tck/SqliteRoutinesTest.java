// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.ExpressionType.DECIMAL;
import static org.kinglet.query.ExpressionType.INTEGER;
import static org.kinglet.query.ExpressionType.LOCAL_DATE;
import static org.kinglet.query.ExpressionType.LONG;
import static org.kinglet.query.ExpressionType.STRING;
import static org.kinglet.query.ExpressionType.UUID;
import static org.kinglet.query.Functions.currentRow;
import static org.kinglet.query.Functions.preceding;
import static org.kinglet.query.Functions.value;
import static org.kinglet.query.Functions.window;
import static org.kinglet.tck.model.Users.USERS;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Database;
import org.kinglet.DatabaseException;
import org.kinglet.query.Expression;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.TemporalExpression;
import org.kinglet.query.TextExpression;
import org.kinglet.sqlite.Accumulator;
import org.kinglet.sqlite.SqliteAggregate;
import org.kinglet.sqlite.SqliteFunction;
import org.kinglet.sqlite.SqliteSettings;
import org.kinglet.sqlite.SqliteWindowFunction;

/** Functions of a program on SQLite, declared once with their types, and used as expressions. */
class SqliteRoutinesTest {
    private static final SqliteFunction.Unary<String, TextExpression> TWICE =
            SqliteFunction.of("twice", STRING, STRING, text -> text + text).deterministic();

    private static final SqliteFunction.Binary<LocalDate, Integer, TemporalExpression<LocalDate>> DAYS_AFTER =
            SqliteFunction.of("days_after", LOCAL_DATE, INTEGER, LOCAL_DATE, (day, days) -> day.plusDays(days));

    private static final SqliteFunction.Unary<String, NumberExpression<Integer>> NUMBER =
            SqliteFunction.of("to_number", STRING, INTEGER, Integer::valueOf);

    @SuppressWarnings("NullAway") // it is asked for null
    private static final SqliteFunction.Unary<String, TextExpression> KNOWN = SqliteFunction.of(
                    "known", STRING, STRING, (String text) -> text == null ? "nothing" : text)
            .calledOnNull();

    private static final SqliteFunction.Unary<Long, TextExpression> NONE =
            SqliteFunction.of("none_of_it", LONG, STRING, number -> null);

    private static final SqliteFunction.Unary<BigDecimal, NumberExpression<BigDecimal>> HALF =
            SqliteFunction.of("half", DECIMAL, DECIMAL, number -> number.divide(new BigDecimal(2)));

    private static final SqliteFunction.Unary<UUID, TextExpression> SHORT =
            SqliteFunction.of("short_id", UUID, STRING, id -> id.toString().substring(0, 8));

    private static final SqliteAggregate<String, TextExpression> JOINED =
            SqliteAggregate.of("joined", STRING, STRING, Joined::new);

    private static final SqliteWindowFunction<Integer, Integer> LAST_DIGITS =
            SqliteWindowFunction.of("last_digits", INTEGER, INTEGER, LastDigits::new);

    private static final SqliteAggregate<Integer, NumberExpression<Integer>> FAILING =
            SqliteAggregate.of("failing", INTEGER, INTEGER, Failing::new);

    private static final class Joined implements Accumulator<String, String> {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void add(String text) {
            texts.add(text);
        }

        @Override
        public String result() {
            return String.join("+", texts);
        }
    }

    private static final class LastDigits implements Accumulator.Sliding<Integer, Integer> {
        private final Deque<Integer> digits = new ArrayDeque<>();

        @Override
        public void add(Integer number) {
            digits.add(number % 10);
        }

        @Override
        public void remove(Integer number) {
            digits.remove();
        }

        @Override
        public Integer result() {
            return digits.stream().reduce(0, (sum, digit) -> sum * 10 + digit);
        }
    }

    private static final class Failing implements Accumulator<Integer, Integer> {
        @Override
        public void add(Integer number) {
            throw new IllegalStateException("saw " + number);
        }

        @Override
        public Integer result() {
            return 0;
        }
    }

    @TempDir
    Path directory;

    private Database db;

    @BeforeEach
    void open() {
        db = Database.builder("sqlite:" + directory.resolve("test.db"))
                .poolSize(3)
                .settings(SqliteSettings.defaults()
                        .with(TWICE, DAYS_AFTER, NUMBER, KNOWN, NONE, HALF, SHORT)
                        .with(JOINED, LAST_DIGITS, FAILING))
                .open();
        db.bind(USERS);
        db.createTables(USERS);
        for (int i = 1; i <= 5; i++) USERS.create(USERS.username.set("u" + i), USERS.logins.set(10 + i));
    }

    @AfterEach
    void close() {
        db.close();
    }

    private static <T> T get(Expression<T> expression) {
        return USERS.values(expression).limit(1).get();
    }

    @Test
    void areExpressions() {
        assertThat(get(TWICE.apply(value("ab")).upper())).isEqualTo("ABAB");
        assertThat(get(TWICE.apply(TWICE.apply(value("a\0'b"))))).isEqualTo("a\0'b".repeat(4));
        assertThat(USERS.count(TWICE.apply(USERS.username).eq("u3u3"))).isEqualTo(1);
        LocalDate day = LocalDate.of(2026, 11, 22);
        assertThat(get(DAYS_AFTER.apply(value(day), USERS.logins))).isEqualTo(day.plusDays(11));
        assertThat(get(NUMBER.apply(value("41")).plus(1))).isEqualTo(42);
        assertThat(get(HALF.apply(value(new BigDecimal("20.0"))))).isEqualByComparingTo("10");
        assertThat(get(HALF.apply(value(new BigDecimal("19"))).lt(HALF.apply(value(new BigDecimal("20"))))))
                .as("decimals compare as numbers")
                .isTrue();
        UUID id = java.util.UUID.randomUUID();
        assertThat(get(SHORT.apply(value(id.toString()).cast(UUID))))
                .isEqualTo(id.toString().substring(0, 8));
    }

    @Test
    void nulls() {
        assertThat(get(TWICE.apply(USERS.bio))).isNull();
        assertThat(get(KNOWN.apply(USERS.bio))).isEqualTo("nothing");
        assertThat(get(NONE.apply(value(1L)))).isNull();
        assertThat(get(JOINED.apply(USERS.bio))).isEmpty();
    }

    @Test
    void aggregatesAndWindows() {
        assertThat(USERS.values(JOINED.apply(USERS.username))
                        .groupBy(USERS.logins.modulo(2))
                        .orderBy(USERS.logins.modulo(2))
                        .list())
                .containsExactly("u2+u4", "u1+u3+u5");
        assertThat(get(LAST_DIGITS.apply(USERS.logins))).isEqualTo(12345);
        assertThat(get(LAST_DIGITS.apply(USERS.logins).filter(USERS.logins.gt(13))))
                .isEqualTo(45);
        assertThat(USERS.values(LAST_DIGITS
                                .apply(USERS.logins)
                                .over(window().orderBy(USERS.id).rowsBetween(preceding(1), currentRow())))
                        .orderBy(USERS.id)
                        .list())
                .containsExactly(1, 12, 23, 34, 45);
        assertThat(USERS.values(LAST_DIGITS
                                .apply(USERS.logins)
                                .over(window().partitionBy(USERS.logins.modulo(2))
                                        .orderBy(USERS.id)))
                        .orderBy(USERS.id)
                        .list())
                .containsExactly(1, 2, 13, 24, 135);
    }

    @Test
    void whatFailsSaysWhereAndNoValue() {
        assertThatThrownBy(() -> get(NUMBER.apply(value("top secret"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("function to_number failed: java.lang.NumberFormatException")
                .message()
                .doesNotContain("secret");
        assertThatThrownBy(() -> get(FAILING.apply(USERS.logins)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("function failing failed: java.lang.IllegalStateException")
                .message()
                .doesNotContain("saw");
        assertThatThrownBy(() -> db.sql("select days_after('no day', 1)"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("days_after")
                .message()
                .contains("argument 1");
        assertThat(get(TWICE.apply(value("still there")))).isEqualTo("still there".repeat(2));
    }

    @Test
    void everyConnectionHasThem() {
        List<CompletableFuture<Long>> counts = IntStream.range(0, 20)
                .mapToObj(i -> USERS.select()
                        .where(TWICE.apply(USERS.username).eq("u1u1"))
                        .countAsync())
                .toList();
        assertThat(counts).allSatisfy(count -> assertThat(count.join()).isEqualTo(1));
        db.sql("create index users_twice on users (twice(username))");
        assertThatThrownBy(() -> db.sql("create index users_number on users (to_number(username))"))
                .as("is not deterministic")
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void twoOfOneNameAreRefused() {
        SqliteSettings settings = SqliteSettings.defaults().with(TWICE);
        assertThatThrownBy(() -> settings.with(TWICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> SqliteFunction.of("no name", STRING, STRING, text -> text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
