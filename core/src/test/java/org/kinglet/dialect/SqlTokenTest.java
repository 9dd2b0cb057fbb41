// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinglet.dialect.SqlToken.Kind;

/** How SQL is cut: a keyword in a literal, a quoted name or a comment is none. */
class SqlTokenTest {
    private static List<String> texts(String sql) {
        return SqlToken.of(sql).stream().map(SqlToken::text).toList();
    }

    private static List<Kind> kinds(String sql) {
        return SqlToken.of(sql).stream().map(SqlToken::kind).toList();
    }

    @Test
    void literalsAndNamesKeepWhatIsBetweenTheirQuotes() {
        assertThat(texts("a = 'it''s -- not' and \"o\"\"r\" = `b``c`"))
                .containsExactly("a", "=", "it's -- not", "and", "o\"r", "=", "b`c");
        assertThat(kinds("'x' \"y\" z 1")).containsExactly(Kind.STRING, Kind.QUOTED_NAME, Kind.WORD, Kind.NUMBER);
        assertThat(SqlToken.of("\"and\"").getFirst().isWord("and")).isFalse();
        assertThat(SqlToken.of("AND").getFirst().isWord("and")).isTrue();
    }

    @Test
    void commentsAreLeftOut() {
        assertThat(texts("a -- b 'c\n+ /* ' */ d --")).containsExactly("a", "+", "d");
    }

    @Test
    void whatDoesNotEndEndsWithTheSql() {
        assertThat(texts("'abc")).containsExactly("abc");
        assertThat(texts("a /* b")).containsExactly("a");
        assertThat(texts("$$ a")).containsExactly("$$ a");
        assertThat(SqlToken.of("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "a<=b | 3",
                "a::text | 3",
                "a->>'b' | 3",
                "1.5e-3+x | 3",
                "a-- | 1",
                "x'00ff' | 1",
                "E'a' | 1",
                ".5 | 1",
                "a=-1 | 4",
                "a@>b | 3",
                "$tag$ it's $tag$ | 1",
                "a.b | 3",
                "0x1f | 1"
            })
    void signsAreAsLongAsTheyCanBe(String sql, int tokens) {
        assertThat(SqlToken.of(sql)).as(texts(sql).toString()).hasSize(tokens);
    }

    @Test
    void bracketsAreOfNamesOrOfArrays() {
        assertThat(kinds("[my name]")).containsExactly(Kind.QUOTED_NAME);
        assertThat(kinds("a[1]")).containsExactly(Kind.WORD, Kind.SIGN, Kind.NUMBER, Kind.SIGN);
        assertThat(texts("array[a, b]")).containsExactly("array", "[", "a", ",", "b", "]");
    }

    @Test
    void placesAreThoseInTheSql() {
        String sql = "select  'a''b' , \"c\"";
        for (SqlToken token : SqlToken.of(sql)) {
            String there = sql.substring(token.start(), token.end());
            assertThat(there.replace("''", "'").replaceAll("^['\"]|['\"]$", "")).isEqualTo(token.text());
        }
    }
}
