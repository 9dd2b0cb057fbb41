// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Invoices.INVOICES;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;
import static org.kinglet.tck.model.WeIrdUser.WE_IRD_USER;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.Table;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.Computation;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.SqlType;

/** What a database says of its tables, those that Kinglet made and those that it would never make. */
class IntrospectionTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, INVOICES, WE_IRD_USER};
    }

    private LiveTable table(String name) {
        return db.schema().table(name).orElseThrow();
    }

    private static LiveColumn column(LiveTable table, String name) {
        return table.column(name).orElseThrow();
    }

    /** In the target's quotes. */
    private void sql(String text) {
        db.sql(target.isMysqlFamily() ? text.replace('"', '`') : text);
    }

    @Test
    void tablesOfModelsAreFoundWithAllTheirColumns() {
        List<LiveTable> found = db.schema().tables();
        assertThat(found)
                .extracting(LiveTable::name)
                .containsExactly(
                        "invoices", "tweets", "users", WE_IRD_USER.definition().name());
        for (Table<?, ?> model : tables()) {
            LiveTable table = table(model.definition().name());
            assertThat(found).contains(table);
            assertThat(table.kind()).isEqualTo(LiveTable.Kind.TABLE);
            assertThat(table.columns())
                    .extracting(LiveColumn::name)
                    .containsExactlyElementsOf(model.definition().columns().stream()
                            .map(ColumnDefinition::name)
                            .toList());
            for (ColumnDefinition column : model.definition().columns()) {
                LiveColumn live = column(table, column.name());
                assertThat(live.nullable()).as(column.name()).isEqualTo(column.nullable());
                assertThat(live.generated()).as(column.name()).isEqualTo(column.generated());
                assertThat(live.comment()).isNull();
                assertThat(live.type()).isNotEmpty();
            }
            assertThat(table.primaryKey()).as(table.name()).isNotNull();
            assertThat(table.primaryKey().columns())
                    .isEqualTo(model.definition().primaryKey());
        }
        // MySQL 8.0.15 knows no checks, and does not tell the default of a longtext.
        boolean old = target == TestDatabase.MYSQL;
        assertThat(column(table("invoices"), "currency").defaultValue()).contains(old ? "" : "'EUR'");
        if (!old)
            assertThat(table("invoices").checks())
                    .extracting(LiveCheck::condition)
                    .anyMatch(sql -> sql.contains("discount"));
        assertThat(db.schema().views()).isEmpty();
        assertThat(db.schema().sequences()).isEmpty();
    }

    @Test
    void indexesAndForeignKeysOfModelsAreFound() {
        LiveIndex username = table("users").index("users_username").orElseThrow();
        assertThat(username.unique()).isTrue();
        assertThat(username.columns()).containsExactly("username");
        assertThat(username.where()).isNull();
        assertThat(table("tweets").index("tweets_created_at").orElseThrow().unique())
                .isFalse();
        LiveForeignKey user = table("tweets").foreignKey("user_id").orElseThrow();
        assertThat(user.parentTable()).isEqualTo("users");
        assertThat(user.parentColumns()).containsExactly("id");
        assertThat(user.parentSchema()).isEqualTo(db.schema().name());
        assertThat(user.deferral()).isEqualTo(Deferral.NOT_DEFERRABLE);
    }

    @Test
    void theNumberOfStatementsDoesNotDependOnTheNumberOfTables() {
        sent.clear();
        db.schema().tables();
        int few = sent.sql().size();
        for (int i = 0; i < 20; i++) db.sql("create table many_" + i + " (id integer primary key, x integer unique)");
        sent.clear();
        assertThat(db.schema().tables()).hasSize(24);
        assertThat(sent.sql()).hasSize(few).hasSizeLessThan(7);
        sent.clear();
        assertThat(db.schema().tableExists("many_1")).isTrue();
        assertThat(db.schema().tableNames()).hasSize(24).contains("many_19");
        assertThat(sent.sql()).hasSize(2);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(db.schema().table("nothing")).isEmpty();
        assertThat(db.schema().tableExists("nothing")).isFalse();
        assertThat(db.schema().tableExists("us_rs")).isFalse();
        assertThat(db.schema().tableExists("' or ''='")).isFalse();
        assertThat(db.schema().in("no_such_schema_1").tableExists("users")).isFalse();
        assertThat(db.schema().tableExists("users")).isTrue();
    }

    @Test
    void namesMayBeHostile() {
        LiveTable weird = table(WE_IRD_USER.definition().name());
        assertThat(weird.column("the \"key\"")).isPresent();
        assertThat(weird.foreignKeys()).extracting(LiveForeignKey::columns).contains(List.of("par\"ent"));
        sql("create table \"Mixed, Case's (1)\" (\"A\"\"b\" integer not null default 3, \"check\" varchar(10) default"
                + " 'it''s, ok)', primary key (\"A\"\"b\"))");
        sql("create index \"an, Index)\" on \"Mixed, Case's (1)\" (\"check\", \"A\"\"b\")");
        LiveTable mixed = table("Mixed, Case's (1)");
        String key = target.isMysqlFamily() ? "A``b" : "A\"b";
        assertThat(mixed.columns()).extracting(LiveColumn::name).containsExactly(key.replace("``", "`"), "check");
        assertThat(column(mixed, "check").defaultValue()).startsWith("'it''s, ok)'");
        assertThat(column(mixed, key.replace("``", "`")).defaultValue()).isEqualTo("3");
        assertThat(mixed.index("an, Index)").orElseThrow().columns()).containsExactly("check", key.replace("``", "`"));
    }

    @Test
    void viewsHaveColumnsAndTheirSelect() {
        sql("create view \"old Users\" as select id, username from users where id < 10");
        assertThat(db.schema().tables()).extracting(LiveTable::name).doesNotContain("old Users");
        assertThat(db.schema().tableExists("old Users")).isFalse();
        assertThat(db.schema().views()).hasSize(1);
        LiveTable view = table("old Users");
        assertThat(view.kind()).isEqualTo(LiveTable.Kind.VIEW);
        assertThat(view.columns()).extracting(LiveColumn::name).containsExactly("id", "username");
        assertThat(view.definition()).containsIgnoringCase("select").contains("10");
        assertThat(view.primaryKey()).isNull();
        sql("drop view \"old Users\"");
    }

    @Test
    void compositeForeignKeysKeepTheOrderOfTheirColumns() {
        sql("create table parent (b integer not null, a integer not null, primary key (a, b))");
        sql("create table child (x integer, y integer, z integer, constraint \"to Parent\" foreign key (y, x)"
                + " references parent (a, b) on delete cascade on update set null,"
                + " foreign key (z, y) references parent (a, b))");
        LiveTable child = table("child");
        assertThat(table("parent").primaryKey().columns()).containsExactly("a", "b");
        assertThat(child.foreignKeys()).hasSize(2);
        LiveForeignKey named = child.foreignKey("y", "x").orElseThrow();
        assertThat(named.name()).isEqualTo("to Parent");
        assertThat(named.parentColumns()).containsExactly("a", "b");
        assertThat(named.onDelete()).isEqualTo(ReferentialAction.CASCADE);
        assertThat(named.onUpdate()).isEqualTo(ReferentialAction.SET_NULL);
        LiveForeignKey other = child.foreignKey("z", "y").orElseThrow();
        assertThat(other.parentColumns()).containsExactly("a", "b");
        assertThat(List.of(other.onDelete(), other.onUpdate()))
                .isSubsetOf(ReferentialAction.NO_ACTION, ReferentialAction.RESTRICT);
    }

    @Test
    void generatedColumnsAndChecksAreTold() {
        sql("create table computed (id integer primary key, a integer not null, \"b b\" integer,"
                + " total integer generated always as (a + coalesce(\"b b\", 0)) stored,"
                + " constraint \"a (is) small\" check (a < 10 or \"b b\" in (1, 2)))");
        LiveTable computed = table("computed");
        Computation total = column(computed, "total").computation();
        assertThat(total).isNotNull();
        assertThat(total.stored()).isTrue();
        assertThat(total.expression()).containsIgnoringCase("coalesce").contains("b b");
        assertThat(column(computed, "total").defaultValue()).isNull();
        assertThat(column(computed, "a").computation()).isNull();
        if (target != TestDatabase.MYSQL) {
            assertThat(computed.checks()).hasSize(1);
            LiveCheck check = computed.checks().getFirst();
            assertThat(check.name()).isEqualTo("a (is) small");
            assertThat(check.condition()).contains("10").contains("b b");
        }
    }

    @Test
    void partialExpressionAndDescendingIndexesAreTold() {
        sql("create table things (id integer primary key, name varchar(50), size integer, kind integer)");
        sql("create index by_size on things (size desc, name)");
        LiveIndex bySize = table("things").index("by_size").orElseThrow();
        assertThat(bySize.columns()).containsExactly("size", "name");
        assertThat(bySize.parts()).extracting(LiveIndex.Part::descending).containsExactly(true, false);
        if (target.isMysqlFamily()) {
            sql("create index prefix on things (name(10))");
            assertThat(table("things").index("prefix").orElseThrow().parts())
                    .extracting(LiveIndex.Part::length)
                    .containsExactly(10);
        } else {
            sql("create unique index partial on things (kind, lower(name) desc) where size > 3 and name <> 'where )'");
            LiveIndex partial = table("things").index("partial").orElseThrow();
            assertThat(partial.unique()).isTrue();
            assertThat(partial.constraint()).isFalse();
            assertThat(partial.columns()).isEmpty();
            assertThat(partial.parts().get(0).column()).isEqualTo("kind");
            assertThat(partial.parts().get(1).expression())
                    .contains("lower")
                    .contains("name")
                    .doesNotContain("desc");
            assertThat(partial.parts().get(1).descending()).isTrue();
            assertThat(partial.where()).contains("size").contains("'where )'").doesNotStartWith("where");
        }
        if (target == TestDatabase.MYSQL) {
            sql("create index computed_parts on things ((lower(name)))");
            assertThat(table("things")
                            .index("computed_parts")
                            .orElseThrow()
                            .parts()
                            .getFirst()
                            .expression())
                    .contains("lower");
        }
        if (target == TestDatabase.POSTGRESQL) {
            sql("create unique index covering on things using btree (kind nulls first, name text_pattern_ops)"
                    + " include (size) nulls not distinct");
            LiveIndex covering = table("things").index("covering").orElseThrow();
            assertThat(covering.include()).containsExactly("size");
            assertThat(covering.nullsNotDistinct()).isTrue();
            assertThat(covering.parts().get(0).nullsOrder()).isEqualTo(LiveIndex.NullsOrder.FIRST);
            assertThat(covering.parts().get(1).operatorClass()).isEqualTo("text_pattern_ops");
        }
    }

    @Test
    void uniqueConstraintsAreIndexesOfAConstraint() {
        sql("create table keys_of_two (id integer primary key, a integer, b integer, constraint ab unique (a, b))");
        LiveIndex index = table("keys_of_two").indexes().getFirst();
        assertThat(index.columns()).containsExactly("a", "b");
        assertThat(index.unique()).isTrue();
        assertThat(index.constraint()).isEqualTo(!target.isMysqlFamily());
    }

    @Test
    void typesAreTheServersAndKindsAreOurs() {
        String types = target == TestDatabase.POSTGRESQL
                ? "a character varying(40), b timestamp with time zone, c numeric(10, 2), d bigint[], e inet, f jsonb"
                : target.isMysqlFamily()
                        ? "a varchar(40), b timestamp(6) null, c decimal(10, 2), d bigint, e enum('A', 'b,'), f json"
                        : "a varchar(40), b timestamptz, c decimal(10, 2), d bigint, e, f json";
        sql("create table typed (id integer primary key, " + types + ")");
        LiveTable typed = table("typed");
        assertThat(column(typed, "a").columnType()).isEqualTo(ColumnType.of(SqlType.TEXT));
        assertThat(column(typed, "a").type()).endsWith("(40)");
        assertThat(column(typed, "b").columnType()).isEqualTo(ColumnType.of(SqlType.TIMESTAMP_WITH_TIME_ZONE));
        assertThat(column(typed, "c").columnType()).isEqualTo(ColumnType.of(SqlType.DECIMAL));
        ColumnType big = ColumnType.of(SqlType.BIGINT);
        assertThat(column(typed, "d").columnType())
                .isEqualTo(target == TestDatabase.POSTGRESQL ? ColumnType.arrayOf(big) : big);
        assertThat(column(typed, "e").columnType()).isNull();
        assertThat(column(typed, "f").columnType()).isEqualTo(ColumnType.of(SqlType.JSON));
        assertThat(typed.checks()).isEmpty();
        if (target.isMysqlFamily()) assertThat(column(typed, "e").type()).isEqualTo("enum('A','b,')");
    }

    @Test
    void otherSchemasAreSeenWhenNamed() {
        if (!target.isServer()) {
            Database attached = attached();
            try (attached) {
                assertThat(attached.schema().schemas()).containsExactly("main", "other");
                assertThat(attached.schema().tables()).isEmpty();
                assertThat(attached.schema().in("other").tables())
                        .extracting(LiveTable::toString)
                        .containsExactly("other.far");
            }
            return;
        }
        if (target == TestDatabase.POSTGRESQL) {
            sql("create schema \"an \"\"Other\"");
            sql("create table \"an \"\"Other\".users (id bigint references users (id), primary key (id))");
            assertThat(db.schema().schemas()).contains("public", "an \"Other");
            List<LiveTable> other = db.schema().in("an \"Other").tables();
            assertThat(other).hasSize(1);
            assertThat(other.getFirst().columns()).hasSize(1);
            assertThat(other.getFirst().foreignKeys().getFirst().parentSchema()).isEqualTo("public");
            sql("drop schema \"an \"\"Other\" cascade");
        } else {
            assertThat(db.schema().schemas()).contains(db.schema().name());
            assertThat(db.schema().in(db.schema().name()).tables())
                    .isEqualTo(db.schema().tables());
            assertThat(db.schema().in("mysql").tableExists("db")).isTrue();
        }
    }

    private Database attached() {
        Database attached = target.builder().poolSize(1).open();
        attached.sql("attach ':memory:' as other");
        attached.sql("create table other.far (id integer primary key)");
        return attached;
    }

    @Test
    void serialAndIdentityAreGenerated() {
        if (target != TestDatabase.POSTGRESQL) return;
        sql("create sequence counter start 5 increment 2");
        sql("create table numbered (a serial primary key, b bigint generated always as identity,"
                + " c bigint default nextval('counter'))");
        LiveTable numbered = table("numbered");
        assertThat(column(numbered, "a").generated()).isTrue();
        assertThat(column(numbered, "a").defaultValue()).isNull();
        assertThat(column(numbered, "b").generated()).isTrue();
        assertThat(column(numbered, "c").generated()).isFalse();
        assertThat(column(numbered, "c").defaultValue()).contains("counter");
        assertThat(db.schema().sequences()).hasSize(1);
        assertThat(db.schema().sequences().getFirst().start()).isEqualTo(5);
        assertThat(db.schema().sequences().getFirst().increment()).isEqualTo(2);
        sql("drop table numbered");
        sql("drop sequence counter");
    }

    @Test
    void commentsAreTold() {
        if (!target.isServer()) return;
        sql("create table noted (id integer primary key, a integer"
                + (target.isMysqlFamily() ? " comment 'it''s a') comment = 'it''s me'" : ")"));
        if (target == TestDatabase.POSTGRESQL) {
            sql("comment on table noted is 'it''s me'");
            sql("comment on column noted.a is 'it''s a'");
        }
        assertThat(table("noted").comment()).isEqualTo("it's me");
        assertThat(column(table("noted"), "a").comment()).isEqualTo("it's a");
        assertThat(column(table("noted"), "id").comment()).isNull();
    }

    @Test
    void asyncTwinsTellTheSame() {
        assertThat(db.schema().tablesAsync().join()).isEqualTo(db.schema().tables());
        assertThat(db.schema().viewsAsync().join()).isEmpty();
        assertThat(db.schema().tableAsync("users").join()).isEqualTo(Optional.of(table("users")));
        assertThat(db.schema().tableExistsAsync("users").join()).isTrue();
        assertThat(db.schema().tableNamesAsync().join()).isEqualTo(db.schema().tableNames());
        assertThat(db.schema().nameAsync().join()).isEqualTo(db.schema().name());
        assertThat(db.schema().schemasAsync().join()).isEqualTo(db.schema().schemas());
        assertThat(db.schema().sequencesAsync().join()).isEmpty();
    }

    @Test
    void aTransactionSeesWhatItHasMade() {
        if (target.isMysqlFamily()) return;
        db.atomic(tx -> {
            db.sql("create table made_here (id integer primary key)");
            assertThat(db.schema().tableExists("made_here")).isTrue();
            assertThat(tx.schema().tableExistsAsync("made_here").join()).isTrue();
            tx.rollback();
        });
        assertThat(db.schema().tableExists("made_here")).isFalse();
        assertThat(db.schema().name().toLowerCase(Locale.ROOT)).isIn("main", "public");
    }
}
