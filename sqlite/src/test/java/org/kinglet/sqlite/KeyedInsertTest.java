// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the keys which are only inferred are those that the rows have, and are asked for wherever they might not be. */
class KeyedInsertTest {
    private static final int ROWS = 20;
    private static final String PLAIN = "create table t (id integer primary key, name text unique)";

    private final NativeConnection db = open();

    private static NativeConnection open() {
        Interruption never = new Interruption(0) {
            @Override
            boolean isRequested() {
                return false;
            }

            @Override
            void stillRunning() {}

            @Override
            void enterApplication() {}

            @Override
            void leaveApplication() {}
        };
        return new Connector(SqliteUrl.parse("sqlite::memory:"), SqliteSettings.defaults()).open(false, never);
    }

    @AfterEach
    void close() throws SQLException {
        db.close();
    }

    private void run(String... statements) throws SQLException {
        for (String sql : statements) {
            db.run(sql);
        }
    }

    private static String insert(String table, String columns, String row, int rows, String key) {
        return "insert into \"" + table + "\" (" + columns + ") values "
                + String.join(", ", java.util.Collections.nCopies(rows, row)) + " returning \"" + key + "\"";
    }

    private static String insert() {
        return insert("t", "\"name\"", "(?)", ROWS, "id");
    }

    private static Object[] names(String prefix) {
        return IntStream.range(0, ROWS).mapToObj(i -> prefix + i).toArray();
    }

    private boolean isInferred(String sql) throws SQLException {
        return new KeyedInserts().find(sql, db) != null;
    }

