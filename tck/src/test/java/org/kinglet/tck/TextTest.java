// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.DataException;
import org.kinglet.Table;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.TextExpression;

/** Text compares exactly, and what is searched for is taken literally. */
class TextTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    private static void names(String... names) {
        for (String name : names) USERS.insert(USERS.username.set(name)).execute();
    }

    private static List<String> where(Condition condition) {
        return USERS.select(USERS.username)
                .where(condition)
                .orderBy(USERS.id)
                .map(row -> row.get(USERS.username))
                .list();
    }

    @Test
    void equalityIsExact() {
        names("huey", "Huey", "huey ", " huey", "hüey", "hu\u0308ey");
        assertThat(where(USERS.username.eq("huey"))).containsExactly("huey");
        assertThat(where(USERS.username.in(List.of("HUEY", "huey ")))).containsExactly("huey ");
        assertThat(where(USERS.username.eq("hüey"))).containsExactly("hüey");
    }

    @Test
    void uniquenessIsExact() {
        names("a", "A", "a ", "á", "a\u0301");
        assertThat(USERS.count()).isEqualTo(5);
    }

    @Test
    void searchHeedsCase() {
        names("huey", "Huey", "HUEY");
        assertThat(where(USERS.username.like("h%"))).containsExactly("huey");
        assertThat(where(USERS.username.startsWith("Hu"))).containsExactly("Huey");
        assertThat(where(USERS.username.endsWith("EY"))).containsExactly("HUEY");
        assertThat(where(USERS.username.contains("ue"))).containsExactly("huey", "Huey");
    }

    @Test
    void searchWithoutRegardToCase() {
        names("huey", "Huey", "HUEY", "zaizee");
        assertThat(where(USERS.username.ilike("h_EY"))).hasSize(3);
        assertThat(where(USERS.username.startsWithIgnoreCase("HU"))).hasSize(3);
        assertThat(where(USERS.username.endsWithIgnoreCase("eY"))).hasSize(3);
        assertThat(where(USERS.username.containsIgnoreCase("UE"))).hasSize(3);
        assertThat(where(USERS.username.ilike("h"))).isEmpty();
    }

    @Test
    void wildcardsInWhatIsSearchedForAreLiteral() {
        names("100%", "1000", "a_b", "axb", "c:\\dir", "[x]", "x*y", "xzy", "what?", "^", "a]b", "-");
        assertThat(where(USERS.username.contains("0%"))).containsExactly("100%");
        assertThat(where(USERS.username.startsWith("a_"))).containsExactly("a_b");
        assertThat(where(USERS.username.endsWith("%"))).containsExactly("100%");
        assertThat(where(USERS.username.contains("\\"))).containsExactly("c:\\dir");
        assertThat(where(USERS.username.startsWith("["))).containsExactly("[x]");
        assertThat(where(USERS.username.contains("*"))).containsExactly("x*y");
        assertThat(where(USERS.username.endsWith("?"))).containsExactly("what?");
        assertThat(where(USERS.username.contains("^"))).containsExactly("^");
        assertThat(where(USERS.username.contains("]"))).containsExactly("[x]", "a]b");
        assertThat(where(USERS.username.containsIgnoreCase("_"))).containsExactly("a_b");
        assertThat(where(USERS.username.startsWithIgnoreCase("100%"))).containsExactly("100%");
        assertThat(where(USERS.username.endsWithIgnoreCase("\\DIR"))).containsExactly("c:\\dir");
    }

    @Test
    void likeKnowsTwoWildcardsAndABackslash() {
        names("abc", "a%c", "a_c", "a\\c", "a*c", "ac", "[abc]", "abc\n");
        assertThat(where(USERS.username.like("a_c"))).containsExactly("abc", "a%c", "a_c", "a\\c", "a*c");
        assertThat(where(USERS.username.like("a\\_c"))).containsExactly("a_c");
        assertThat(where(USERS.username.like("a\\%c"))).containsExactly("a%c");
        assertThat(where(USERS.username.like("a\\\\c"))).containsExactly("a\\c");
        assertThat(where(USERS.username.like("a*c"))).containsExactly("a*c");
        assertThat(where(USERS.username.like("[abc]"))).containsExactly("[abc]");
        assertThat(where(USERS.username.like("a%"))).hasSize(7);
        assertThat(where(USERS.username.like("abc"))).containsExactly("abc");
        assertThat(where(USERS.username.ilike("A\\_C"))).containsExactly("a_c");
        assertThat(where(USERS.username.like("%"))).hasSize(8);
    }

    @Test
    void anythingContainsTheEmptyText() {
        names("", "x");
        assertThat(where(USERS.username.contains(""))).hasSize(2);
        assertThat(where(USERS.username.startsWith(""))).hasSize(2);
        assertThat(where(USERS.username.endsWith(""))).hasSize(2);
        assertThat(where(USERS.username.eq(""))).containsExactly("");
    }

    @Test
    void whatIsSearchedForMayBeAnExpression() {
        USERS.create(USERS.username.set("a%b"), USERS.bio.set("%"));
        USERS.create(USERS.username.set("axb"), USERS.bio.set("a"));
        USERS.create(USERS.username.set("xb"), USERS.bio.set("b"));
        USERS.create(USERS.username.set("none"));
        assertThat(where(USERS.username.contains(USERS.bio))).containsExactly("a%b", "axb", "xb");
        assertThat(where(USERS.username.startsWith(USERS.bio))).containsExactly("axb");
        assertThat(where(USERS.username.endsWith(USERS.bio))).containsExactly("xb");
        assertThat(where(USERS.username.endsWith(value(String.class, "")))).hasSize(4);
    }

    @Test
    void aNegatedSearchLeavesOutNulls() {
        USERS.create(USERS.username.set("a"), USERS.bio.set("cat"));
        USERS.create(USERS.username.set("b"), USERS.bio.set("dog"));
        USERS.create(USERS.username.set("c"));
        assertThat(where(USERS.bio.contains("a").not())).containsExactly("b");
    }

    @Test
    void nulInTextIsKeptAndFoundOrRefused() {
        if (target == TestDatabase.POSTGRESQL) {
            assertThatThrownBy(() -> names("a\0b"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("NUL");
            return;
        }
        names("a\0b", "a", "\0");
        assertThat(where(USERS.username.eq("a\0b"))).containsExactly("a\0b");
        assertThat(where(USERS.username.eq("a"))).containsExactly("a");
        assertThat(where(USERS.username.contains("b"))).containsExactly("a\0b");
        assertThat(where(USERS.username.contains("\0"))).containsExactly("a\0b", "\0");
        assertThat(where(USERS.username.endsWith("b"))).containsExactly("a\0b");
        assertThat(where(USERS.username.startsWith("a\0"))).containsExactly("a\0b");
    }

    @Test
    void veryLongTextIsKeptAndFound() {
        String text = "0123456789".repeat(10_000);
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> names(text))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("username");
            USERS.create(USERS.username.set("long"), USERS.bio.set(text));
            assertThat(where(USERS.bio.eq(text))).containsExactly("long");
            assertThat(where(USERS.bio.contains(text.substring(1)))).hasSize(1);
            return;
        }
        names(text);
        assertThat(where(USERS.username.eq(text))).containsExactly(text);
        assertThat(where(USERS.username.contains(text.substring(1)))).hasSize(1);
        assertThat(where(USERS.username.startsWith(text.substring(0, 60_000)))).hasSize(1);
        assertThat(where(USERS.username.endsWith(text.substring(1)))).hasSize(1);
        assertThat(where(USERS.username.startsWith(text + "x"))).isEmpty();
    }

    @Test
    void functionsOfText() {
        names("Huey");
        TextExpression name = USERS.username;
        assertThat(one(name.lower())).isEqualTo("huey");
        assertThat(one(name.upper())).isEqualTo("HUEY");
        assertThat(one(name.length())).isEqualTo(4);
        assertThat(one(name.concat("!").concat(name.lower()))).isEqualTo("Huey!huey");
        assertThat(where(name.lower().eq("huey"))).hasSize(1);
    }

    @Test
    void lengthIsInCharacters() {
        names("🐦é漢");
        assertThat(one(USERS.username.length())).isEqualTo(3);
    }

    private static <T> T one(Expression<T> expression) {
        return USERS.select(expression).map(row -> row.get(expression)).get();
    }
}
