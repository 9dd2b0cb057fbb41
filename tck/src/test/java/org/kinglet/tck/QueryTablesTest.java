// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Assignment;
import org.kinglet.query.Cte;
import org.kinglet.query.Expression;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.QueryTable;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.query.TextExpression;
import org.kinglet.tck.model.Categories;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.Tweets;
import org.kinglet.tck.model.User;

/** Selects and values in the place of tables, in joins and in with-clauses. */
class QueryTablesTest extends DatabaseTest {
    private final List<User> users = new ArrayList<>();

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, CATEGORIES};
    }

    /** User n has n tweets. */
    @BeforeEach
    void usersAndTweets() {
        users.clear();
        for (int i = 0; i < 4; i++) {
            User user = USERS.create(USERS.username.set("user" + i), USERS.logins.set(i));
            for (int j = 0; j < i; j++)
                TWEETS.create(TWEETS.user.set(user), TWEETS.content.set("tweet " + i + "." + j));
            users.add(user);
        }
    }

    private static QueryTable active(NumberExpression<Long> tweets) {
        return TWEETS.select(TWEETS.user.key(), tweets)
                .groupBy(TWEETS.user.key())
                .asTable("active");
    }

    private static List<String> texts(Select<Row> select) {
        return select.list().stream().map(row -> row.toList().toString()).toList();
    }

    @Test
    void joinsSelectsAsTables() {
        NumberExpression<Long> tweets = count(TWEETS.id);
        QueryTable active = active(tweets);
        Select<Row> select = USERS.select(USERS.username, active.column(tweets))
                .join(active, active.column(TWEETS.user.key()).eq(USERS.id))
                .where(active.column(tweets).ge(2L))
                .orderBy(active.column(tweets).desc());
        assertThat(texts(select)).containsExactly("[user3, 3]", "[user2, 2]");
        assertThat(select.get().get(active.column(tweets))).isEqualTo(3L);
        assertThat(select.count()).isEqualTo(2);
        assertThat(select.exists()).isTrue();

        Select<Row> all = USERS.select(USERS.username, active.column(tweets))
                .leftJoin(active, active.column(TWEETS.user.key()).eq(USERS.id))
                .orderBy(USERS.username);
        assertThat(texts(all)).containsExactly("[user0, null]", "[user1, 1]", "[user2, 2]", "[user3, 3]");
    }

    @Test
    void selectsFromSelects() {
        NumberExpression<Long> tweets = count(TWEETS.id).as("tweets");
        QueryTable active = active(tweets);
        assertThat(db.scalar(active.select(max(active.column(tweets))), Long.class))
                .isEqualTo(3);
        assertThat(active.select().orderBy(active.column(tweets)).list())
                .extracting(row -> row.get("tweets"))
                .containsExactly(1L, 2L, 3L);

        QueryTable other = active.as("other");
        Select<Row> pairs = active.select(active.column(tweets), other.column(tweets))
                .join(other, active.column(tweets).lt(other.column(tweets)))
                .orderBy(active.column(tweets), other.column(tweets));
        assertThat(texts(pairs)).containsExactly("[1, 2]", "[1, 3]", "[2, 3]");
        assertThat(texts(pairs.with(active))).containsExactly("[1, 2]", "[1, 3]", "[2, 3]");
        assertThat(pairs.with(active).sql().text()).containsOnlyOnce("group by");
    }

    @Test
    void columnsHaveTheTypesAndNamesOfWhatWasSelected() {
        TextExpression upper = USERS.username.upper();
        QueryTable table = USERS.select(USERS.joined, upper, USERS.active, USERS.username, upper.as("same"))
                .asTable("it");
        Row row = table.select(
                        table.column(USERS.joined).year(),
                        table.column(upper).lower(),
                        table.column(USERS.active).not(),
                        table.column(USERS.username).concat("!"))
                .where(table.column(USERS.active))
                .orderBy(table.column(USERS.username))
                .get();
        assertThat(row.toList())
                .containsExactly(
                        users.getFirst().joined.atZone(java.time.ZoneOffset.UTC).getYear(), "user0", false, "user0!");
        assertThat(table.select().get().names()).containsExactly("joined", "upper", "active", "username", "same");

        assertThatThrownBy(() -> table.column(USERS.bio))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("users.bio is no column of it")
                .hasMessageContaining("joined");
    }

    @Test
    void namesOfColumnsNeedNotDiffer() {
        Tweets other = TWEETS.as("other");
        QueryTable table = TWEETS.select(TWEETS.content, other.content)
                .join(other, TWEETS.id.lt(other.id))
                .asTable("hostile \"`' name");
        assertThat(table.select(table.column(TWEETS.content), table.column(other.content))
                        .orderBy(table.column(TWEETS.content), table.column(other.content))
                        .first(1)
                        .getFirst()
                        .toList())
                .containsExactly("tweet 1.0", "tweet 2.0");
    }

    @Test
    void entitiesOfAWithClauseAreEntities() {
        var prolific = USERS.as("prolific");
        List<User> found = prolific.select()
                .with(Cte.of(prolific, USERS.select().where(USERS.logins.ge(2))))
                .withRelated(prolific.tweets)
                .orderBy(prolific.logins)
                .list();
        assertThat(found).containsExactly(users.get(2), users.get(3));
        assertThat(found.get(1).tweets.isLoaded()).isTrue();
        found.getFirst().bio = "found";
        assertThat(found.getFirst().save()).isEqualTo(1);

        List<Tweet> tweets = TWEETS.select()
                .with(Cte.of(prolific, USERS.select().where(USERS.logins.eq(2))).materialized())
                .join(TWEETS.user, prolific)
                .withRelated(TWEETS.user)
                .list();
        assertThat(tweets).hasSize(2).allMatch(tweet -> tweet.user.isLoaded());
        assertThatThrownBy(() -> Cte.of(USERS, USERS.select())).hasMessageContaining("alias");
        assertThatThrownBy(() -> Cte.of(prolific, TWEETS.select())).hasMessageContaining("6 columns");
    }

    @Test
    void recursionFindsTrees() {
        Category root = new Category("root", null);
        root.save();
        Category branch = new Category("branch", root);
        branch.save();
        Category leaf = new Category("a leaf with a much longer name than all that come before it", branch);
        leaf.save();
        new Category("other", null).save();

        Categories tree = CATEGORIES.as("tree");
        Cte descendants = Cte.recursive(
                tree,
                CATEGORIES.select().where(CATEGORIES.name.eq("root")),
                CATEGORIES.select().join(tree, CATEGORIES.parent.eqKey(tree.id)));
        List<Category> found = tree.select().with(descendants).orderBy(tree.id).list();
        assertThat(found).containsExactly(root, branch, leaf);
        assertThat(found.get(2).parent.get().parent.get()).isEqualTo(root);

        assertThat(CATEGORIES
                        .update(CATEGORIES.name.set(CATEGORIES.name.concat("!")))
                        .where(CATEGORIES.id.in(tree.values(tree.id).with(descendants)))
                        .execute())
                .isEqualTo(3);
        assertThat(CATEGORIES.select().where(CATEGORIES.name.endsWith("!")).count())
                .isEqualTo(3);
    }

    @Test
    void recursionCollectsPathsAndDepths() {
        Category root = new Category("r", null);
        root.save();
        Category branch = new Category("branch", root);
        branch.save();
        new Category("leaf", branch).save();

        TextExpression path = CATEGORIES.name.concat("").as("path");
        var depth = value(1).as("depth");
        QueryTable tree = CATEGORIES
                .select(CATEGORIES.id, path, depth)
                .where(CATEGORIES.parent.isNull())
                .asTable("tree");
        Select<Row> step = CATEGORIES
                .select(
                        CATEGORIES.id,
                        tree.column(path).concat("/").concat(CATEGORIES.name),
                        tree.column(depth).plus(1))
                .join(tree, CATEGORIES.parent.eqKey(tree.column(CATEGORIES.id)));
        Select<Row> select = tree.select(tree.column(path), tree.column(depth))
                .with(tree.recursive(step))
                .orderBy(tree.column(depth));
        assertThat(texts(select)).containsExactly("[r, 1]", "[r/branch, 2]", "[r/branch/leaf, 3]");
    }

    @Test
    void recursionCountsWithoutATable() {
        var n = value(1L).as("n");
        QueryTable numbers = Select.of(n).asTable("numbers");
        var i = numbers.column(n);
        Select<Long> select = numbers.values(i)
                .with(numbers.recursive(numbers.select(i.plus(1L)).where(i.lt(100L))))
                .orderBy(i);
        assertThat(db.list(select))
                .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
        assertThatThrownBy(select::list)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("db.list(select)");

        QueryTable twice = Select.of(n).asTable("twice");
        var same = twice.column(n);
        Cte distinct = Cte.recursiveDistinct(
                twice, Select.of(n), twice.select(value(3L).minus(same)));
        assertThat(db.list(twice.values(same).with(distinct).orderBy(same))).containsExactly(1L, 2L);
    }

    @Test
    void valuesAreATable() {
        QueryTable wanted = QueryTable.values(
                "wanted",
                List.of(
                        List.of(USERS.username.set("user1"), USERS.bio.set("'; drop table users --")),
                        List.of(USERS.username.set("user3"), USERS.bio.setNull()),
                        List.of(USERS.username.set("nobody"), USERS.bio.set("?"))));
        Select<Row> select = USERS.select(USERS.logins, wanted.column(USERS.bio))
                .join(wanted, wanted.column(USERS.username).eq(USERS.username))
                .orderBy(USERS.username);
        assertThat(texts(select)).containsExactly("[1, '; drop table users --]", "[3, null]");
        assertThat(db.list(wanted.values(wanted.column(USERS.username)).orderBy(wanted.column(USERS.username))))
                .containsExactly("nobody", "user1", "user3");

        var number = value(1).as("number");
        QueryTable rows = QueryTable.rows("rows", List.of(List.of(number, value("a")), List.of(value(2), value("b"))));
        assertThat(db.list(rows.select().orderBy(rows.column(number)).maps()))
                .extracting(Object::toString)
                .containsExactly("{number=1, c2=a}", "{number=2, c2=b}");

        List<List<Assignment<User>>> many = new ArrayList<>();
        for (int i = 0; i < 600; i++) many.add(List.of(USERS.logins.set(i)));
        QueryTable numbers = QueryTable.values("numbers", many);
        assertThat(db.count(numbers.select())).isEqualTo(600);

        assertThatThrownBy(() -> QueryTable.rows("rows", List.of())).hasMessageContaining("no rows");
        assertThatThrownBy(() -> QueryTable.rows("rows", List.of(List.of(number), List.of(value("a")))))
                .hasMessageContaining("row 2");
    }

    @Test
    void lateralSelectsSpeakOfTheTablesBefore() {
        QueryTable latest = TWEETS.select(TWEETS.content)
                .where(TWEETS.user.eqKey(USERS.id))
                .orderBy(TWEETS.content.desc())
                .limit(1)
                .asTable("latest");
        Select<Row> inner = USERS.select(USERS.username, latest.column(TWEETS.content))
                .joinLateral(latest)
                .orderBy(USERS.username);
        if (target.isMysqlFamily() && target == TestDatabase.MARIADB || !target.isServer()) {
            assertThatThrownBy(inner::list)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("lateral");
            return;
        }
        assertThat(texts(inner)).containsExactly("[user1, tweet 1.0]", "[user2, tweet 2.1]", "[user3, tweet 3.2]");
        Select<Row> outer = USERS.select(USERS.username, latest.column(TWEETS.content))
                .leftJoinLateral(latest)
                .orderBy(USERS.username);
        assertThat(texts(outer)).startsWith("[user0, null]").hasSize(4);
    }

    @Test
    void crossRightAndFullJoins() {
        QueryTable two = QueryTable.rows("two", List.of(List.of(value(1)), List.of(value(2))));
        assertThat(USERS.select().crossJoin(two).count()).isEqualTo(8);
        assertThat(TWEETS.select(TWEETS.id, USERS.username)
                        .rightJoin(TWEETS.user)
                        .count())
                .isEqualTo(7);
        Select<Row> full = TWEETS.select(TWEETS.id, USERS.username).fullJoin(TWEETS.user);
        if (target.isMysqlFamily()) assertThatThrownBy(full::list).isInstanceOf(UnsupportedOperationException.class);
        else assertThat(full.list()).hasSize(7);
    }

    @Test
    void selectsWithoutATable() {
        Expression<String> text = value("it's");
        assertThat(db.get(Select.of(value(1).plus(2), text)).toList()).containsExactly(3, "it's");
        assertThat(db.exists(Select.of(text).where(value(1).gt(2)))).isFalse();
    }

    @Test
    void insertsTakeQueriesOfAllKinds() {
        NumberExpression<Integer> logins = USERS.logins;
        QueryTable table = USERS.select(USERS.username.concat("-copy"), logins)
                .where(logins.gt(1))
                .asTable("copied");
        assertThat(USERS.insertFrom(
                                List.of(USERS.username, USERS.logins),
                                table.select().with(table))
                        .execute())
                .isEqualTo(2);
        assertThat(USERS.values(USERS.logins)
                        .where(USERS.username.endsWith("-copy"))
                        .list())
                .containsExactlyInAnyOrder(2, 3);
    }
}
