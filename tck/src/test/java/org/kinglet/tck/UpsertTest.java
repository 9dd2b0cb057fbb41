// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Invoices.INVOICES;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
}
