// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Accounts.ACCOUNTS;
import static org.kinglet.tck.model.Invoices.INVOICES;
import static org.kinglet.tck.model.Notes.NOTES;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.tck.model.Account;
import org.kinglet.tck.model.Invoice;
import org.kinglet.tck.model.Invoice.Money;
import org.kinglet.tck.model.Note;
import org.kinglet.tck.model.User;

/** Accessors, inherited fields, converters, enums, defaults of the server. */
class MappingTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {ACCOUNTS, INVOICES, NOTES, USERS};
    }

    @Test
    void privateFieldsGoThroughTheirAccessors() {
        Account account = new Account();
        account.setOwner("huey");
        account.setOpen(false);
        account.setSecret("s");
        account.save();
        Account read = ACCOUNTS.get(ACCOUNTS.owner.eq("huey"), ACCOUNTS.open.not(), ACCOUNTS.secret.eq("s"));
        assertThat(ACCOUNTS.toMap(read)).isEqualTo(ACCOUNTS.toMap(account));
        read.setOpen(true);
        assertThat(read.dirtyColumns()).containsExactly(ACCOUNTS.open);
    }

    @Test
    void inheritedFieldsAreColumns() {
        Note note = new Note();
        note.text = "text";
        note.setLabel("label");
        note.save();
        Note read = NOTES.getById(note.id);
        assertThat(read.getLabel()).isEqualTo("label");
        assertThat(read.createdAt).isEqualTo(note.createdAt);
        assertThat(NOTES.create(NOTES.text.set("other")).getLabel()).isEqualTo("none");
        assertThat(NOTES.select().where(NOTES.label.eq("label")).list()).containsExactly(note);
        read.setLabel("new");
        assertThat(read.dirtyColumns()).containsExactly(NOTES.label);
    }

    @Test
    void aSubclassOfAnEntityIsStoredAsTheEntity() {
        class Admin extends User {}
        Admin admin = new Admin();
        admin.username = "root";
        admin.save();
        assertThat(admin.isPersisted()).isTrue();
        assertThat(USERS.getById(admin.id).username).isEqualTo("root");
    }

    @Test
    void convertedValuesAreStoredComparedAndSet() {
        Invoice invoice = new Invoice();
        invoice.currency = "CHF";
        invoice.total = new Money(12_345);
        invoice.lines = List.of("one", "two");
        invoice.save();
        assertThat(db.sql("select total from invoices").scalar(String.class)).isEqualTo("123.45");
        Invoice read = INVOICES.get(INVOICES.total.eq(new Money(12_345)));
        assertThat(read.total).isEqualTo(new Money(12_345));
        assertThat(read.lines).containsExactly("one", "two");
        INVOICES.update(INVOICES.total.set(new Money(5)), INVOICES.lines.setNull())
                .all()
                .execute();
        assertThat(INVOICES.get().total).isEqualTo(new Money(5));
        assertThat(INVOICES.get().lines).isNull();
        assertThat(INVOICES.count(INVOICES.total.in(List.of(new Money(5), new Money(6)))))
                .isEqualTo(1);
        assertThat(INVOICES.select(INVOICES.total).get().get(INVOICES.total)).isEqualTo(new Money(5));
    }

    @Test
    void aConvertedValueThatIsEqualIsNoChange() {
        Invoice invoice = INVOICES.create(INVOICES.lines.set(List.of("a", "b")));
        invoice.lines = new java.util.ArrayList<>(List.of("a", "b"));
        invoice.total = new Money(0);
        assertThat(invoice.dirtyColumns()).isEmpty();
        invoice.lines.add("c");
        assertThat(invoice.dirtyColumns()).containsExactly(INVOICES.lines);
    }

    @Test
    void enumsAreStoredByName() {
        INVOICES.create(INVOICES.state.set(Invoice.State.PAID));
        assertThat(db.sql("select state from invoices").scalar(String.class)).isEqualTo("PAID");
        assertThat(INVOICES.get(INVOICES.state.eq(Invoice.State.PAID)).state).isEqualTo(Invoice.State.PAID);
        assertThat(INVOICES.exists(INVOICES.state.ne(Invoice.State.PAID))).isFalse();
    }

    @Test
    void aDefaultOfTheServerIsTakenWhenNothingIsSet() {
        assertThat(INVOICES.create().currency).isEqualTo("EUR");
        Invoice saved = new Invoice();
        saved.number = 2;
        saved.save();
        assertThat(INVOICES.getById(saved.id).currency).isEqualTo("EUR");
        assertThat(INVOICES.create(INVOICES.number.set(3), INVOICES.currency.set("CHF")).currency)
                .isEqualTo("CHF");
        Invoice bulk = new Invoice();
        bulk.number = 4;
        INVOICES.bulkCreate(List.of(bulk));
        assertThat(INVOICES.getById(bulk.id).currency).isEqualTo("EUR");
    }

    @Test
    void anExceptionOfAConverterReachesTheCallerAndLosesNoConnection() {
        INVOICES.create();
        db.sql("update invoices set total = '1.234'");
        assertThatThrownBy(INVOICES::get).hasMessageContaining("total");
        assertThat(db.stats().inUse()).isZero();
        assertThat(INVOICES.count()).isEqualTo(1);
    }
}
