// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Couples.COUPLES;
import static org.kinglet.tck.model.HoStIle.HO_ST_ILE;
import static org.kinglet.tck.model.Parts.PARTS;
import static org.kinglet.tck.model.Places.PLACES;
import static org.kinglet.tck.model.Scratches.SCRATCHES;
import static org.kinglet.tck.model.Settings.SETTINGS;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.Ref;
import org.kinglet.Sequence;
import org.kinglet.Table;
import org.kinglet.tck.model.Stock.Hostile;
import org.kinglet.tck.model.Stock.Scratch;

/** Constraints, comments and options of tables. */
class ConstraintsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {PARTS, COUPLES};
    }

    @Test
    void checksOfTheTable() {
        if (target == TestDatabase.MYSQL) return; // of that age, it reads checks and forgets them
        assertThatThrownBy(() -> PARTS.create(PARTS.name.set("x"), PARTS.quantity.set(-1)))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isCheckViolation()).isTrue());
        assertThatThrownBy(() -> PARTS.create(PARTS.name.set("x"), PARTS.priceCents.set(1_000_000L)))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("parts_sane");
    }

    @Test
    void namedUniqueConstraints() {
        COUPLES.insert(COUPLES.one.set(1L), COUPLES.two.set(2L)).execute();
        assertThatThrownBy(() ->
                        COUPLES.insert(COUPLES.one.set(1L), COUPLES.two.set(2L)).execute())
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isUniqueViolation()).isTrue());
        assertThat(COUPLES.insert(COUPLES.one.set(1L), COUPLES.two.set(2L))
                        .onConflict(COUPLES.one, COUPLES.two)
                        .doNothing()
                        .execute())
                .isZero();
        if (target == TestDatabase.POSTGRESQL) {
            assertThat(db.sql("select contype::text from pg_constraint where conname = ?", "pairs_of_two")
                            .scalar(String.class))
                    .isEqualTo("u");
        }
    }

    @Test
    void deferredUniqueConstraints() {
        db.bind(PLACES);
        if (target != TestDatabase.POSTGRESQL) {
            assertThatThrownBy(PLACES::createTable)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(
                            "has no deferrable unique constraints; leave out the deferral of places_rank");
            return;
        }
        PLACES.createTable();
        PLACES.insert(PLACES.list.set(1), PLACES.rank.set(1)).execute();
        PLACES.insert(PLACES.list.set(1), PLACES.rank.set(2)).execute();
        db.atomic(() -> {
            PLACES.update(PLACES.rank.set(3)).where(PLACES.rank.eq(1)).execute();
            PLACES.update(PLACES.rank.set(1)).where(PLACES.rank.eq(2)).execute();
            PLACES.update(PLACES.rank.set(2)).where(PLACES.rank.eq(3)).execute();
            PLACES.update(PLACES.rank.set(PLACES.rank.negated().plus(3))).all().execute();
        });
        assertThatThrownBy(() -> PLACES.update(PLACES.rank.set(1)).all().execute())
                .isInstanceOf(IntegrityException.class);
        db.dropTables(PLACES);
    }

    private @Nullable String comment(String table, @Nullable String column) {
        return switch (target) {
            case POSTGRESQL ->
                db.sql(
                                "select "
                                        + (column == null
                                                ? "obj_description(c.oid)"
                                                : "col_description(c.oid, (select attnum from pg_attribute where attrelid = c.oid and"
                                                        + " attname = '" + column.replace("'", "''") + "'))")
                                        + " from pg_class c where relkind = 'r' and relname = ?",
                                table)
                        .scalar(String.class);
            case MARIADB, MYSQL ->
                column == null
                        ? db.sql(
                                        "select table_comment from information_schema.tables where table_schema = database()"
                                                + " and table_name = ?",
                                        table)
                                .scalar(String.class)
                        : db.sql(
                                        "select column_comment from information_schema.columns where table_schema ="
                                                + " database() and table_name = ? and column_name = ?",
                                        table,
                                        column)
                                .scalar(String.class);
            default -> null;
        };
    }

    @Test
    void comments() {
        if (!target.isServer()) return; // SQLite keeps none
        assertThat(comment("parts", null)).isEqualTo("What's on the shelf, and \\ where");
        assertThat(comment("parts", "name")).isEqualTo("As the \"maker\" calls it; it's unique");
    }

    @Test
    void hostileNames() {
        db.bind(HO_ST_ILE);
        HO_ST_ILE.createTable();
        HO_ST_ILE.createTable();
        Hostile first = new Hostile();
        first.name = "'; drop table parts; --";
        first.save();
        Hostile second = new Hostile();
        second.name = "x";
        second.parent = Ref.to(first);
        second.save();
        assertThatThrownBy(first::delete)
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
        second.name = first.name;
        assertThatThrownBy(second::save)
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isUniqueViolation()).isTrue());
        if (target.isServer()) {
            assertThat(comment("ho\"st`ile;--→", null)).isEqualTo("it's; -- \"x\" `y` \\' */ ?");
            assertThat(comment("ho\"st`ile;--→", "na\"me`;--ü")).isEqualTo("it's \\'; -- ?");
        }
        HO_ST_ILE.truncate();
        assertThat(HO_ST_ILE.count()).isZero();
        HO_ST_ILE.dropTable();
        assertThat(HO_ST_ILE.tableExists()).isFalse();
        assertThat(PARTS.tableExists()).isTrue();
    }

    @Test
    void optionsOfOneServerSayNothingToOthers() {
        db.bind(SETTINGS);
        SETTINGS.createTable();
        SETTINGS.insert(SETTINGS.name.set("a"), SETTINGS.setting.set("b")).execute();
        assertThat(SETTINGS.getById("a").setting()).isEqualTo("b");
        String made = switch (target) {
            case POSTGRESQL ->
                db.sql("select relpersistence::text from pg_class where relname = 'settings'")
                        .scalar(String.class);
            case MARIADB, MYSQL ->
                db.sql("select engine from information_schema.tables where table_schema = database()"
                                + " and table_name = 'settings'")
                        .scalar(String.class);
            default ->
                db.sql("select sql from sqlite_schema where name = 'settings'").scalar(String.class);
        };
        switch (target) {
            case POSTGRESQL -> assertThat(made).isEqualTo("u");
            case MARIADB, MYSQL -> assertThat(made).isEqualTo("InnoDB");
            default -> {
                assertThat(made).endsWith("strict, without rowid");
                assertThatThrownBy(() -> db.sql("insert into settings values ('x', x'00')"))
                        .isInstanceOf(org.kinglet.DatabaseException.class);
            }
        }
        db.dropTables(SETTINGS);
    }

    @Test
    void temporaryTablesLiveWithTheirConnection() {
        db.bind(SCRATCHES);
        if (target != TestDatabase.SQLITE_MEMORY) {
            assertThatThrownBy(SCRATCHES::createTable)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lives with the connection that makes it");
        }
        db.atomic(() -> {
            SCRATCHES.createTable();
            Scratch scratch = new Scratch();
            scratch.number = 5;
            scratch.save();
            assertThat(SCRATCHES.get().number).isEqualTo(5);
            SCRATCHES.dropTable();
        });
        assertThatThrownBy(SCRATCHES::count).isInstanceOf(org.kinglet.ProgrammingException.class);
    }

    @Test
    void sequences() {
        Sequence numbers = Sequence.of("num\"b`ers;--").startingWith(10).incrementedBy(5);
        if (target != TestDatabase.POSTGRESQL && target != TestDatabase.MARIADB) {
            assertThatThrownBy(() -> db.createSequences(numbers))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("has no sequences; use a generated key");
            return;
        }
        db.createSequences(numbers);
        db.createSequencesAsync(numbers).join();
        COUPLES.insert(COUPLES.one.set(1L), COUPLES.two.set(numbers.next())).execute();
        COUPLES.insert(COUPLES.one.set(2L), COUPLES.two.set(numbers.next())).execute();
        assertThat(COUPLES.select().orderBy(COUPLES.one.asc()).list())
                .extracting(couple -> couple.two())
                .containsExactly(10L, 15L);
        db.dropSequences(numbers);
        db.dropSequencesAsync(numbers).join();
        assertThatThrownBy(() -> COUPLES.select(numbers.next()).list())
                .isInstanceOf(org.kinglet.DatabaseException.class);
    }
}
