// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Countries.COUNTRIES;
import static org.kinglet.tck.model.Invoices.INVOICES;
import static org.kinglet.tck.model.Tags.TAGS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.kinglet.Created;
import org.kinglet.IntegrityException;
import org.kinglet.Table;
import org.kinglet.tck.model.Country;
import org.kinglet.tck.model.Invoice;
import org.kinglet.tck.model.Tag;
import org.kinglet.tck.model.User;

/** Rows that are created unless they exist, also by many tasks at once. */
class GetOrCreateTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TAGS, COUNTRIES, INVOICES};
    }

    @Test
    void getOrCreateCreatesOnceAndFindsThen() {
        Created<User> first = USERS.getOrCreate(List.of(USERS.username.set("huey")), List.of(USERS.bio.set("cat")));
        assertThat(first.created()).isTrue();
        assertThat(first.entity().bio).isEqualTo("cat");
        assertThat(first.entity().isPersisted()).isTrue();
        Created<User> second = USERS.getOrCreate(List.of(USERS.username.set("huey")), List.of(USERS.bio.set("dog")));
        assertThat(second.created()).isFalse();
        assertThat(second.entity()).isEqualTo(first.entity());
        assertThat(second.entity().bio).isEqualTo("cat");
        assertThat(USERS.getOrCreateAsync(List.of(USERS.username.set("huey")), List.of())
                        .join()
                        .created())
                .isFalse();
    }

    @Test
    void getOrCreateCanLookForNull() {
        TAGS.create(new Tag(0, "red", "#f00"));
        Created<Tag> created = TAGS.getOrCreate(List.of(TAGS.color.setNull()), List.of(TAGS.name.set("colourless")));
        assertThat(created.created()).isTrue();
        assertThat(TAGS.getOrCreate(List.of(TAGS.color.setNull()), List.of(TAGS.name.set("other"))))
                .isEqualTo(new Created<>(created.entity(), false));
    }

    /** How programs fill a table with what has to be there, each time they start. */
    @Test
    void getOrCreateTakesAKeyThatTheProgramChooses() {
        List<String> names = List.of("red", "green", "blue");
        for (int start = 0; start < 2; start++) {
            for (int i = 0; i < names.size(); i++) {
                Created<Tag> tag = TAGS.getOrCreate(List.of(TAGS.id.set(i + 1L)), List.of(TAGS.name.set(names.get(i))));
                assertThat(tag).isEqualTo(new Created<>(new Tag(i + 1, names.get(i), null), start == 0));
            }
        }
        assertThat(TAGS.count()).isEqualTo(3);
    }

    @Test
    void getOrCreateOfNothingToLookForSaysSo() {
        assertThatThrownBy(() -> USERS.getOrCreate(List.of(), List.of(USERS.username.set("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("look for");
    }

    @Test
    void getOrCreateThatConflictsWithAnotherRowSaysWithWhat() {
        USERS.create(USERS.username.set("huey"));
        assertThatThrownBy(() -> USERS.getOrCreate(List.of(USERS.bio.set("cat")), List.of(USERS.username.set("huey"))))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isUniqueViolation()).isTrue());
    }

    @Test
    void createOrGetFindsByAnyUniqueConstraint() {
        User huey = USERS.create(USERS.username.set("huey"));
        Created<User> again = USERS.createOrGet(new User("huey"));
        assertThat(again.created()).isFalse();
        assertThat(again.entity()).isEqualTo(huey);
        assertThat(USERS.createOrGet(new User("zaizee")).created()).isTrue();

        COUNTRIES.create(new Country("FR", "France"));
        assertThat(COUNTRIES.createOrGet(new Country("FR", "Frankreich")))
                .isEqualTo(new Created<>(new Country("FR", "France"), false));
        assertThat(COUNTRIES.createOrGetAsync(new Country("DE", "Germany")).join())
                .isEqualTo(new Created<>(new Country("DE", "Germany"), true));

        Invoice invoice = INVOICES.create(INVOICES.customer.set("acme"), INVOICES.number.set(1));
        Invoice same = new Invoice();
        same.customer = "acme";
        same.number = 1;
        assertThat(INVOICES.createOrGet(same)).isEqualTo(new Created<>(invoice, false));
        same.number = 2;
        assertThat(INVOICES.createOrGet(same).created()).isTrue();
    }

    @Test
    void createOrGetGivesAModelThatWasCreatedItsKey() {
        User user = new User("huey");
        Created<User> created = USERS.createOrGet(user);
        assertThat(created.entity()).isSameAs(user);
        assertThat(user.id).isPositive();
        assertThat(user.isPersisted()).isTrue();
        assertThat(TAGS.createOrGet(new Tag(0, "red", null)).entity().id()).isPositive();
    }

    @Test
    void createOrGetOfWhatBreaksAnotherConstraintFails() {
        Invoice invoice = new Invoice();
        invoice.discount = 101;
        assertThatThrownBy(() -> INVOICES.createOrGet(invoice))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isCheckViolation()).isTrue());
    }

    @Test
    void bothWorkWithinATransactionAndAreUndoneWithIt() {
        User user = new User("huey");
        db.atomic(tx -> {
            assertThat(USERS.createOrGet(user).created()).isTrue();
            assertThat(USERS.createOrGet(new User("huey")).created()).isFalse();
            assertThat(USERS.getOrCreate(List.of(USERS.username.set("huey")), List.of())
                            .created())
                    .isFalse();
            tx.rollback();
        });
        assertThat(USERS.exists()).isFalse();
        assertThat(user.isPersisted()).isFalse();
        assertThat(user.id).isZero();
    }

    @Test
    void ofManyTasksExactlyOneCreates() throws Exception {
        for (int round = 0; round < 5; round++) {
            String name = "round" + round;
            List<Created<User>> all =
                    together(() -> USERS.getOrCreate(List.of(USERS.username.set(name)), List.of(USERS.bio.set("x"))));
            assertThat(all).filteredOn(Created::created).hasSize(1);
            assertThat(all)
                    .extracting(created -> created.entity().id)
                    .containsOnly(all.getFirst().entity().id);
        }
        assertThat(USERS.count()).isEqualTo(5);
    }

    @Test
    void ofManyTasksExactlyOneCreatesWithCreateOrGet() throws Exception {
        for (int round = 0; round < 5; round++) {
            String name = "round" + round;
            List<Created<Tag>> all = together(() -> TAGS.createOrGet(new Tag(0, name, null)));
            assertThat(all).filteredOn(Created::created).hasSize(1);
            assertThat(all)
                    .extracting(Created::entity)
                    .containsOnly(all.getFirst().entity());
        }
    }

    @Test
    void ofManyTransactionsExactlyOneCreates() throws Exception {
        List<Created<User>> all = together(() -> db.atomic(() -> {
            USERS.count();
            return USERS.getOrCreate(List.of(USERS.username.set("huey")), List.of());
        }));
        assertThat(all).filteredOn(Created::created).hasSize(1);
    }

    private static <T> List<T> together(Callable<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<T> results = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                futures.add(tasks.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            for (Future<T> future : futures) results.add(future.get());
        }
        return results;
    }
}
