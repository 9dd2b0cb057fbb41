// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Accounts.ACCOUNTS;
import static org.kinglet.tck.model.Appeals.APPEALS;
import static org.kinglet.tck.model.Attachments.ATTACHMENTS;
import static org.kinglet.tck.model.Blanks.BLANKS;
import static org.kinglet.tck.model.Countries.COUNTRIES;
import static org.kinglet.tck.model.Courses.COURSES;
import static org.kinglet.tck.model.Enrollments.ENROLLMENTS;
import static org.kinglet.tck.model.Seats.SEATS;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.NoRowException;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.tck.model.Account;
import org.kinglet.tck.model.Appeal;
import org.kinglet.tck.model.Attachment;
import org.kinglet.tck.model.Blank;
import org.kinglet.tck.model.Country;
import org.kinglet.tck.model.Course;
import org.kinglet.tck.model.Enrollment;
import org.kinglet.tck.model.Enrollments;
import org.kinglet.tck.model.Seat;
import org.kinglet.tck.model.Seats;

/** Keys that the program makes, keys of several columns, keys that are references. */
class KeysTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {ACCOUNTS, APPEALS, ATTACHMENTS, BLANKS, COUNTRIES, COURSES, ENROLLMENTS, SEATS};
    }

    @Test
    void aModelWithAKeyOfItsOwnIsInsertedThenUpdated() {
        Account account = new Account();
        UUID id = account.getId();
        account.setOwner("huey");
        assertThat(account.isPersisted()).isFalse();
        assertThat(account.save()).isEqualTo(1);
        account.setOwner("zaizee");
        assertThat(account.save()).isEqualTo(1);
        assertThat(account.getId()).isEqualTo(id);
        assertThat(ACCOUNTS.getById(id).getOwner()).isEqualTo("zaizee");
        assertThat(ACCOUNTS.count()).isEqualTo(1);
    }

    @Test
    void aDefaultKeyIsMadeAnewForEachRow() {
        Account one = ACCOUNTS.create(ACCOUNTS.owner.set("a"));
        Account other = ACCOUNTS.create(ACCOUNTS.owner.set("b"));
        assertThat(one.getId()).isNotEqualTo(other.getId());
        ACCOUNTS.insertMany(List.of(List.of(ACCOUNTS.owner.set("c")), List.of(ACCOUNTS.owner.set("d"))))
                .execute();
        assertThat(ACCOUNTS.count()).isEqualTo(4);
    }

    @Test
    void twoEntitiesWithTheSameKeyConflict() {
        Account account = ACCOUNTS.create(ACCOUNTS.owner.set("a"));
        Account copy = new Account();
        copy.setId(account.getId());
        copy.setOwner("b");
        assertThatThrownBy(copy::save)
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isUniqueViolation()).isTrue());
        assertThat(copy.isPersisted()).isFalse();
    }

    @Test
    void theKeyOfARowCanBeChanged() {
        Account account = ACCOUNTS.create(ACCOUNTS.owner.set("a"));
        UUID before = account.getId();
        account.setId(UUID.randomUUID());
        assertThat(account.save()).isEqualTo(1);
        assertThat(ACCOUNTS.findById(before)).isEmpty();
        assertThat(ACCOUNTS.getById(account.getId()).getOwner()).isEqualTo("a");
        assertThat(ACCOUNTS.count()).isEqualTo(1);
    }

    @Test
    void aRecordWithAKeyOfItsOwnIsInsertedOrUpdatedBySave() {
        assertThat(db.save(new Country("FR", "France"))).isEqualTo(1);
        assertThat(db.save(new Country("FR", "République française"))).isEqualTo(1);
        assertThat(COUNTRIES.getById("FR").name()).isEqualTo("République française");
        assertThat(COUNTRIES.count()).isEqualTo(1);
        assertThat(db.saveAsync(new Country("DE", "Germany")).join()).isEqualTo(1);
        assertThat(COUNTRIES.count()).isEqualTo(2);
    }

    @Test
    void anIntegerKeyThatTheProgramSetsMayBeZero() {
        COURSES.create(new Course(0, "zero"));
        assertThat(COURSES.getById(0L).title()).isEqualTo("zero");
        COURSES.create(new Course(-5, "minus five"));
        assertThat(COURSES.getById(-5L).number()).isEqualTo(-5);
    }

    @Test
    void aBoxedGeneratedKeyIsNullUntilTheRowExists() {
        Attachment attachment = new Attachment();
        assertThat(attachment.id).isNull();
        attachment.save();
        assertThat(attachment.id).isPositive();
        assertThat(ATTACHMENTS.getById(attachment.id)).isEqualTo(attachment);
    }

    @Test
    void aTableWithNothingButAGeneratedKeyCanBeFilled() {
        Blank one = BLANKS.create(new Blank(0));
        assertThat(BLANKS.create().id()).isGreaterThan(one.id());
        assertThat(BLANKS.bulkCreate(List.of(new Blank(0), new Blank(0), new Blank(9))))
                .doesNotHaveDuplicates();
        assertThat(BLANKS.insert().execute()).isEqualTo(1);
        assertThat(BLANKS.count()).isEqualTo(6);
    }

    @Test
    void aKeyOfSeveralColumnsIsARecord() {
        SEATS.create(new Seat("hall", 1, false));
        SEATS.create(new Seat("hall", 2, false));
        SEATS.create(new Seat("attic", 1, false));
        Seats.Key key = new Seats.Key("hall", 2);
        assertThat(SEATS.getById(key)).isEqualTo(new Seat("hall", 2, false));
        assertThat(SEATS.setById(key, SEATS.taken.set(true))).isEqualTo(1);
        assertThat(SEATS.select().where(SEATS.taken).list()).containsExactly(new Seat("hall", 2, true));
        assertThat(db.update(new Seat("attic", 1, true), SEATS.taken)).isEqualTo(1);
        assertThat(SEATS.deleteById(key)).isEqualTo(1);
        assertThat(SEATS.findById(key)).isEmpty();
        assertThat(SEATS.count(SEATS.taken)).isEqualTo(1);
        assertThatThrownBy(() -> SEATS.create(new Seat("hall", 1, true))).isInstanceOf(IntegrityException.class);
    }

    @Test
    void aModelWithAKeyOfSeveralColumnsSavesItself() {
        Course course = COURSES.create(new Course(7, "seven"));
        Enrollment enrollment = new Enrollment("sam", course);
        assertThat(enrollment.save()).isEqualTo(1);
        enrollment.points = 12;
        assertThat(enrollment.save()).isEqualTo(1);
        Enrollment read = ENROLLMENTS.getById(new Enrollments.Key("sam", 7));
        assertThat(read).isEqualTo(enrollment);
        assertThat(read.points).isEqualTo(12);
        assertThat(read.course.get()).isEqualTo(course);
        read.points = 13;
        assertThat(read.save()).isEqualTo(1);
        enrollment.refresh();
        assertThat(enrollment.points).isEqualTo(13);
        assertThat(enrollment.delete()).isEqualTo(1);
        assertThat(ENROLLMENTS.exists()).isFalse();
        read.points = 14;
        assertThatThrownBy(read::save).isInstanceOf(NoRowException.class);
    }

    @Test
    void aReferenceToAKeyOfSeveralColumnsHasAsMany() {
        Course course = COURSES.create(new Course(7, "seven"));
        Enrollment sam = ENROLLMENTS.create(new Enrollment("sam", course));
        Enrollment pat = ENROLLMENTS.create(new Enrollment("pat", course));
        Appeal appeal = APPEALS.create(new Appeal(0, Ref.to(sam), "unfair"));
        APPEALS.create(new Appeal(0, Ref.to(pat), "too hard"));
        Appeal read = APPEALS.getById(appeal.id());
        assertThat(read).isEqualTo(appeal);
        assertThat(read.enrollment().<Enrollments.Key>id()).isEqualTo(new Enrollments.Key("sam", 7));
        assertThat(read.enrollment().get()).isEqualTo(sam);
        assertThat(APPEALS.get(APPEALS.enrollment.eq(pat)).reason()).isEqualTo("too hard");
        assertThat(APPEALS.select()
                        .where(APPEALS.enrollment.eqKey(new Enrollments.Key("sam", 7)))
                        .list())
                .containsExactly(appeal);
        assertThat(APPEALS.count(APPEALS.enrollment.inKeys(
                        List.of(new Enrollments.Key("sam", 7), new Enrollments.Key("nobody", 7)))))
                .isEqualTo(1);
        assertThat(APPEALS.select(APPEALS.reason)
                        .join(APPEALS.enrollment)
                        .where(ENROLLMENTS.student.eq("pat"))
                        .scalar(String.class))
                .isEqualTo("too hard");
    }
}
