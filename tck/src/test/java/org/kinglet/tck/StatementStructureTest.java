// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.exists;
import static org.kinglet.query.Functions.function;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.rowNumber;
import static org.kinglet.query.Functions.scalar;
import static org.kinglet.query.Functions.sum;
import static org.kinglet.query.Functions.value;
import static org.kinglet.query.Functions.window;
import static org.kinglet.tck.model.Memos.MEMOS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Condition;
import org.kinglet.query.Cte;
import org.kinglet.query.JsonPath;
import org.kinglet.query.QueryTable;
import org.kinglet.query.Statement;
import org.kinglet.query.TextExpression;
import org.kinglet.query.Window;
import org.kinglet.schema.JsonValue;
import org.kinglet.tck.model.Tweets;
import org.kinglet.tck.model.Users;

/**
 * Statements by chance, with names and values wherever a program can put one. However hostile those are, the statement has the
 * words of the same one with harmless names and values, and is accepted by the server. {@code -Dkinglet.seed} for other
 * statements, {@code -Dkinglet.fuzz} for more.
 */
class StatementStructureTest extends DatabaseTest {
    private static final long SEED = Long.getLong("kinglet.seed", 20261122);
    private static final int STATEMENTS = Integer.getInteger("kinglet.fuzz", 300);

    private static final List<String> HOSTILE = List.of(
            "'",
            "\"",
            "`",
            "''",
            "\"\"",
            "``",
            "\\",
            "\\'",
            "\\\"",
            "--",
            "-- ",
            "/*",
            "*/",
            "#",
            ";",
            "?",
            "$1",
            ":name",
            "@v",
            "'; drop table users; --",
            "\"; drop table users; --",
            "` ; drop table users #",
            "%",
            "_",
            "%s",
            "{0}",
            "(",
            ")",
            "]",
            "[",
            "$$",
            "$a$",
            "E'",
            "N'",
            "x'",
            "0x",
            ",",
            " ",
            "\n",
            "\t",
            "null",
            "select",
            "from users",
            "or 1=1",
            "é",
            "😀",
            "\u202E",
            "\uFEFF",
            "\u00A0",
            ".",
            "*",
            "|",
            "&",
            "!",
            "<->",
            ":*",
            "{",
            "}",
            "$",
            "$.a",
            "[0]");

    private static final String ESCAPED_TEXT = "'(?:[^'\\\\]|''|\\\\.)*+'";

    /** A text or a name in its quotes, a number or a word, or any other character. */
    private static final Pattern WORD =
            Pattern.compile("(?s)E" + ESCAPED_TEXT + "|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|\\$\\d+|\\w+|\\S");

