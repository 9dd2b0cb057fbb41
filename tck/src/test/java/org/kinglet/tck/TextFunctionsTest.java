// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.TextExpression;

/** Functions and patterns of texts: characters, not bytes or chars, and the same letters, on every backend. */
class TextFunctionsTest extends DatabaseTest {
    private static final String HOSTILE = "o'né \\ 100%_\"😀z";

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    @BeforeEach
    void oneRow() {
        SPECIMENS.create(SPECIMENS.text.set(HOSTILE));
    }

    private static <T> T get(Expression<T> expression) {
        return SPECIMENS.select(expression).map(row -> row.get(expression)).get();
    }

    private static TextExpression nothing() {
        return SPECIMENS.bigInteger.asText();
    }

    @Test
    void lettersBeyondAscii() {
        assertThat(get(value("ÄÉÑ ΣΑΦ ЖЯ abc").lower())).isEqualTo("äéñ σαφ жя abc");
        assertThat(get(value("äéñ жя ABC").upper())).isEqualTo("ÄÉÑ ЖЯ ABC");
        assertThat(get(value("ÄÉ").ilike("äé"))).isTrue();
        assertThat(get(value("Жя").ilike("жЯ%"))).isTrue();
        assertThat(get(value("ÄÉ").like("äé"))).isFalse();
        assertThat(get(value("xÉy").containsIgnoreCase("éY"))).isTrue();
        assertThat(get(nothing().lower())).isNull();
    }

    @Test
    void lengthsAndParts() {
        assertThat(get(SPECIMENS.text.length())).isEqualTo(HOSTILE.codePointCount(0, HOSTILE.length()));
        assertThat(get(SPECIMENS.text.substring(3))).isEqualTo(HOSTILE.substring(2));
        assertThat(get(SPECIMENS.text.substring(3, 2))).isEqualTo("né");
        assertThat(get(SPECIMENS.text.substring(3, 0))).isEmpty();
        assertThat(get(SPECIMENS.text.substring(100, 5))).isEmpty();
        assertThat(get(SPECIMENS.text.left(4))).isEqualTo("o'né");
        assertThat(get(SPECIMENS.text.left(0))).isEmpty();
        assertThat(get(SPECIMENS.text.right(2))).isEqualTo("😀z");
        assertThat(get(SPECIMENS.text.right(0))).isEmpty();
        assertThat(get(SPECIMENS.text.right(1000))).isEqualTo(HOSTILE);
        assertThat(get(SPECIMENS.text.reverse()))
                .isEqualTo(new StringBuilder(HOSTILE).reverse().toString());
        assertThatThrownBy(() -> SPECIMENS.text.substring(0)).hasMessageContaining("begins at 1");
        assertThatThrownBy(() -> SPECIMENS.text.left(-1)).hasMessageContaining("at least 0");
    }

    @Test
    void partsThatAreComputed() {
        TextExpression text = SPECIMENS.text;
        NumberExpression<Integer> length = text.length();
        assertThat(get(text.substring(length.minus(1)))).isEqualTo("😀z");
        assertThat(get(text.substring(value(3), length.minus(length).plus(2)))).isEqualTo("né");
        assertThat(get(text.substring(value(-3)))).as("from the first").isEqualTo(HOSTILE);
        assertThat(get(text.substring(value(0), value(2)))).isEqualTo("o'");
        assertThat(get(text.substring(value(2), value(-1)))).isEmpty();
        assertThat(get(text.left(length.minus(length).plus(4)))).isEqualTo("o'né");
        assertThat(get(text.left(value(-1)))).isEmpty();
        assertThat(get(text.right(length.minus(length).plus(2)))).isEqualTo("😀z");
        assertThat(get(text.right(length.plus(5)))).isEqualTo(HOSTILE);
        assertThat(get(text.right(length.minus(length)))).isEmpty();
        assertThat(get(text.right(value(-2)))).isEmpty();
        assertThat(get(value("ab").repeat(length.minus(length).plus(2)))).isEqualTo("abab");
        assertThat(get(value("ab").repeat(value(-2)))).isEmpty();
        assertThat(get(value("ab").padLeft(value(3).plus(1), "x"))).isEqualTo("xxab");
        assertThat(get(value("ab").padRight(value(3).plus(1), "x"))).isEqualTo("abxx");
        assertThat(get(text.left(nothing().length()))).isNull();
        assertThat(get(text.substring(value(1), nothing().length()))).isNull();
    }

