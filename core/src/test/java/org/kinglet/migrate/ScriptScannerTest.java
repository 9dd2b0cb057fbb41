// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.dialect.ScriptFeature;

/** Where statements begin and end. */
class ScriptScannerTest {
    private static final Set<ScriptFeature> POSTGRESQL = EnumSet.of(
            ScriptFeature.ESCAPE_TEXTS,
            ScriptFeature.DOLLAR_QUOTES,
            ScriptFeature.NESTED_COMMENTS,
            ScriptFeature.ATOMIC_BODIES);
    private static final Set<ScriptFeature> MYSQL = EnumSet.of(
            ScriptFeature.BACKSLASH_ESCAPES,
            ScriptFeature.BACKTICKS,
            ScriptFeature.MYSQL_COMMENTS,
            ScriptFeature.ROUTINE_BODIES);
    private static final Set<ScriptFeature> SQLITE =
            EnumSet.of(ScriptFeature.BACKTICKS, ScriptFeature.BRACKETS, ScriptFeature.TRIGGER_BODIES);

    private static List<String> split(Set<ScriptFeature> features, String text) {
        return ScriptScanner.read("0001_x.sql", text, features).sql();
    }

    private static void staysWhole(Set<ScriptFeature> features, String statement) {
        assertThat(split(features, statement + ";\nselect 2")).containsExactly(statement, "select 2");
        assertThat(split(features, statement + "\n;select 2;;")).containsExactly(statement, "select 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ';'",
                "select 'it''s; '",
                "select \";\"",
                "select \"a\"\";\"",
                "select 1 -- a ; b\n + 1",
                "select 1 /* ; ' */ + 1",
                "select (1; 2)",
                "select ü, \"日本;\"",
            })
    void semicolonsWithinSomethingEndNothing(String statement) {
        for (Set<ScriptFeature> features : List.of(POSTGRESQL, MYSQL, SQLITE)) staysWhole(features, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select $$ ; ' $$",
                "do $a$ begin; $$ ; $a$",
                "select E'\\';'",
                "select e'a\\\\'",
                "select '\\'",
                "select 1 /* a /* b */ ; */ + 1",
                "select a$b$ from t where x = $1",
                "create function f(begin int) returns int language sql return $1",
                "create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end",
                "create procedure p() language sql begin atomic insert into t values (1); end",
                "create event trigger e on ddl_command_end execute function f()",
                "create rule r as on insert to t do also (insert into a values (1); insert into b values (2))",
            })
    void postgresql(String statement) {
        staysWhole(POSTGRESQL, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select '\\';'",
                "select \"\\\";\"",
                "select `;`",
                "select 1 # ; '\n + 1",
                "select 5--1, ';'",
                "/*!50003 create trigger a before insert on t for each row begin set new.x = 1; end */",
                "create trigger a before insert on t for each row set new.end = 1",
                "create trigger a before insert on t for each row begin set new.x = 1; set new.y = if(1, 2, 3); end",
                "create definer=`root`@`localhost` trigger a after insert on t for each row if new.x then"
                        + " insert into u values (1); end if",
                "create procedure p(x int) begin declare continue handler for not found set x = 1;"
                        + " l: loop set x = x + 1; if x > 3 then leave l; elseif x > 9 then set x = 0; else"
                        + " case x when 1 then select 1; else begin end; end case; end if; end loop;"
                        + " while x > 0 do set x = x - 1; end while; repeat set x = x + 1; until x > 2 end repeat;"
                        + " select repeat('a', 3), case x when 1 then 2 end into @a; end",
                "create function f(a int) returns int deterministic return case a when 1 then 2 else 3 end",
                "create procedure p() begin select 1 from t where a in (1, 2) for update; end",
                "create event e on schedule every 1 day do begin delete from t; delete from u; end",
                "begin not atomic select 1; select 2; end",
            })
    void mysql(String statement) {
        staysWhole(MYSQL, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select `;`",
                "select [a;']",
                "create temp trigger a after insert on t begin update t set x = 1; delete from u; end",
                "create trigger if not exists a after insert on t begin select case when 1 then 2 end; end",
            })
    void sqlite(String statement) {
        staysWhole(SQLITE, statement);
    }

    @Test
    void bodiesAreOnlyWhereSomethingHasThem() {
        assertThat(split(SQLITE, "create table begin (trigger int); select 1")).hasSize(2);
        assertThat(split(MYSQL, "create table event (begin int); insert into event (begin) values (1)"))
                .hasSize(2);
        assertThat(split(MYSQL, "create definer=x sql security definer view v as select 1 as begin; select 1"))
                .hasSize(2);
        assertThat(split(SQLITE, "create table \"trigger\" (x int); create index begin on \"trigger\" (x); select 1"))
                .hasSize(3);
    }

    @Test
    void commentsAroundStatementsBelongToNone() {
        List<ScriptStatement> statements = ScriptScanner.read(
                        "0001_x.sql",
                        "-- first\r\n\r\nselect 1; -- one\r\n/* two\r\n*/ select\r\n2\r\n; -- the end",
                        POSTGRESQL)
                .statements();
        assertThat(statements)
                .containsExactly(new ScriptStatement("select 1", 1, 3), new ScriptStatement("select\r\n2", 2, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", ";", "-- nothing\n;;", "/* select 1 */"})
    void aFileWithoutStatementsIsAMistake(String text) {
        assertThatThrownBy(() -> split(POSTGRESQL, text))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("0001_x.sql has no statement");
    }

    @Test
    void whatIsNotClosedIsNamedWithItsLine() {
        notClosed(POSTGRESQL, "select 1;\nselect 'secret", "line 2, opens a text");
        notClosed(POSTGRESQL, "select\n$$ secret", "line 2, opens a text in dollars");
        notClosed(POSTGRESQL, "select 1 /* /* */ secret", "line 1, opens a comment");
        notClosed(MYSQL, "select 1;\n\n `secret", "line 3, opens a name");
        notClosed(SQLITE, "select 1;\r\ncreate trigger a after insert on t begin select 1;", "line 2, opens a body");
    }

    private static void notClosed(Set<ScriptFeature> features, String text, String message) {
        assertThatThrownBy(() -> split(features, text))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void transactionsAreTheStepsOwnUnlessItHasNone() {
        for (String end : List.of("begin", "COMMIT", "rollback work", "start  transaction", "end transaction")) {
            assertThatThrownBy(() -> split(POSTGRESQL, "select 1;\n" + end + ";"))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("statement 2 at line 2");
            assertThat(split(POSTGRESQL, "-- kinglet: no transaction\n" + end)).hasSize(1);
        }
        assertThat(split(POSTGRESQL, "savepoint a; rollback to a; rollback to savepoint a"))
                .hasSize(3);
    }

    @Test
    void directivesAreNotMistaken() {
        assertThat(ScriptScanner.read("f", "-- a\n--kinglet:  No transaction \nselect 1", POSTGRESQL)
                        .wantsTransaction())
                .isFalse();
        assertThat(ScriptScanner.read("f", "select '\n-- kinglet: no transaction\n'", POSTGRESQL)
                        .wantsTransaction())
                .isTrue();
        assertThatThrownBy(() -> split(POSTGRESQL, "-- kinglet: no transactions\nselect 1"))
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> split(POSTGRESQL, "select 1;\n-- kinglet: no transaction\nselect 1"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("before its first statement");
        assertThatThrownBy(() -> split(MYSQL, "delimiter $$\nselect 1 $$")).hasMessageContaining("not needed");
    }
}
