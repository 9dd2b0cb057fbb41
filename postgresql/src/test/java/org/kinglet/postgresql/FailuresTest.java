// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.testkit.TestServers;

/** What the server's errors become. */
class FailuresTest {
    private static String url;
    private static ProtocolClient client;
    private static ProtocolClient other;

    @BeforeAll
    static void connect() {
        url = TestServers.postgresql().newDatabase();
        client = new ProtocolClient(url);
        other = new ProtocolClient(url);
        client.run("create table parent (id int primary key, name text not null unique, age int check (age >= 0))");
        client.run("create table child (parent_id int references parent)");
        client.run("create extension btree_gist");
        client.run("create table booking (during int4range, exclude using gist (during with &&))");
        client.run("create table short (word varchar(3))");
        client.run("insert into parent values (1, 'secret', 1), (2, 'b', 1)");
        client.run("insert into child values (1)");
        client.run("insert into booking values ('[1,5)')");
    }

    @AfterAll
    static void close() {
        client.close();
        other.close();
    }

    @AfterEach
    void rollback() {
        client.await(client.connection.query("rollback").execute());
        other.await(other.connection.query("rollback").execute());
    }

    private static DriverException failure(FailureKind kind, String state, String sql, Object... parameters) {
        DriverException[] seen = new DriverException[1];
        assertThatThrownBy(() -> client.run(sql, parameters)).isInstanceOfSatisfying(DriverException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.sqlState()).isEqualTo(state);
            assertThat(failure).hasMessageNotContaining("secret").hasNoCause();
            assertThat(failure.getMessage()).doesNotContain("\n");
            seen[0] = failure;
        });
        return seen[0];
    }

    @Test
    void integrity() {
        assertThat(failure(FailureKind.UNIQUE_VIOLATION, "23505", "insert into parent values (3, $1, 1)", "secret"))
                .hasMessage("duplicate key value violates unique constraint \"parent_name_key\"");
        failure(FailureKind.FOREIGN_KEY_VIOLATION, "23503", "insert into child values ($1)", 99);
        assertThat(failure(FailureKind.FOREIGN_KEY_VIOLATION, "23503", "delete from parent where id = 1"))
                .hasMessageContaining("child_parent_id_fkey");
        assertThat(failure(FailureKind.NOT_NULL_VIOLATION, "23502", "insert into parent values (3, null, 1)"))
                .hasMessageContaining("column \"name\"");
        assertThat(failure(FailureKind.CHECK_VIOLATION, "23514", "insert into parent values (3, 'secret2', -1)"))
                .hasMessageContaining("parent_age_check");
        failure(FailureKind.OTHER_INTEGRITY, "23P01", "insert into booking values ('[2,3)')");
    }

    @Test
    void values_in_messages_are_left_out() {
        assertThat(failure(FailureKind.DATA, "22P02", "select $1::text::int", "secret"))
                .hasMessage("invalid input syntax for type integer");
        failure(FailureKind.DATA, "22P02", "select $1::text::jsonb", "{secret");
        failure(FailureKind.DATA, "22007", "select $1::text::timestamptz", "secret \"quoted\"");
        failure(FailureKind.DATA, "22008", "select $1::text::date", "2026-99-99");
        failure(FailureKind.DATA, "22P02", "select $1::text::uuid", "secret\nsecret");
        assertThat(failure(FailureKind.DATA, "22003", "select $1::bigint::int", 4_294_967_296L))
                .hasMessage("integer out of range");
        assertThat(failure(FailureKind.DATA, "22003", "select $1::text::int", "99999999999999"))
                .hasMessageNotContaining("999");
        failure(FailureKind.DATA, "22012", "select 1 / $1::int", 0);
        failure(FailureKind.DATA, "22001", "insert into short values ($1)", "secret");
    }

    @Test
    void mistakes() {
        failure(FailureKind.PROGRAMMING, "42601", "selec 1");
        failure(FailureKind.PROGRAMMING, "42P01", "select * from no_such_table");
        failure(FailureKind.PROGRAMMING, "42703", "select no_such_column from parent");
        failure(FailureKind.PROGRAMMING, "42883", "select no_such_function()");
        failure(FailureKind.PROGRAMMING, "42P18", "select $1 is null", "secret");
        failure(FailureKind.PROGRAMMING, "21000", "select (select id from parent)");
        assertThat(failure(FailureKind.PROGRAMMING, null, "select $1::int", 1, 2))
                .hasMessage("The statement has 1 parameters, and 2 were given");
    }

    @Test
    void what_the_server_cannot_do() {
        failure(
                FailureKind.UNSUPPORTED,
                "0A000",
                "create table t (a int, b int generated always as (a) stored, check (b > (select 1)))");
    }

    @Test
    void transactions() {
        client.run("begin read only");
        failure(FailureKind.READ_ONLY, "25006", "delete from child");
        failure(FailureKind.TRANSACTION_FAILED, "25P02", "select 1");
    }

    /** The client prepares such a statement a second time and tells of that only. */
    @Test
    void the_first_failure_of_a_transaction_is_the_one_that_is_told() {
        client.run("begin");
        assertThat(failure(FailureKind.PROGRAMMING, "42P18", "select $1 is null", "secret"))
                .hasMessage("could not determine data type of parameter $1: write its type, as in cast(? as text)");
        rollback();
        client.run("begin");
        failure(FailureKind.PROGRAMMING, "42804", "insert into parent values (5, 'x', $1::text)", "secret");
        rollback();
        client.run("begin");
        failure(FailureKind.PROGRAMMING, "42P08", "insert into parent values ($1, $1, 1)", 1);
    }

    @Test
    void concurrency() {
        client.run("begin isolation level repeatable read");
        client.run("select * from parent");
        other.run("update parent set age = 2 where id = 1");
        failure(FailureKind.SERIALIZATION, "40001", "update parent set age = 3 where id = 1");
        rollback();
        other.run("begin");
        other.run("update parent set age = 4 where id = 1");
        failure(FailureKind.LOCK_TIMEOUT, "55P03", "select * from parent for update nowait");
        rollback();
        client.run("begin");
        client.run("update parent set age = 5 where id = 2");
        other.run("begin");
        other.run("set local deadlock_timeout = '1h'");
        other.run("update parent set age = 5 where id = 1");
        var waiting = other.send("update parent set age = 6 where id = 2");
        client.run("set local deadlock_timeout = '10ms'");
        client.awaitTrue("select count(*) > 0 from pg_locks where not granted");
        failure(FailureKind.DEADLOCK, "40P01", "update parent set age = 6 where id = 1");
        rollbackOf(client);
        other.await(waiting);
    }

    private static void rollbackOf(ProtocolClient which) {
        which.await(which.connection.query("rollback").execute());
    }

    @Test
    void time_is_up() {
        client.run("set statement_timeout = '50ms'");
        failure(FailureKind.TIMEOUT, "57014", "select pg_sleep(30)");
        client.run("reset statement_timeout");
    }

    @Test
    void a_plan_that_has_outlived_its_table() {
        client.run("create table changing (a int)");
        client.run("insert into changing values (1)");
        client.get("select * from changing where a = $1", 1);
        client.run("alter table changing add b int");
        assertThatThrownBy(() -> client.get("select * from changing where a = $1", 1))
                .isInstanceOfSatisfying(DriverException.class, failure -> {
                    assertThat(failure.sqlState()).isEqualTo("0A000");
                    assertThat(client.protocol.isStalePlan(failure)).isTrue();
                });
        try (ProtocolClient forgetful = new ProtocolClient(url)) {
            forgetful.run("select id from parent where id = $1", 1);
            forgetful.run("deallocate all");
            assertThatThrownBy(() -> forgetful.run("select id from parent where id = $1", 1))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            failure -> assertThat(forgetful.protocol.isStalePlan(failure))
                                    .isTrue());
        }
    }

    @Test
    void copy_is_refused_clearly() {
        try (ProtocolClient copying = new ProtocolClient(url)) {
            assertThatThrownBy(() -> copying.run("copy parent to stdout"))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED));
        }
    }

    @Test
    void a_connection_that_is_ended() {
        try (ProtocolClient victim = new ProtocolClient(url)) {
            Object pid = victim.get("select pg_backend_pid()");
            var sleeping = victim.send("select pg_sleep(60)");
            client.run("select pg_terminate_backend($1)", pid);
            assertThatThrownBy(() -> victim.await(sleeping))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION));
            assertThatThrownBy(() -> victim.run("select 1"))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION));
        }
    }
}