    @Test
    void trimming() {
        TextExpression text = value("  a b  ");
        assertThat(get(text.trim())).isEqualTo("a b");
        assertThat(get(text.trimLeading())).isEqualTo("a b  ");
        assertThat(get(text.trimTrailing())).isEqualTo("  a b");
        assertThat(get(value("\ta ").trim())).isEqualTo("\ta");
        assertThat(get(value("xyaxy").trim("yx"))).isEqualTo("a");
        assertThat(get(value("]^a-]").trimLeading("^-]"))).isEqualTo("a-]");
        assertThat(get(value("]^a-]").trimTrailing("^-]"))).isEqualTo("]^a");
        assertThat(get(value("😀a'😀").trim("😀'"))).isEqualTo("a");
        assertThat(get(value("--a-").trim("-"))).isEqualTo("a");
        assertThat(get(value("XxaX").trimLeading("X"))).isEqualTo("xaX");
        assertThatThrownBy(() -> text.trim("")).hasMessageContaining("at least one");
    }

    @Test
    void paddingAndRepeating() {
        assertThat(get(value("7").padLeft(3, "0"))).isEqualTo("007");
        assertThat(get(value("7").padLeft(4, "ab"))).isEqualTo("aba7");
        assertThat(get(value("7").padRight(4, "ab"))).isEqualTo("7aba");
        assertThat(get(value("😀").padRight(3, "é"))).isEqualTo("😀éé");
        assertThat(get(value("abc").padLeft(2, "0"))).isEqualTo("ab");
        assertThat(get(value("ab").repeat(3))).isEqualTo("ababab");
        assertThat(get(value("ab").repeat(0))).isEmpty();
    }

    @Test
    void searchingAndReplacing() {
        assertThat(get(SPECIMENS.text.position("é"))).isEqualTo(4);
        assertThat(get(SPECIMENS.text.position("z"))).isEqualTo(HOSTILE.codePointCount(0, HOSTILE.length()));
        assertThat(get(SPECIMENS.text.position("Z"))).isZero();
        assertThat(get(SPECIMENS.text.position(""))).isEqualTo(1);
        assertThat(get(SPECIMENS.text.replace("\\", "'"))).isEqualTo(HOSTILE.replace("\\", "'"));
        assertThat(get(value("aAa").replace("a", "b"))).isEqualTo("bAb");
        assertThat(get(value("aa").replace("", "b"))).isEqualTo("aa");
        assertThat(get(value("ab").concat(SPECIMENS.text))).isEqualTo("ab" + HOSTILE);
        assertThat(get(value("ab").concat(nothing()))).isNull();
    }

    @Test
    void patternsThatAreExpressions() {
        assertThat(get(value("a%b").like(value("a\\%b")))).isTrue();
        assertThat(get(value("axb").like(value("a\\%b")))).isFalse();
        assertThat(get(value("axb").like(value("a%").concat("b")))).isTrue();
        assertThat(get(value("AXB").like(value("a_b")))).isFalse();
        assertThat(get(value("AXB").ilike(value("a_b")))).isTrue();
        assertThat(get(value("😀b").like(value("_b")))).isTrue();
        assertThat(get(value("a\\b").like(value("a\\\\b")))).isTrue();
        assertThat(get(value("a|b[*?").like(value("a|b[*?")))).isTrue();
        assertThat(get(value("a\\").like(value("a\\")))).isTrue();
        assertThat(get(value("a\\").like("a\\"))).isTrue();
        assertThat(get(value("a").like(nothing()))).isNull();
    }

    @Test
    void regularExpressions() {
        assertThat(get(value("hello 42").regexp("l+o [0-9]{2}$"))).isTrue();
        assertThat(get(value("hello").regexp("^L"))).isFalse();
        assertThat(get(value("hello").regexp("HEL"))).isFalse();
        assertThat(get(value("hello").regexpIgnoreCase("HEL"))).isTrue();
        assertThat(get(value("É").regexpIgnoreCase("é"))).isTrue();
        assertThat(get(value("a.b").regexp("a\\.b"))).isTrue();
        assertThat(get(value("axb").regexp("a\\.b"))).isFalse();
        assertThat(get(SPECIMENS.text.regexp("[é][ ]"))).isTrue();
        assertThat(get(nothing().regexp("x"))).isNull();
        assertThatThrownBy(() -> get(value("a").regexp("("))).isInstanceOf(org.kinglet.DatabaseException.class);
    }

    @Test
    void aHostileRegularExpressionEnds() {
        String text = "a".repeat(200) + "b";
        try {
            assertThat(get(value(text).regexp("^(a|aa)+$"))).isFalse();
        } catch (org.kinglet.DatabaseException tooMuch) {
            assertThat(tooMuch).isNotNull(); // a limit of the server's
        }
    }

    @Test
    void collations() {
        String collation = target.isMysqlFamily() ? "utf8mb4_general_ci" : target.isServer() ? "C" : "nocase";
        boolean ignoresCase = !"C".equals(collation);
        assertThat(get(value("A").collate(collation).eq("a"))).isEqualTo(ignoresCase);
        assertThat(get(value("A").eq("a"))).isFalse();
        assertThatThrownBy(() -> SPECIMENS.text.collate("x\"; drop")).isInstanceOf(IllegalArgumentException.class);
    }
}
