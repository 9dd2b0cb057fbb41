// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server makes of the query of a view is the same; another query is not. */
class QueryNormalFormTest {
    private static String form(String sql) {
        return QueryNormalForm.of(sql, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "select name, quantity * price as value from parts where quantity > 0 | select `shop`.`parts`.`name` AS"
                        + " `name`,`shop`.`parts`.`quantity` * `shop`.`parts`.`price` AS `value` from `shop`.`parts` where"
                        + " `shop`.`parts`.`quantity` > 0",
                "select count(*) as n from a | select count(0) AS `n` from `a`",
                "select a from b inner join c on b.id = c.id | select b.a AS a from (b join c on((b.id = c.id)))",
                "select a from b order by a asc; | SELECT a FROM b ORDER BY a",
                "select a from b where c != true | select `a` from `b` where (`c` <> 1)"
            })
    void sameQueries(String one, String other) {
        assertThat(form(one)).isEqualTo(form(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "select a from b | select a from c",
                "select a from b where a > 1 | select a from b where a > 2",
                "select a as x from b | select a as y from b",
                "select a from b where c = 'x' | select a from b where c = 'X'",
                "select a from b | select distinct a from b",
                "select a from b order by a | select a from b order by a desc",
                "select a, b from c | select b, a from c"
            })
    void otherQueries(String one, String other) {
        assertThat(form(one)).isNotEqualTo(form(other));
    }

    @Test
    void starsAreFound() {
        assertThat(QueryNormalForm.hasStar(form("select * from a"))).isTrue();
        assertThat(QueryNormalForm.hasStar(form("select b, a.* from a"))).isTrue();
        assertThat(QueryNormalForm.hasStar(form("select count(*), b * c from a")))
                .isFalse();
    }
}
