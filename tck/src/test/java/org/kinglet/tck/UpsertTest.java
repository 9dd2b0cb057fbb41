// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.excluded;
import static org.kinglet.tck.model.Invoices.INVOICES;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.IntegrityException;
import org.kinglet.Table;
import org.kinglet.query.OnConflict;
import org.kinglet.tck.model.User;

/** Inserts that meet a row that is there. */
class UpsertTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, INVOICES};
    }

    @BeforeEach
    void aUser() {
        USERS.create(USERS.username.set("huey"), USERS.bio.set("old"), USERS.logins.set(1));
    }

    private static OnConflict<User> huey() {
        return USERS.insert(USERS.username.set("huey"), USERS.bio.set("new"), USERS.logins.set(10))
                .onConflict(USERS.username);
    }

    @Test
    void updateTakesTheExcludedValueOrAnyOther() {
        huey().update(USERS.bio.setExcluded()).execute();
        assertThat(USERS.get().bio).isEqualTo("new");
        assertThat(USERS.get().logins).isEqualTo(1);
        huey().update(USERS.logins.set(USERS.logins.plus(1)), USERS.bio.setNull())
                .execute();
        assertThat(USERS.get().logins).isEqualTo(2);
        assertThat(USERS.get().bio).isNull();
        assertThat(USERS.count()).isEqualTo(1);
    }

    @Test
    void updateInsertsWhenThereIsNoConflict() {
        USERS.insert(USERS.username.set("zaizee"))
                .onConflict(USERS.username)
                .update(USERS.bio.set("updated"))
                .execute();
        assertThat(USERS.get(USERS.username.eq("zaizee")).bio).isNull();
    }

    @Test
    void whereChoosesWhichRowsAreUpdated() {
        OnConflict<User> few = huey().where(USERS.logins.gt(5));
        few.update(USERS.bio.setExcluded()).execute();
        assertThat(USERS.get().bio).isEqualTo("old");
        USERS.update(USERS.logins.set(6)).all().execute();
        few.update(USERS.bio.setExcluded()).execute();
        assertThat(USERS.get().bio).isEqualTo("new");
    }

    @Test
    void doNothingLeavesTheRow() {
        assertThat(huey().doNothing().execute()).isZero();
        assertThat(USERS.insert(USERS.username.set("huey"))
                        .onConflictDoNothing()
                        .execute())
                .isZero();
        assertThat(USERS.insert(USERS.username.set("huey"))
                        .onConflictDoNothing()
                        .returning()
                        .execute())
                .isEmpty();
        assertThat(USERS.get().bio).isEqualTo("old");
    }

    @Test
    void ofManyRowsEachIsInsertedOrUpdated() {
        List<User> users = USERS.insertMany(List.of(
                        List.of(USERS.username.set("huey"), USERS.bio.set("1")),
                        List.of(USERS.username.set("zaizee"), USERS.bio.set("2"))))
                .onConflict(USERS.username)
                .update(USERS.bio.setExcluded())
                .returning()
                .execute();
        assertThat(users).hasSize(2);
        assertThat(USERS.select().orderBy(USERS.username).list())
                .extracting(user -> user.bio)
                .containsExactly("1", "2");
    }

    @Test
    void aTargetOfSeveralColumns() {
        INVOICES.create(INVOICES.customer.set("acme"), INVOICES.number.set(1));
        INVOICES.insert(INVOICES.customer.set("acme"), INVOICES.number.set(1), INVOICES.discount.set(9))
                .onConflict(INVOICES.customer, INVOICES.number)
                .update(INVOICES.discount.setExcluded())
                .execute();
        assertThat(INVOICES.get().discount).isEqualTo(9);
    }

    @Test
    void anotherConstraintStillFails() {
        long id = USERS.get().id;
        assertThatThrownBy(() -> USERS.insert(USERS.id.set(id), USERS.username.set("other"))
                        .onConflict(USERS.username)
                        .update(USERS.bio.setExcluded())
                        .execute())
                .isInstanceOf(IntegrityException.class);
    }

    @Test
    void anUpdateOfNothingOrWithoutTargetIsAnError() {
        assertThatThrownBy(() -> huey().update()).hasMessageContaining("doNothing()");
        assertThatThrownBy(
                        () -> USERS.insert(USERS.username.set("x")).onConflict().update(USERS.bio.setNull()))
                .hasMessageContaining("onConflict(USERS.username)");
    }

    @Test
    void excludedIsTheValueThatCouldNotBeInserted() {
        huey().update(
                        USERS.logins.set(
                                USERS.logins.plus(excluded(USERS.logins)).times(2)),
                        USERS.bio.set(USERS.username.concat(excluded(USERS.bio))))
                .execute();
        assertThat(USERS.get().logins).isEqualTo(22);
        assertThat(USERS.get().bio).isEqualTo("hueynew");
        huey().where(excluded(USERS.logins).gt(USERS.logins))
                .update(USERS.logins.setExcluded())
                .execute();
        assertThat(USERS.get().logins).isEqualTo(22);
    }

    @Test
    void rowsThatMeetTheSameRowCountOneAfterTheOther() {
        int rows = USERS.insertMany(List.of(
                        List.of(USERS.username.set("huey"), USERS.logins.set(10)),
                        List.of(USERS.username.set("zaizee"), USERS.logins.set(1)),
                        List.of(USERS.username.set("zaizee"), USERS.logins.set(2)),
                        List.of(USERS.username.set("huey"), USERS.logins.set(100))))
                .onConflict(USERS.username)
                .update(USERS.logins.set(USERS.logins.plus(excluded(USERS.logins))))
                .execute();
        assertThat(rows).isEqualTo(4);
        assertThat(USERS.get(USERS.username.eq("huey")).logins).isEqualTo(111);
        assertThat(USERS.get(USERS.username.eq("zaizee")).logins).isEqualTo(3);
    }

    @Test
    void replaceMakesTheRowTheOneThatWasToBeInserted() {
        User old = USERS.get();
        USERS.update(USERS.active.set(false)).all().execute();
        int rows = USERS.insert(USERS.username.set("huey"), USERS.logins.set(3))
                .onConflict(USERS.username)
                .replace()
                .execute();
        assertThat(rows).isEqualTo(1);
        User huey = USERS.get();
        assertThat(huey.id).isEqualTo(old.id);
        assertThat(huey.logins).isEqualTo(3);
        assertThat(huey.bio).isNull();
        assertThat(huey.active).isTrue();
        assertThat(USERS.insert(USERS.username.set("zaizee"))
                        .onConflict(USERS.username)
                        .replace()
                        .returning()
                        .get()
                        .username)
                .isEqualTo("zaizee");
        long id = INVOICES.create(INVOICES.customer.set("a"), INVOICES.currency.set("USD")).id;
        INVOICES.insert(INVOICES.customer.set("b"), INVOICES.id.set(id))
                .onConflict(INVOICES.id)
                .replace()
                .execute();
        assertThat(INVOICES.getById(id).customer).isEqualTo("b");
        assertThat(INVOICES.getById(id).currency).isEqualTo("EUR");
    }

    @Test
    void aPartialIndex() {
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> USERS.insert(USERS.username.set("x"), USERS.bio.set("old"))
                            .onConflict(USERS.bio)
                            .ofIndexWhere(USERS.active)
                            .doNothing()
                            .execute())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("partial");
            return;
        }
        db.sql("create unique index one_active on users (bio) where active");
        var upsert = USERS.insert(USERS.username.set("other"), USERS.bio.set("old"), USERS.logins.set(50))
                .onConflict(USERS.bio)
                .ofIndexWhere(USERS.active)
                .where(USERS.logins.lt(40))
                .update(USERS.logins.setExcluded());
        assertThat(upsert.execute()).isEqualTo(1);
        assertThat(USERS.get().logins).isEqualTo(50);
        assertThat(upsert.execute()).isZero();
        USERS.update(USERS.active.set(false)).all().execute();
        assertThat(upsert.execute()).isEqualTo(1);
        assertThat(USERS.count()).isEqualTo(2);
        assertThatThrownBy(() -> USERS.insert(USERS.username.set("x"))
                        .onConflict(USERS.bio)
                        .ofIndexWhere(USERS.logins.eq(1))
                        .doNothing()
                        .execute())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("custom");
    }

    @Test
    void aConstraintByItsName() {
        long id = USERS.get().id;
        var insert = USERS.insert(USERS.id.set(id), USERS.username.set("other"));
        var upsert = insert.onConflictWith("users_pkey").update(USERS.username.setExcluded());
        if (target == TestDatabase.POSTGRESQL) {
            assertThat(upsert.execute()).isEqualTo(1);
            assertThat(USERS.get().username).isEqualTo("other");
            assertThatThrownBy(() -> insert.onConflictWith("x\" do nothing; drop table users; --")
                            .doNothing()
                            .execute())
                    .isInstanceOf(DatabaseException.class);
            assertThat(USERS.exists()).isTrue();
        } else {
            assertThatThrownBy(upsert::execute)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("users_pkey");
        }
    }

    @Test
    void manyTasksCountTogether() {
        int tasks = 8;
        int times = 5;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            all.add(db.runAsync(() -> {
                for (int i = 0; i < times; i++) {
                    db.execute(USERS.insert(USERS.username.set("counter"), USERS.logins.set(1))
                            .onConflict(USERS.username)
                            .update(USERS.logins.set(USERS.logins.plus(excluded(USERS.logins)))));
                }
            }));
        }
        all.forEach(CompletableFuture::join);
        assertThat(USERS.get(USERS.username.eq("counter")).logins).isEqualTo(tasks * times);
    }
}
