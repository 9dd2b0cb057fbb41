// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select 1                                              | QUERY
            /* insert */ values (1)                               | QUERY
            explain insert into t values (1)                      | QUERY
            -- x                                                  | OTHER
            Insert into t values (1)                              | INSERT
            replace into t values (1)                             | INSERT
            with a as (select 1), b as (delete) insert into t select 1 | INSERT
            with a(x) as (values (1)) update t set x = 1          | CHANGE
            with recursive a as (select ')') select * from a      | QUERY
            delete from t                                         | CHANGE
            begin immediate                                       | BEGIN
            end                                                   | COMMIT
            commit transaction                                    | COMMIT
            rollback                                              | ROLLBACK
            rollback transaction                                  | ROLLBACK
            rollback to x                                         | ROLLBACK_TO
            rollback transaction to savepoint x                   | ROLLBACK_TO
            savepoint x                                           | SAVEPOINT
            release x                                             | RELEASE
            pragma user_version = 1                               | OTHER
            insertx into t                                        | OTHER
            """)
    void kinds(String sql, Sql.Kind kind) {
        assertThat(Sql.kind(sql)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select 1;",
                "select 1; ;; -- end",
                "select ';x' from t",
                "select \";\" from t",
                "select [;] from t",
                "select `;` from t",
                "select 1 /* ; */ + 2",
                "select 'it''s; ok'",
                "select 1 -- ; x\n",
                "create trigger a after insert on t begin update t set x = 1; delete from t; end",
                "create temp trigger a after insert on t begin select case when 1 then 2 end; end;"
            })
    void single(String sql) {
        assertThat(Sql.isSeveral(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; select 2",
                "select 1;x",
                "select ';'; drop table t",
                "select 1; /* c */ select 2",
                "create trigger a after insert on t begin update t set x = 1; end; drop table t"
            })
    void several(String sql) {
        assertThat(Sql.isSeveral(sql)).isTrue();
    }
}