    private static final Pattern MYSQL_WORD = Pattern.compile("(?s)" + ESCAPED_TEXT + "|`(?:[^`]|``)*+`|\\w+|\\S");

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, MEMOS};
    }

    @BeforeEach
    void rows() {
        for (int i = 0; i < 3; i++) {
            TWEETS.create(TWEETS.user.set(USERS.create(USERS.username.set("u" + i))), TWEETS.content.set("'"));
        }
        MEMOS.create(MEMOS.meta.set(JsonValue.parse("{\"a\": [1, {\"'\": \"\\\"\"}]}")));
    }

    /** What a statement is made of besides its structure. */
    private interface Texts {
        /** A name that no other in the statement has. */
        String name();

        String value();
    }

    private static final class Harmless implements Texts {
        private int count;

        @Override
        public String name() {
            return "n" + count++;
        }

        @Override
        public String value() {
            return "v";
        }
    }

    private static final class Hostile implements Texts {
        private final Random random;
        private final boolean beyondBmp;
        private int count;

        /** @param beyondBmp whether names may have characters beyond U+FFFF */
        Hostile(long seed, boolean beyondBmp) {
            this.random = new Random(seed);
            this.beyondBmp = beyondBmp;
        }

        @Override
        public String name() {
            String name = HOSTILE.get(random.nextInt(HOSTILE.size())) + HOSTILE.get(random.nextInt(HOSTILE.size()));
            return (beyondBmp ? name : name.replace("😀", "")) + count++;
        }

        @Override
        public String value() {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(3);
            for (int i = 0; i < pieces; i++) text.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
            return text.toString();
        }
    }

    /** Makes the same statement again and again, of other texts. */
    private final class Maker {
        private final Random random;
        private final Texts texts;

        Maker(long seed, Texts texts) {
            this.random = new Random(seed);
            this.texts = texts;
        }

        Statement<?> statement() {
            return switch (random.nextInt(8)) {
                case 0 ->
                    USERS.update(USERS.bio.set(text(USERS, 2)), USERS.username.set(texts.value()))
                            .where(condition(USERS, 2), USERS.id.lt(0L));
                case 1 -> TWEETS.delete().where(TWEETS.content.eq(texts.value()), TWEETS.id.lt(0L));
                case 2 -> insert();
                case 3 -> documents();
                case 4 -> union();
                default -> select();
            };
        }

        private Statement<?> insert() {
            Users from = USERS.as(texts.name());
            return USERS.insertFrom(
                    List.of(USERS.username, USERS.bio, USERS.logins),
                    from.select(
                                    from.username.concat(texts.value()).as(texts.name()),
                                    text(from, 1).as(texts.name()),
                                    from.logins)
                            .where(condition(from, 1), from.id.lt(0L)));
        }

        private Statement<?> documents() {
            String member = member();
            return MEMOS.select(
                            MEMOS.meta.path("a", 1, member).asText().as(texts.name()),
                            MEMOS.meta
                                    .with(JsonPath.of(member()), JsonValue.of(texts.value()))
                                    .as(texts.name()))
                    .where(MEMOS.meta
                            .path(member())
                            .asText()
                            .eq(texts.value())
                            .or(MEMOS.meta.path("a").hasKey(member())))
                    .orderBy(MEMOS.meta.path(member, 0).asText().asc());
        }

        /** MariaDB finds none whose name begins with a minus. */
        private String member() {
            return "m" + texts.value();
        }

        private Statement<?> union() {
            Users first = USERS.as(texts.name());
            Tweets second = TWEETS.as(texts.name());
            TextExpression name = first.username.as(texts.name());
            return first.select(name, first.logins)
                    .where(condition(first, 2))
                    .union(second.select(second.content.as(texts.name()), value(7))
                            .where(second.content.ne(texts.value())))
                    .orderBy(name)
                    .limit(5);
        }

        private Statement<?> select() {
            Users user = USERS.as(texts.name());
            Tweets tweet = TWEETS.as(texts.name());
            TextExpression shown = text(user, 2).as(texts.name());
            QueryTable table = user.select(user.id, shown, count().as(texts.name()))
                    .leftJoin(tweet, tweet.user.eqKey(user.id).and(tweet.content.like(texts.value() + "%")))
                    .where(condition(user, 2))
                    .groupBy(user.id, shown)
                    .having(max(tweet.content).ne(texts.value()))
                    .asTable(texts.name());
            Users named = USERS.as(texts.name());
            Window window = window(texts.name()).partitionBy(table.column(shown));
            return named.select(
                            named.username.as(texts.name()),
                            table.column(shown).as(texts.name()),
                            rowNumber().over(window.orderBy(named.id)).as(texts.name()),
                            sum(named.logins).over(window).as(texts.name()),
                            function("lower", String.class, text(named, 1)).as(texts.name()),
                            scalar(USERS.select(max(USERS.username)).where(condition(USERS, 1)), String.class)
                                    .as(texts.name()))
                    .with(Cte.of(named, USERS.select().where(condition(USERS, 2))))
                    .with(table)
                    .join(table, table.column(user.id).eq(named.id))
                    .where(condition(named, 2))
                    .window(window)
                    .orderBy(text(named, 1).desc(), named.id.asc());
        }

        private TextExpression text(Users user, int depth) {
            if (depth == 0) return random.nextBoolean() ? user.username : value(texts.value());
            return switch (random.nextInt(5)) {
                case 0 -> text(user, depth - 1).concat(texts.value());
                case 1 -> text(user, depth - 1).replace(texts.value() + ".", texts.value());
                case 2 -> caseWhen(condition(user, depth - 1), texts.value()).otherwise(text(user, depth - 1));
                case 3 -> text(user, depth - 1).trim("x" + texts.value()).upper();
                default -> text(user, depth - 1);
            };
        }

        private Condition condition(Users user, int depth) {
            if (depth == 0) return user.username.eq(texts.value());
            TextExpression text = text(user, depth - 1);
            Tweets tweet = TWEETS.as(texts.name());
            return switch (random.nextInt(8)) {
                case 0 -> text.startsWith(texts.value()).or(text.endsWith(texts.value()));
                case 1 -> text.contains(texts.value()).not();
                case 2 -> text.like(texts.value()).and(condition(user, depth - 1));
                case 3 -> text.in(List.of(texts.value(), texts.value()));
                case 4 -> text.between(texts.value(), texts.value());
                case 5 -> exists(tweet.select().where(tweet.user.eqKey(user.id), tweet.content.gt(texts.value())));
                case 6 -> text.in(tweet.values(tweet.content).where(tweet.content.ne(texts.value())));
                default -> text.isDistinctFrom(texts.value());
            };
        }
    }

    private List<String> words(Statement<?> statement) {
        List<String> words = new ArrayList<>();
        Matcher matcher = (target.isMysqlFamily() ? MYSQL_WORD : WORD)
                .matcher(db.use(statement::sql).text());
        while (matcher.find()) {
            String word = matcher.group();
            words.add(
                    switch (word.charAt(word.length() - 1)) {
                        case '"', '`' -> "name";
                        case '\'' -> "text";
                        default -> word.startsWith("$") ? "parameter" : word; // equal ones may share a number
                    });
        }
        return words;
    }

    @Test
    void namesAndValuesNeverChangeTheStructure() {
        for (long seed = SEED; seed < SEED + STATEMENTS; seed++) {
            Statement<?> harmless = new Maker(seed, new Harmless()).statement();
            Statement<?> hostile = new Maker(seed, new Hostile(seed, !target.isMysqlFamily())).statement();
            assertThat(words(hostile)).as("of seed %d", seed).isEqualTo(words(harmless));
            harmless.execute();
            hostile.execute();
        }
        assertThat(USERS.count()).isEqualTo(3);
        assertThat(TWEETS.count()).isEqualTo(3);
    }

    @Test
    void namesThatNoServerTakesAreRefused() {
        assertThatThrownBy(() -> USERS.as("a\0b").select().list())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> USERS.select(USERS.id.as("a\0")).list())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> USERS.as("😀").select().list())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("U+FFFF");
        }
        assertThatThrownBy(() -> function("lower(username); --", String.class, USERS.username))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
