// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Essays.ESSAYS;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.FullText;
import org.kinglet.query.Search;
import org.kinglet.tck.model.Essay;
import org.kinglet.tck.model.Essays;

/** Words are found by each database's own engine, and the same ones. */
class FullTextTest extends DatabaseTest {
    private static final FullText TEXT = FullText.of(ESSAYS.title, ESSAYS.body);

    @Override
    Table<?, ?>[] tables() {
        return target.isServer() ? new Table<?, ?>[] {ESSAYS} : new Table<?, ?>[0];
    }

    @BeforeEach
    void write() {
        db.bind(ESSAYS);
        if (target.isMysqlFamily()) {
            db.sql("alter table essays convert to character set utf8mb4 collate utf8mb4_general_ci");
            db.sql("alter table essays add fulltext (title, body)");
        } else if (!target.isServer()) {
            db.sql("create virtual table essays using fts5 (title, body)");
        }
        new Essay("Quick foxes", "The quick brown fox jumps over the lazy dog").save();
        new Essay("Dogs", "A lazy dog sleeps, brown and quiet; no other animal is quick").save();
        new Essay("Élan", "Żółw naïve 🐦 birds").save();
        new Essay("Nothing", "of interest").save();
    }

    private static List<Long> found(FullText text, Search search) {
        return ESSAYS.select(ESSAYS.rowid).where(text.matches(search)).orderBy(ESSAYS.rowid).list().stream()
                .map(row -> row.get(ESSAYS.rowid))
                .toList();
    }

    @Test
    void wordsAreFound() {
        assertThat(found(TEXT, Search.all("quick brown"))).containsExactly(1L, 2L);
        assertThat(found(TEXT, Search.all("QUICK fox"))).containsExactly(1L);
        assertThat(found(TEXT, Search.all("quick missing"))).isEmpty();
        assertThat(found(TEXT, Search.any("missing fox birds"))).containsExactly(1L, 3L);
        assertThat(found(TEXT, Search.phrase("lazy dog"))).containsExactly(1L, 2L);
        assertThat(found(TEXT, Search.phrase("dog lazy"))).isEmpty();
        assertThat(found(TEXT, Search.phrase("quick brown"))).containsExactly(1L);
        assertThat(found(TEXT, Search.prefix("inter"))).containsExactly(4L);
        assertThat(found(TEXT, Search.prefix("bird"))).containsExactly(3L);
        assertThat(found(TEXT, Search.all("bird"))).isEmpty();
        assertThat(found(TEXT, Search.all("Żółw"))).containsExactly(3L);
        assertThat(ESSAYS.count(TEXT.matches(Search.all("lazy")).and(ESSAYS.title.eq("Dogs"))))
                .isEqualTo(1);
        Essays other = ESSAYS.as("other");
        assertThat(other.select()
                        .where(FullText.of(other.title, other.body).matches(Search.all("fox")))
                        .list())
                .hasSize(1);
    }

    @Test
    void noTextIsAMistake() {
        for (String hostile : List.of(
                "quick \"",
                "quick'",
                "quick & | ! ( ) : *",
                "quick AND NOT",
                "+quick -quick",
                "quick\\",
                "quick @ ~ < >",
                "{title} : quick",
                "quick:*",
                "NEAR(quick)",
                "'; drop table essays; -- quick",
                "quick\0",
                "quick %_?")) {
            for (Search search :
                    List.of(Search.all(hostile), Search.any(hostile), Search.phrase(hostile), Search.prefix(hostile))) {
                assertThat(found(TEXT, search)).as(search + " " + hostile).isSubsetOf(1L, 2L, 3L, 4L);
            }
            assertThat(found(TEXT, Search.any(hostile))).as(hostile).contains(1L, 2L);
        }
        for (String empty : List.of("", " ", "\"", "&|!", "+-*", "'")) {
            for (Search search :
                    List.of(Search.all(empty), Search.any(empty), Search.phrase(empty), Search.prefix(empty))) {
                assertThat(found(TEXT, search)).as(search + " " + empty).isEmpty();
            }
        }
        assertThat(ESSAYS.select().list()).hasSize(4);
    }

    @Test
    void ranked() {
        new Essay("fox fox fox", "fox fox").save();
        Search fox = Search.all("fox");
        List<Essay> best = ESSAYS.select()
                .where(TEXT.matches(fox))
                .orderBy(TEXT.rank(fox).desc())
                .list();
        assertThat(best).extracting(essay -> essay.title).containsExactly("fox fox fox", "Quick foxes");
        Expression<Double> rank = TEXT.rank(fox).as("rank");
        assertThat(ESSAYS.select(rank).where(TEXT.matches(fox)).list())
                .allSatisfy(row -> assertThat(row.get(rank)).isPositive());
    }

    @Test
    void marked() {
        Search search = Search.all("lazy dog");
        Expression<String> body =
                TEXT.highlight(ESSAYS.body, search, "<b title=\"x\">", "</b>").as("marked");
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() ->
                            ESSAYS.select(body).where(TEXT.matches(search)).list())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("in Java");
        } else {
            assertThat(ESSAYS.select(body)
                            .where(TEXT.matches(search), ESSAYS.title.eq("Dogs"))
                            .get()
                            .get(body))
                    .startsWith("A <b title=\"x\">lazy</b> <b title=\"x\">dog</b> sleeps");
        }
    }

    @Test
    void itsOwnLanguage() {
        String query = target == TestDatabase.POSTGRESQL
                ? "quick & !fox"
                : target.isServer() ? "+quick -fox" : "quick NOT fox";
        assertThat(found(TEXT, Search.raw(query))).containsExactly(2L);
        if (!target.isMysqlFamily()) {
            assertThatThrownBy(() -> found(TEXT, Search.raw("& (\""))).isInstanceOf(DatabaseException.class);
        }
    }

    @Test
    void stemsAndIndex() {
        Assumptions.assumeTrue(target == TestDatabase.POSTGRESQL, "PostgreSQL knows stems");
        FullText english = FullText.of(ESSAYS.title, ESSAYS.body).language("english");
        assertThat(found(english, Search.all("jumping dogs"))).containsExactly(1L);
        assertThatThrownBy(() -> TEXT.language("english'")).isInstanceOf(IllegalArgumentException.class);
        db.sql("create index words on essays using gin"
                + " (to_tsvector('english', coalesce(title, '') || ' ' || coalesce(body, '')))");
        String query = ESSAYS.select(ESSAYS.rowid)
                .where(english.matches(Search.all("fox")))
                .sql()
                .text();
        String plan = db.atomic(() -> {
            db.sql("set local enable_seqscan = off");
            return String.valueOf(db.sql("explain " + query.replace("$1", "?"), "fox").list().stream()
                    .map(row -> row.get(0))
                    .toList());
        });
        assertThat(plan).contains("words");
    }
}