    /** Inserts rows and finds each by the key that is said to be its. */
    private void assertKeysAreRight(String prefix) throws SQLException {
        Object[] names = names(prefix);
        List<Object> keys = db.run(TestPool.write(insert(), names));
        List<String> found = new ArrayList<>();
        for (Object key : keys) {
            found.add(Objects.requireNonNull(db.find("select name from t where id = ?", key)));
        }
        assertThat(found)
                .containsExactlyElementsOf(
                        java.util.Arrays.stream(names).map(String::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t (id integer primary key, name text unique)",
                "create table T (\"ID\" INTEGER not null primary key, name text unique check (name <> '')) strict",
                "create table t (id integer primary key autoincrement, name text unique)",
                "create table t (name text unique, id integer, parent integer references t, primary key (id))"
            })
    void areInferred(String table) throws SQLException {
        run(table, "begin");
        assertThat(isInferred(insert())).isTrue();
        assertKeysAreRight("a");
        run("insert into t (id, name) values (1000, 'x')", "insert into t (id, name) values (-5, 'y')");
        assertKeysAreRight("b");
        run("delete from t where id > 990");
        assertKeysAreRight("c");
        run("commit", "begin");
        assertKeysAreRight("d");
    }

    /** Each would make the keys others than those that follow one another up to the last. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN + "; create trigger g after insert on t when new.name not like 'g%' begin"
                        + " insert into t (name) values ('g' || new.name); end",
                PLAIN + "; create trigger g before insert on t when new.name not like 'g%' begin"
                        + " insert into T (name) values ('g' || new.name); end",
                PLAIN + "; create temp trigger g after insert on t when new.name not like 'g%' begin"
                        + " insert into t (name) values ('g' || new.name); end",
                PLAIN + "; create trigger g after insert on t begin update t set id = id + 7 where id = new.id; end",
                PLAIN + "; insert into t values (9223372036854775807, 'last')",
                PLAIN + "; insert into t values (9223372036854775797, 'ten before the last')",
                "create table t (id int primary key default (abs(random())), name text)",
                "create table t (id integer primary key default (abs(random())), name text) without rowid",
                "create table t (id integer default (abs(random())), name text, primary key (id, name))",
                "create table t (id integer default (abs(random())), name text)",
                "create table t (id integer primary key, name text unique on conflict replace)",
                "create temp table t (id integer primary key, name text)",
                "create temp table t (id integer primary key, name text); create table main.t (id integer primary key)",
            })
    void areAskedFor(String schema) throws SQLException {
        for (String sql : schema.split("; (?=create|insert into t values)", -1)) {
            run(sql);
        }
        run("begin");
        assertThat(isInferred(insert())).isFalse();
        if (!schema.contains("id + 7")) {
            assertKeysAreRight("a");
        }
    }

    @Test
    void rowsThatAreLeftOutHaveNoKey() throws SQLException {
        run("create table t (id integer primary key, name text unique on conflict ignore)", "begin");
        run("insert into t (name) values ('a3')");
        assertThat(isInferred(insert())).isFalse();
        assertThat(db.run(TestPool.write(insert(), names("a")))).hasSize(ROWS - 1);
    }

    @Test
    void aTableThatIsNoneHasNoKeysToInfer() throws SQLException {
        run(
                PLAIN,
                "create view v as select * from t",
                "create trigger g instead of insert on v begin insert into t (name) values (new.name); end",
                "create virtual table f using fts5 (name)",
                "begin");
        assertThat(isInferred(insert("v", "\"name\"", "(?)", ROWS, "id"))).isFalse();
        assertThat(isInferred(insert("f", "\"name\"", "(?)", ROWS, "rowid"))).isFalse();
        assertThat(isInferred(insert("nowhere", "\"name\"", "(?)", ROWS, "id"))).isFalse();
    }

    @Test
    void onlyInATransaction() throws SQLException {
        run(PLAIN);
        assertThat(isInferred(insert())).isFalse();
        assertKeysAreRight("a");
    }

    @Test
    void whatChangesWithinTheTransactionIsNoticed() throws SQLException {
        String trigger = "create trigger g after insert on t when new.name not like 'g%' begin"
                + " insert into t (name) values ('g' || new.name); end";
        run(PLAIN, trigger, "begin");
        assertKeysAreRight("a");
        run("savepoint s", "drop trigger g");
        assertKeysAreRight("b");
        run("rollback to s");
        assertKeysAreRight("c");
        run("drop trigger g");
        assertKeysAreRight("d");
        run("insert into t values (9223372036854775807, 'last')");
        assertKeysAreRight("e");
        run("delete from t where name = 'last'", trigger);
        assertKeysAreRight("f");
        run("rollback", "drop trigger g", "begin");
        assertKeysAreRight("h");
    }

    @Test
    void aFailureLeavesNothingBehind() throws SQLException {
        run(PLAIN, "begin", "insert into t (name) values ('a15')");
        assertThat(isInferred(insert())).isTrue();
        assertThatThrownBy(() -> db.run(TestPool.write(insert(), names("a")))).isInstanceOf(SQLException.class);
        assertThat(db.find("select count(*) from t")).isEqualTo("1");
        assertThat(db.inTransaction()).isTrue();
        assertKeysAreRight("b");
        assertThatThrownBy(() -> db.run(TestPool.write(insert(), "too", "few"))).hasMessageContaining("20 parameters");
        assertKeysAreRight("c");
    }

    @Test
    void namesAreTakenAsTheyAre() throws SQLException {
        run(
                "create table \"a \"\"b\"\" returning\" (\"the \"\"id\"\"\" integer primary key, \"x) values (\" text)",
                "begin");
        String sql = insert("a \"\"b\"\" returning", "\"x) values (\"", "(?)", ROWS, "the \"\"id\"\"");
        assertThat(isInferred(sql)).isTrue();
        assertThat(db.run(TestPool.write(sql, names("a"))))
                .isEqualTo(
                        IntStream.rangeClosed(1, ROWS).mapToObj(Long::valueOf).collect(Collectors.toList()));
    }

    @Test
    void otherStatementsAreNotTouched() {
        assertThat(KeyedInsert.of(insert())).isNotNull();
        assertThat(KeyedInsert.of(insert("t", "\"a\", \"b\"", "(?, ?)", ROWS, "id")))
                .extracting(KeyedInsert::rows)
                .isEqualTo(ROWS);
        for (String sql : List.of(
                insert("t", "\"name\"", "(?)", 2, "id"),
                insert("t", "\"name\", \"id\"", "(?, ?)", ROWS, "id"),
                insert("t", "\"name\", \"ID\"", "(?, ?)", ROWS, "id"),
                insert("t", "\"name\"", "(null)", ROWS, "id"),
                insert("t", "\"name\"", "(?)", ROWS, "id") + ", \"name\"",
                insert("t", "\"name\"", "(?)", ROWS, "id").replace(" returning", " on conflict do nothing returning"),
                insert("t", "\"name\"", "(?)", ROWS, "id").replace("insert", "insert or replace"),
                insert("t", "\"name\"", "(?)", ROWS, "id").replace("\"t\"", "\"main\".\"t\""),
                insert("t", "\"name\"", "(?)", ROWS, "id").replace(" returning \"id\"", ""))) {
            assertThat(KeyedInsert.of(sql)).as(sql).isNull();
        }
    }
}
