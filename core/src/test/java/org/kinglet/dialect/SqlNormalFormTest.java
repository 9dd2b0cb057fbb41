// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server makes of an expression is the same; another expression is not. */
class SqlNormalFormTest {
    private static String form(String sql) {
        return SqlNormalForm.of(sql, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "quantity >= 0 | (quantity >= 0)",
                "a between 1 and 2 | ((a >= 1) AND (a <= 2))",
                "state in ('a', 'b') | ((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
                "state not in ('a') | ((state)::text <> ALL ((ARRAY['a'::character varying])::text[]))",
                "name like 'a%' | ((name)::text ~~ 'a%'::text)",
                "not name like 'a%' | (name !~~ 'a%'::text)",
                "a != 1 | (a <> 1)",
                "a == 1 | (a = 1)",
                "now() | CURRENT_TIMESTAMP",
                "current_timestamp | current_timestamp()",
                "a and b and c | ((a AND b) AND c)",
                "a or (b and c) | (a OR (b AND c))",
                "upper(name) | upper((name)::text)",
                "ucase(`name`) | upper(name)",
                "length(x) > 1 + 2 * 3 | ((length(x)) > (1 + (2 * 3)))",
                "'0'::integer | 0",
                "(-1) | '-1'::integer",
                "true | TRUE",
                "cast(a as integer) = 1 | ((a)::integer = 1)",
                "a is not null | (a IS NOT NULL)",
                "case when a > 1 then 'x' else 'y' end | CASE WHEN (a > 1) THEN 'x'::text ELSE 'y'::text END",
                "_utf8mb4'x' | 'x'",
                "\"plain\" = 1 | plain = 1",
                "price * quantity | (price * quantity)"
            })
    void sameExpressions(String one, String other) {
        assertThat(form(one)).isEqualTo(form(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "a >= 0 | a > 0",
                "a or b and c | (a or b) and c",
                "a - (b - c) | a - b - c",
                "a in (1, 2) | a in (1, 3)",
                "a in (1, 2) | a not in (1, 2)",
                "'a' | 'A'",
                "'1' | 1",
                "a = 'x and y' | a = 'x' and y",
                "upper(a) | lower(a)",
                "\"Name\" = 1 | name = 1",
                "a like 'b' | a ilike 'b'",
                "a is null | a is not null",
                "coalesce(a, b) | coalesce(b, a)",
                "a between 1 and 2 | a between 1 and 3"
            })
    void otherExpressions(String one, String other) {
        assertThat(form(one)).isNotEqualTo(form(other));
    }

    @Test
    void namesLoseCaseWhereTheyHaveNone() {
        assertThat(SqlNormalForm.of("\"Name\"", false)).isEqualTo(SqlNormalForm.of("name", false));
        assertThat(SqlNormalForm.of("\"two words\"", false)).isEqualTo(SqlNormalForm.of("\"Two Words\"", false));
    }

    /** Then its tokens are compared, so that at least the same text is the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "a = (select max(b) from c) | A  =  (SELECT max(b) FROM c)",
                "a in | A IN",
                "( | (",
                "a over (partition by b) | a over(partition by b)"
            })
    void whatCannotBeReadIsComparedByItsTokens(String one, String other) {
        assertThat(form(one)).isEqualTo(form(other)).isNotEmpty();
    }
}
