// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

class FailureKindsTest {
    private TestPool db;

    @BeforeEach
    void open() {
        db = TestPool.open("sqlite::memory:", 1, SqliteSettings.defaults().function("fail", arguments -> {
            throw new IllegalStateException("the function's\nown words");
        }));
        db.run("create table t (id integer primary key, name text not null unique, age integer check (age > 0),"
                + " parent integer references t)");
        db.run("create table strict_t (n integer) strict");
        db.run("create table pair (a integer, b integer, primary key (a, b)) without rowid");
        db.run(
                "create trigger no_bob before insert on t when new.name = 'bob' begin select raise(abort, 'no bobs'); end");
        db.run("insert into t (id, name) values (1, 'ann')");
        db.run("insert into pair values (1, 1)");
    }

    @AfterEach
    void close() {
        db.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert into t (name) values ('ann')              | UNIQUE_VIOLATION      | UNIQUE constraint failed: t.name
            insert into t (id, name) values (1, 'x')         | UNIQUE_VIOLATION      | UNIQUE constraint failed: t.id
            insert into pair values (1, 1)                   | UNIQUE_VIOLATION      | UNIQUE constraint failed: pair.a, pair.b
            insert into t (name) values (null)               | NOT_NULL_VIOLATION    | NOT NULL constraint failed: t.name
            insert into t (name, age) values ('x', -1)       | CHECK_VIOLATION       | CHECK constraint failed: age > 0
            insert into t (name, parent) values ('x', 99)    | FOREIGN_KEY_VIOLATION | FOREIGN KEY constraint failed
            insert into t (name) values ('bob')              | OTHER_INTEGRITY       | no bobs
            insert into t (id, name) values ('x', 'y')       | DATA                  | datatype mismatch
            insert into strict_t values ('x')                | DATA                  | cannot store TEXT value in INTEGER column strict_t.n
            select zeroblob(2000000000)                      | DATA                  | string or blob too big
            select abs(-9223372036854775808)                 | DATA                  | integer overflow
            selec 1                                          | PROGRAMMING           | near "selec": syntax error
            select * from nowhere                            | PROGRAMMING           | no such table: nowhere
            select nix from t                                | PROGRAMMING           | no such column: nix
            select fail()                                    | PROGRAMMING           | the function's own words
            select 1; drop table t                           | PROGRAMMING           | SQLite runs one statement at a time, and more follows the first semicolon
            commit                                           | PROGRAMMING           | cannot commit - no transaction is active
            """)
    void saysWhatWentWrong(String sql, FailureKind kind, String message) {
        DriverException failure = TestPool.failure(db.pool.execute(TestPool.write(sql)));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage(message);
        assertThat(failure.getStackTrace()).isEmpty();
        assertThat(db.one("select count(*) from t")).isEqualTo(1L);
    }

    @Test
    void emptyStatementsAreRefused() {
        for (String sql : new String[] {"", "   ", "-- nothing", "/* nothing */", "select 1\0 from t"}) {
            assertThat(TestPool.failure(db.pool.execute(TestPool.write(sql))).kind())
                    .isEqualTo(FailureKind.PROGRAMMING);
        }
        assertThat(db.one("select 1;")).isEqualTo(1L);
        assertThat(db.one("select 1; -- done")).isEqualTo(1L);
    }

    @Test
    void theNumberOfParametersMustFit() {
        assertThat(TestPool.failure(db.pool.execute(TestPool.read("select ?, ?", 1))))
                .hasMessage("The statement has 2 parameters and was given 1 values");
        assertThat(TestPool.failure(db.pool.execute(TestPool.read("select 1", 1)))
                        .kind())
                .isEqualTo(FailureKind.PROGRAMMING);
    }

    @Test
    void aStatementThatFailedCanBeRunAgain() {
        for (int i = 0; i < 3; i++) {
            TestPool.failure(db.pool.execute(TestPool.change("insert into t (name) values (?)", "ann")));
            TestPool.failure(db.pool.execute(TestPool.change("insert into t (name) values (?)", "bob")));
            assertThat(db.run("insert into t (name) values (?)", "name" + i).rows())
                    .isEqualTo(1);
        }
    }

    @Test
    void reportsWhatChanged() {
        assertThat(db.run("create table u (id integer primary key, n integer)")).isEqualTo(new TestPool.Change(0, 0));
        assertThat(db.run("insert into u (n) values (1), (2), (3)")).isEqualTo(new TestPool.Change(3, 3));
        assertThat(db.run("update u set n = 5 where n > 1").rows()).isEqualTo(2);
        assertThat(db.run("with x(i) as (select 1) delete from u where id in (select i from x)")
                        .rows())
                .isEqualTo(1);
        assertThat(db.run("insert or ignore into u (id) values (2)")).isEqualTo(new TestPool.Change(0, 0));
        assertThat(db.run("insert into u (n) values (7) returning id").rows()).isEqualTo(1);
        assertThat(db.run("select 1").rows()).isZero();
        assertThat(db.run("create index i on u (n)").rows()).isZero();
        assertThat(TestPool.get(
                        db.pool.execute(TestPool.write("insert into u (n) values (1), (2), (3) returning id * 10"))))
                .hasSize(3);
        assertThat(db.run("create trigger t1 after insert on u begin update u set n = 0; select 1; end")
                        .rows())
                .isZero();
    }
}
