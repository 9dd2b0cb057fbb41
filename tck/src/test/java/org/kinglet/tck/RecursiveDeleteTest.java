// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Accounts.ACCOUNTS;
import static org.kinglet.tck.model.Appeals.APPEALS;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Enrollments.ENROLLMENTS;
import static org.kinglet.tck.model.Folders.FOLDERS;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Pages.PAGES;
import static org.kinglet.tck.model.Players.PLAYERS;
import static org.kinglet.tck.model.Teams.TEAMS;
import static org.kinglet.tck.model.Transfers.TRANSFERS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Connection;
import org.kinglet.Database;
import org.kinglet.IntegrityException;
import org.kinglet.NoRowException;
import org.kinglet.Recursive;
import org.kinglet.Ref;
import org.kinglet.StaleRowException;
import org.kinglet.Table;
import org.kinglet.Transaction;
import org.kinglet.tck.model.Account;
import org.kinglet.tck.model.Appeal;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Enrollment;
import org.kinglet.tck.model.Folder;
import org.kinglet.tck.model.Like;
import org.kinglet.tck.model.Page;
import org.kinglet.tck.model.Player;
import org.kinglet.tck.model.Team;
import org.kinglet.tck.model.Transfer;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** A row is deleted with all that refers to it: which rows, in which order, by how many statements. */
class RecursiveDeleteTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();
    private User huey;
    private User zaizee;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {
            USERS, TWEETS, LIKES, CATEGORIES, COURSES, ENROLLMENTS, APPEALS, ACCOUNTS, TRANSFERS, FOLDERS, PAGES
        };
    }

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @BeforeEach
    void twoUsers() {
        huey = USERS.create(USERS.username.set("huey"));
        zaizee = USERS.create(USERS.username.set("zaizee"));
    }

    /** Each tweet of the author is liked by both. */
    private void tweets(User author, int count) {
        List<Tweet> tweets = TWEETS.bulkCreate(IntStream.range(0, count)
                .mapToObj(i -> new Tweet(author, "tweet " + i))
                .toList());
        List<Like> likes = new ArrayList<>();
        for (Tweet tweet : tweets) {
            for (User user : List.of(huey, zaizee)) {
                Like like = new Like();
                like.tweet = Ref.to(tweet);
                like.user = Ref.to(user);
                likes.add(like);
            }
        }
        LIKES.bulkCreate(likes);
    }

    private List<String> writes() {
        return sent.sql().stream()
                .map(sql -> sql.replaceAll("[\"`]", ""))
                .filter(sql -> sql.startsWith("delete") || sql.startsWith("update"))
                .map(sql -> sql.replaceAll("^(delete from|update) (\\w+).*", "$1 $2"))
                .toList();
    }

    @Test
    void allThatRefersIsDeletedChildrenFirst() {
        tweets(huey, 3);
        tweets(zaizee, 2);
        sent.clear();
        assertThat(huey.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(writes())
                .containsExactly("delete from likes", "delete from likes", "delete from tweets", "delete from users");
        assertThat(USERS.select().list()).containsExactly(zaizee);
        assertThat(TWEETS.count()).isEqualTo(2);
        assertThat(LIKES.count()).isEqualTo(2);
        assertThat(LIKES.count(LIKES.user.eq(zaizee))).isEqualTo(2);
        assertThat(huey.isPersisted()).isFalse();
    }

    @Test
    void referencesThatMayBeNullBecomeNull() {
        tweets(huey, 3);
        tweets(zaizee, 2);
        sent.clear();
        assertThat(huey.delete(Recursive.SET_NULL)).isEqualTo(1);
        assertThat(writes())
                .containsExactly("update likes", "delete from likes", "delete from tweets", "delete from users");
        assertThat(TWEETS.count()).isEqualTo(2);
        assertThat(LIKES.count()).isEqualTo(4);
        assertThat(LIKES.count(LIKES.user.isNull())).isEqualTo(2);
        assertThat(LIKES.count(LIKES.user.eq(zaizee))).isEqualTo(2);
    }

    @Test
    void theNumberOfStatementsDoesNotDependOnTheRows() {
        tweets(huey, 1);
        long before = db.stats().statements();
        huey.delete(Recursive.ALL);
        long ofOne = db.stats().statements() - before;
        huey = USERS.create(USERS.username.set("huey"));
        tweets(huey, 1_000);
        before = db.stats().statements();
        huey.delete(Recursive.ALL);
        assertThat(db.stats().statements() - before).isEqualTo(ofOne).isEqualTo(6);
        assertThat(TWEETS.count() + LIKES.count()).isZero();
    }

    @Test
    void keysThatNoStatementHoldsGoInSeveral() {
        tweets(huey, 12_000);
        long before = db.stats().statements();
        huey.delete(Recursive.ALL);
        assertThat(db.stats().statements() - before).isLessThanOrEqualTo(10);
        assertThat(TWEETS.count() + LIKES.count()).isZero();
    }

    @Test
    void aTableThatNobodyRefersToCostsOneStatement() {
        Page page = new Page("a");
        page.save();
        sent.clear();
        assertThat(page.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(sent.sql()).hasSize(1);
    }

    @Test
    void treesGoToTheLastLeaf() {
        Category root = new Category("root", null);
        root.save();
        Category other = new Category("other", null);
        other.save();
        Category parent = root;
        for (int depth = 0; depth < 5; depth++) {
            List<Category> children = new ArrayList<>();
            for (int i = 0; i < 3; i++) children.add(new Category("c", parent));
            CATEGORIES.bulkCreate(children);
            parent = children.get(1);
        }
        sent.clear();
        assertThat(root.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(CATEGORIES.select().list()).containsExactly(other);
        assertThat(writes()).containsExactly("update categories", "delete from categories", "delete from categories");
    }

    @Test
    void ofATreeOnlyTheRootGoesIfReferencesBecomeNull() {
        Category root = new Category("root", null);
        root.save();
        Category child = new Category("child", root);
        child.save();
        Category grandchild = new Category("grandchild", child);
        grandchild.save();
        assertThat(root.delete(Recursive.SET_NULL)).isEqualTo(1);
        child.refresh();
        grandchild.refresh();
        assertThat(child.parent == null || child.parent.isNone()).isTrue();
        assertThat(grandchild.parent.<Long>id()).isEqualTo(child.id);
    }

    @Test
    void rowsThatReferInACircleGoTogether() {
        Category a = new Category("a", null);
        a.save();
        Category b = new Category("b", a);
        b.save();
        a.parent = Ref.to(b);
        a.save();
        Category itself = new Category("itself", b);
        itself.save();
        itself.parent = Ref.to(itself);
        itself.save();
        assertThat(a.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(CATEGORIES.select().list()).containsExactly(itself);
        assertThat(itself.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(CATEGORIES.count()).isZero();
    }

    @Test
    void aTreeWithoutNullsGoesLevelByLevel() {
        FOLDERS.create(FOLDERS.path.set("/"), FOLDERS.parent.setKey("/"));
        for (String path : List.of("/a", "/a/b", "/a/b/c", "/a/d", "/e")) {
            String parent = path.lastIndexOf('/') == 0 ? "/" : path.substring(0, path.lastIndexOf('/'));
            FOLDERS.create(FOLDERS.path.set(path), FOLDERS.parent.setKey(parent));
        }
        Folder a = FOLDERS.getById("/a");
        assertThat(db.delete(a, Recursive.SET_NULL)).isEqualTo(1);
        assertThat(FOLDERS.select(FOLDERS.path).orderBy(FOLDERS.path.asc()).list())
                .extracting(row -> row.get(FOLDERS.path))
                .containsExactly("/", "/e");
        if (target.isMysqlFamily()) { // which let no row go that refers to itself
            assertThatThrownBy(() -> FOLDERS.deleteById("/", Recursive.ALL)).isInstanceOf(IntegrityException.class);
            assertThat(FOLDERS.count()).isEqualTo(2);
        } else {
            assertThat(FOLDERS.deleteById("/", Recursive.ALL)).isEqualTo(1);
            assertThat(FOLDERS.count()).isZero();
        }
    }

    @Test
    void tablesThatReferInACircleAreNoMatter() {
        String id = target.isServer() ? "bigint not null primary key" : "integer primary key";
        db.sql("create table teams (id " + id + ", captain_id bigint)");
        db.sql("create table players (id " + id + ", team_id bigint not null,"
                + " foreign key (team_id) references teams (id))");
        if (target.isServer()) db.sql("alter table teams add foreign key (captain_id) references players (id)");
        db.sql("insert into teams (id) values (1), (2)");
        db.sql("insert into players (id, team_id) values (10, 1), (11, 1), (20, 2), (21, 2)");
        db.sql("update teams set captain_id = 11 where id = 1");
        db.sql("update teams set captain_id = 20 where id = 2");
        Team first = db.get(TEAMS, TEAMS.id.eq(1L));
        assertThat(db.delete(first, Recursive.ALL)).isEqualTo(1);
        assertThat(db.list(PLAYERS.select())).extracting(player -> player.id).containsExactlyInAnyOrder(20L, 21L);
        Player captain = db.get(PLAYERS, PLAYERS.id.eq(20L));
        assertThat(db.delete(captain, Recursive.SET_NULL)).isEqualTo(1);
        Team second = db.get(TEAMS);
        assertThat(second.captain == null || second.captain.isNone()).isTrue();
        second.captain = Ref.to(db.get(PLAYERS));
        db.save(second);
        assertThat(db.delete(db.get(PLAYERS), Recursive.ALL)).isEqualTo(1);
        assertThat(db.count(TEAMS.select()) + db.count(PLAYERS.select())).isZero();
        if (target.isServer())
            db.sql("alter table teams drop "
                    + (target.isMysqlFamily() ? "foreign key teams_ibfk_1" : "constraint teams_captain_id_fkey"));
    }

    @Test
    void keysOfSeveralColumnsAreFollowed() {
        Course maths = COURSES.create(new Course(1, "maths"));
        Course music = COURSES.create(new Course(2, "music"));
        for (int i = 0; i < 700; i++) {
            ENROLLMENTS.create(new Enrollment("student " + i, i % 7 == 0 ? music : maths));
        }
        for (Enrollment enrollment : ENROLLMENTS.select().list()) {
            APPEALS.create(new Appeal(0, Ref.to(enrollment), "unfair"));
        }
        assertThat(db.delete(maths, Recursive.ALL)).isEqualTo(1);
        assertThat(ENROLLMENTS.count()).isEqualTo(100);
        assertThat(APPEALS.count()).isEqualTo(100);
        assertThat(ENROLLMENTS.count(ENROLLMENTS.course.eq(music))).isEqualTo(100);
        Enrollment one = ENROLLMENTS.get();
        assertThat(one.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(APPEALS.count()).isEqualTo(99);
        assertThat(COURSES.deleteById(2L, Recursive.ALL)).isEqualTo(1);
        assertThat(APPEALS.count() + ENROLLMENTS.count() + COURSES.count()).isZero();
    }

    private Account account(String owner) {
        Account account = new Account();
        account.setOwner(owner);
        account.save();
        return account;
    }

    @Test
    void severalReferencesOfOneTableAreFollowed() {
        Account a = account("a");
        Account b = account("b");
        Account c = account("c");
        new Transfer(a, b, null).save();
        new Transfer(b, a, c).save();
        Transfer guaranteed = new Transfer(b, c, a);
        guaranteed.save();
        assertThat(a.delete(Recursive.SET_NULL)).isEqualTo(1);
        assertThat(TRANSFERS.select().list()).containsExactly(guaranteed);
        guaranteed.refresh();
        assertThat(guaranteed.guarantor == null || guaranteed.guarantor.isNone())
                .isTrue();
        new Transfer(c, c, b).save();
        assertThat(b.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(TRANSFERS.count()).isZero();
        assertThat(ACCOUNTS.select().list()).containsExactly(c);
    }

    @Test
    void tablesThatTheDatabaseHasNotAreNoMatter() {
        db.dropTables(LIKES);
        TWEETS.create(TWEETS.user.set(huey), TWEETS.content.set("meow"));
        assertThat(huey.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(TWEETS.count()).isZero();
    }

    @Test
    void classesThatTheProgramHasNotUsedAreKnown() {
        db.sql("create table whiskers (id bigint not null primary key, user_id bigint not null,"
                + " foreign key (user_id) references users (id))");
        db.sql("insert into whiskers (id, user_id) values (1, " + huey.id + "), (2, " + zaizee.id + ")");
        assertThat(huey.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(db.sql("select id from whiskers").list()).hasSize(1);
    }

    @Test
    void tablesWithoutAnEntityAreGuardedByTheirForeignKey() {
        db.sql("create table strangers (id bigint not null primary key, user_id bigint not null,"
                + " foreign key (user_id) references users (id))");
        db.sql("insert into strangers (id, user_id) values (1, " + huey.id + ")");
        tweets(huey, 2);
        assertThatThrownBy(() -> huey.delete(Recursive.ALL))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
        assertThat(huey.isPersisted()).isTrue();
        assertThat(TWEETS.count()).isEqualTo(2);
        assertThat(LIKES.count()).isEqualTo(4);
        assertThat(USERS.count()).isEqualTo(2);
    }

    @Test
    void aRollbackBringsAllBackAlsoInMemory() {
        tweets(huey, 2);
        db.atomic(tx -> {
            assertThat(huey.delete(Recursive.ALL)).isEqualTo(1);
            assertThat(huey.isPersisted()).isFalse();
            assertThat(TWEETS.count()).isZero();
            tx.rollback();
        });
        assertThat(huey.isPersisted()).isTrue();
        assertThat(TWEETS.count()).isEqualTo(2);
        huey.bio = "back";
        assertThat(huey.save()).isEqualTo(1);
    }

    @Test
    void futuresAndManagersDoTheSame() {
        for (int i = 0; i < 4; i++) {
            User user = USERS.create(USERS.username.set("user " + i));
            tweets(user, 2);
        }
        List<User> users =
                USERS.select().where(USERS.username.startsWith("user")).list();
        assertThat(users.get(0).deleteAsync(Recursive.ALL).join()).isEqualTo(1);
        assertThat(db.deleteAsync(users.get(1), Recursive.ALL).join()).isEqualTo(1);
        assertThat(USERS.deleteByIdAsync(users.get(2).id, Recursive.SET_NULL).join())
                .isEqualTo(1);
        try (Connection connection = db.connect()) {
            assertThat(connection.delete(users.get(3), Recursive.ALL)).isEqualTo(1);
        }
        assertThat(TWEETS.count()).isZero();
        assertThat(USERS.count()).isEqualTo(2);
        assertThat(USERS.deleteById(users.get(0).id, Recursive.ALL)).isZero();
    }

    @Test
    void aHandleOfATransactionKeepsItInThatTransaction() {
        tweets(huey, 2);
        Transaction tx = db.beginAsync().join();
        assertThat(tx.deleteAsync(huey, Recursive.ALL).join()).isEqualTo(1);
        assertThat(tx.count(TWEETS.select())).isZero();
        tx.rollbackAsync().join();
        assertThat(TWEETS.count()).isEqualTo(2);
        assertThat(huey.isPersisted()).isTrue();
    }

    @Test
    void aNewEntityHasNoRowToDelete() {
        assertThatThrownBy(() -> new User("new").delete(Recursive.ALL)).isInstanceOf(NoRowException.class);
    }

    @Test
    void aStaleVersionDeletesNothing() {
        Page page = new Page("a");
        page.save();
        Page theirs = PAGES.getById(page.id);
        theirs.text = "theirs";
        theirs.save();
        assertThatThrownBy(() -> page.delete(Recursive.ALL)).isInstanceOf(StaleRowException.class);
        assertThat(PAGES.count()).isEqualTo(1);
    }
}
