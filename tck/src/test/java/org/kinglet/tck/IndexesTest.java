// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Badges.BADGES;
import static org.kinglet.tck.model.Mails.MAILS;
import static org.kinglet.tck.model.Parts.PARTS;
import static org.kinglet.tck.model.Slots.SLOTS;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.ProgrammingException;
import org.kinglet.Table;

/** Each feature of indexes: in the server's catalogue, or by its effect. */
class IndexesTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {PARTS};
    }

    /** How the server says the index was made; null if there is none. */
    private @Nullable String index(String name) {
        String sql = switch (target) {
            case SQLITE_FILE, SQLITE_MEMORY -> "select sql from sqlite_schema where name = ?";
            case POSTGRESQL -> "select indexdef from pg_indexes where indexname = ?";
            case MARIADB, MYSQL ->
                "select group_concat(column_name, collation order by seq_in_index) from information_schema.statistics"
                        + " where table_schema = database() and index_name = ?";
        };
        String text = db.sql(sql, name).scalar(String.class);
        return text == null ? null : text.replace("\"", "").toLowerCase(Locale.ROOT);
    }

    private static void isUnique(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
        assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isUniqueViolation()).isTrue());
    }

    @Test
    void descendingAndCovering() {
        switch (target) {
            case POSTGRESQL ->
                assertThat(index("parts_covered")).endsWith("(quantity desc, name) include (price_cents)");
            case MARIADB, MYSQL -> assertThat(index("parts_covered")).isEqualTo("quantityd,namea");
            default -> assertThat(index("parts_covered")).endsWith("(quantity desc, name)");
        }
    }

    @Test
    void partialAndOverExpressions() {
        if (target.isMysqlFamily()) {
            assertThat(index("parts_cheap")).isEqualTo("price_centsa");
            if (target == TestDatabase.MARIADB)
                assertThat(index("parts_lower_name")).isNull();
        } else {
            assertThat(index("parts_cheap")).contains("where").contains("price_cents < 100");
            assertThat(index("parts_lower_name")).containsPattern("lower\\(+name");
        }
    }

    @Test
    void concurrentOnesAreMadeOutsideOfTheTransaction() {
        assertThat(index("parts_later")).isNotNull();
        PARTS.createTable();
        if (target != TestDatabase.POSTGRESQL) return;
        PARTS.dropTable();
        assertThatThrownBy(() -> db.atomic(() -> PARTS.createTable()))
                .isInstanceOf(org.kinglet.DatabaseException.class)
                .hasMessageContaining("CONCURRENTLY");
        assertThat(PARTS.tableExists()).isFalse();
    }

    @Test
    void partialUnique() {
        db.bind(SLOTS);
        if (target.isMysqlFamily()) {
            assertThatThrownBy(SLOTS::createTable)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("has no index with a condition; for slots_taken");
            return;
        }
        SLOTS.createTable();
        SLOTS.insert(SLOTS.room.set("a"), SLOTS.cancelled.set(0)).execute();
        SLOTS.insert(SLOTS.room.set("a"), SLOTS.cancelled.set(1)).execute();
        SLOTS.insert(SLOTS.room.set("a"), SLOTS.cancelled.set(1)).execute();
        isUnique(() -> SLOTS.insert(SLOTS.room.set("a"), SLOTS.cancelled.set(0)).execute());
        db.dropTables(SLOTS);
    }

    @Test
    void uniqueOverAnExpression() {
        db.bind(MAILS);
        if (target == TestDatabase.MARIADB) {
            assertThatThrownBy(MAILS::createTable)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("MariaDB has no index over expressions; for mails_address");
            return;
        }
        MAILS.createTable();
        MAILS.insert(MAILS.address.set("Huey@x")).execute();
        isUnique(() -> MAILS.insert(MAILS.address.set("hUEY@X")).execute());
        db.dropTables(MAILS);
    }

    @Test
    void nullsThatAreNotDistinct() {
        db.bind(BADGES);
        if (target != TestDatabase.POSTGRESQL) {
            assertThatThrownBy(BADGES::createTable)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("nulls are not distinct");
            return;
        }
        BADGES.createTable();
        BADGES.insert(BADGES.label.set("x")).execute();
        isUnique(() -> BADGES.insert(BADGES.label.set("x")).execute());
        BADGES.insert(BADGES.label.set("y")).execute();
        db.dropTables(BADGES);
    }

    @Test
    void anIndexOfAnUnknownColumnIsAnErrorOfTheServer() {
        assertThatThrownBy(() -> db.sql("create index x on parts (nothing)")).isInstanceOf(ProgrammingException.class);
        assertThat(PARTS.definition().indexes())
                .extracting(index -> index.name())
                .containsAll(List.of("parts_cheap"));
    }
}
