// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Invoices.INVOICES;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Nicknames.NICKNAMES;
import static org.kinglet.tck.model.Specimens.SPECIMENS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.kinglet.DataException;
import org.kinglet.Database;
import org.kinglet.IntegrityException;
import org.kinglet.ProgrammingException;
import org.kinglet.Table;
import org.kinglet.TransactionException;
import org.kinglet.tck.model.Invoice;
import org.kinglet.tck.model.Nickname;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Creating, dropping and emptying tables, and the constraints they have. */
class SchemaTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {LIKES, TWEETS, CATEGORIES, USERS, INVOICES, SPECIMENS};
    }

    private List<String> statements(String verb) {
        return sent.sql().stream()
                .filter(sql -> sql.startsWith(verb))
                .map(sql -> sql.replace('`', '"'))
                .toList();
    }

    private static void fails(
            Predicate<IntegrityException> kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
        assertThatThrownBy(code).isInstanceOfSatisfying(IntegrityException.class, e -> {
            assertThat(kind.test(e)).as(e.getMessage()).isTrue();
            assertThat(List.of(
                            e.isUniqueViolation(),
                            e.isForeignKeyViolation(),
                            e.isNotNullViolation(),
                            e.isCheckViolation()))
                    .containsOnlyOnce(true);
        });
    }

    @Test
    void referencedTablesAreCreatedFirstAndDroppedLast() {
        List<String> created = statements("create table");
        assertThat(created).hasSize(6);
        assertThat(position(created, "\"users\" (")).isLessThan(position(created, "\"tweets\" ("));
        assertThat(position(created, "\"tweets\" (")).isLessThan(position(created, "\"likes\" ("));
        new Tweet(USERS.create(USERS.username.set("huey")), "meow").save();
        sent.clear();
        db.dropTables(USERS, TWEETS, LIKES);
        List<String> dropped = statements("drop table");
        assertThat(position(dropped, "likes")).isLessThan(position(dropped, "tweets"));
        assertThat(position(dropped, "tweets")).isLessThan(position(dropped, "users"));
        assertThatThrownBy(USERS::count)
                .isInstanceOf(ProgrammingException.class)
                .hasMessageContaining("users");
    }

    private static int position(List<String> statements, String part) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i).contains(part)) return i;
        }
        throw new AssertionError(part + " is in none of " + statements);
    }

    @Test
    void whatExistsStaysAndWhatDoesNotIsNoError() {
        USERS.create(USERS.username.set("huey"));
        db.createTables(tables());
        USERS.createTable();
        db.createTablesAsync(USERS, TWEETS).join();
        assertThat(USERS.count()).isEqualTo(1);
        INVOICES.dropTable();
        INVOICES.dropTableAsync().join();
        db.dropTablesAsync(INVOICES, INVOICES).join();
        INVOICES.createTableAsync().join();
        assertThat(INVOICES.count()).isZero();
        db.createTables();
        db.dropTables();
    }

    @Test
    void truncateGoesFromTheReferencingTablesToTheReferenced() {
        new Tweet(USERS.create(USERS.username.set("huey")), "meow").save();
        db.truncate(USERS, TWEETS, LIKES);
        assertThat(USERS.exists() || TWEETS.exists()).isFalse();
        new Tweet(USERS.create(USERS.username.set("huey")), "meow").save();
        db.truncateAsync(USERS, TWEETS, LIKES).join();
        assertThat(USERS.exists()).isFalse();
    }

    @Test
    void creatingTablesIsUndoneWithItsTransactionOrRefusedInOne() {
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> db.atomic(() -> INVOICES.createTable()))
                    .isInstanceOf(TransactionException.class)
                    .hasMessageContaining("commits the transaction");
            return;
        }
        db.dropTables(INVOICES);
        db.atomic(tx -> {
            INVOICES.createTable();
            INVOICES.create();
            tx.rollback();
        });
        assertThatThrownBy(INVOICES::count).isInstanceOf(ProgrammingException.class);
    }

    @Test
    void indexesAreMadeOnceForEachAnnotation() {
        for (String index : List.of(
                "unique index if not exists \"users_username\" on \"users\" (\"username\")",
                "index if not exists \"tweets_created_at\" on \"tweets\" (\"created_at\")",
                "unique index if not exists \"invoices_customer_number\" on \"invoices\" (\"customer\", \"number\")")) {
            String withTable = index.replaceAll(" if not exists| on \"\\w+\"", "");
            assertThat(statements("create"))
                    .filteredOn(sql -> sql.contains(target == TestDatabase.MYSQL ? withTable : index))
                    .hasSize(1);
        }
    }

    @Test
    void aTextIsNoLongerThanItsColumnAllows() {
        db.bind(NICKNAMES);
        db.createTables(NICKNAMES);
        String longest = "ü".repeat(40);
        Nickname nickname = NICKNAMES.create(NICKNAMES.name.set(longest));
        assertThat(NICKNAMES.getById(nickname.id).name).isEqualTo(longest);
        assertThat(nickname.text).as("a default").isEmpty();
        fails(IntegrityException::isUniqueViolation, () -> NICKNAMES.create(NICKNAMES.name.set(longest)));
        fails(IntegrityException::isNotNullViolation, () -> NICKNAMES.create(NICKNAMES.text.set("x")));
        nickname.name = longest + "x";
        assertThatThrownBy(nickname::save)
                .isInstanceOf(target.isServer() ? DataException.class : IntegrityException.class)
                .hasMessageNotContaining(longest);
        assertThatThrownBy(() ->
                        NICKNAMES.insert(NICKNAMES.name.set("y".repeat(41))).execute())
                .isInstanceOf(target.isServer() ? DataException.class : IntegrityException.class);
        assertThat(NICKNAMES.get().name).isEqualTo(longest);
        db.dropTables(NICKNAMES);
    }

    @Test
    void eachKindOfConstraintCanBeToldFromTheOthers() {
        User huey = USERS.create(USERS.username.set("huey"));
        fails(IntegrityException::isUniqueViolation, () -> USERS.create(USERS.username.set("huey")));
        fails(
                IntegrityException::isUniqueViolation,
                () -> USERS.create(USERS.id.set(huey.id), USERS.username.set("zaizee")));
        fails(IntegrityException::isNotNullViolation, () -> USERS.create(USERS.bio.set("x")));
        fails(
                IntegrityException::isNotNullViolation,
                () -> USERS.update(USERS.username.setNull()).all().execute());
        fails(
                IntegrityException::isForeignKeyViolation,
                () -> TWEETS.create(TWEETS.content.set("x"), TWEETS.user.setKey(99L)));
        new Tweet(huey, "meow").save();
        fails(IntegrityException::isForeignKeyViolation, huey::delete);
        fails(IntegrityException::isCheckViolation, () -> INVOICES.create(INVOICES.discount.set(101)));
        fails(IntegrityException::isCheckViolation, () -> INVOICES.create(INVOICES.discount.set(-1)));
        INVOICES.create(INVOICES.customer.set("a"), INVOICES.number.set(1));
        INVOICES.create(INVOICES.customer.set("a"), INVOICES.number.set(2));
        Invoice second = INVOICES.get(INVOICES.number.eq(2));
        second.number = 1;
        fails(IntegrityException::isUniqueViolation, second::save);
        assertThat(second.dirtyColumns()).containsExactly(INVOICES.number);
    }

    @Test
    void aFailedStatementLeavesNothingBehind() {
        USERS.create(USERS.username.set("huey"));
        User copy = new User("huey");
        fails(IntegrityException::isUniqueViolation, copy::save);
        assertThat(copy.isPersisted()).isFalse();
        assertThat(copy.id).isZero();
        copy.username = "zaizee";
        assertThat(copy.save()).isEqualTo(1);
        assertThat(USERS.count()).isEqualTo(2);
    }
}
