// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.LeafLets.LEAF_LETS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.FullText;
import org.kinglet.query.Search;
import org.kinglet.schema.Difference;
import org.kinglet.schema.FullTextDefinition;
import org.kinglet.schema.LiveTable;
import org.kinglet.tck.model.LeafLets;
import org.kinglet.tck.model.Leaflet;

/** What an entity says of its texts is made and kept by every database, and searched by the same queries. */
class FullTextIndexTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {LEAF_LETS};
    }

    @BeforeEach
    void write() {
        new Leaflet("a", "Quick foxes", "The quick brown fox jumps over the lazy dog").save();
        new Leaflet("b", "Dogs", "A lazy dog sleeps, brown and quiet; no other animal is quick").save();
        new Leaflet("c", "Élan", "Żółw naïve 🐦 birds").save();
        new Leaflet("d", "Nothing", null).save();
    }

    private static String found(Search search) {
        return found(LEAF_LETS, search);
    }

    private static String found(LeafLets table, Search search) {
        return String.join(
                "",
                table.select()
                        .where(table.fullText().matches(search))
                        .orderBy(table.code)
                        .values(table.code)
                        .list());
    }

    private static String web(String text) {
        return found(Search.web(text));
    }

    @Test
    void wordsAreFound() {
        assertThat(found(Search.all("quick brown"))).isEqualTo("ab");
        assertThat(found(Search.all("QUICK foxes"))).isEqualTo("a");
        assertThat(found(Search.any("missing foxes birds"))).isEqualTo("ac");
        assertThat(found(Search.phrase("lazy dog"))).isEqualTo("ab");
        assertThat(found(Search.phrase("foxes The"))).as("of two columns").isEmpty();
        assertThat(found(Search.prefix("noth"))).isEqualTo("d");
        assertThat(found(Search.all("Żółw"))).isEqualTo("c");
        assertThat(found(LEAF_LETS.as("other"), Search.all("fox"))).isEqualTo("a");
        assertThat(LEAF_LETS.count(LEAF_LETS.code.eq("A")))
                .as("the column itself is exact")
                .isZero();
        assertThat(LEAF_LETS.count(LEAF_LETS.title.eq("dogs"))).isZero();
    }

    @Test
    void searchesAreCombined() {
        Search quick = Search.all("quick");
        assertThat(found(quick.and(Search.phrase("lazy dog")).except(Search.all("fox"))))
                .isEqualTo("b");
        assertThat(found(quick.except(Search.any("fox").or(Search.all("sleeps")))))
                .isEmpty();
        assertThat(found(Search.all("birds").or(quick.and(Search.prefix("jum")))))
                .isEqualTo("ac");
        assertThat(found(Search.all("&").or(Search.all("birds")))).isEqualTo("c");
        assertThat(found(Search.all("&").and(Search.all("birds")))).isEmpty();
        assertThat(found(Search.all("birds").except(Search.all("&")))).isEqualTo("c");
    }

    @Test
    void whatPeopleType() {
        assertThat(web("quick \"lazy dog\"")).isEqualTo("ab");
        assertThat(web("quick -fox")).isEqualTo("b");
        assertThat(web("quick -\"brown fox\"")).isEqualTo("b");
        assertThat(web("jump* OR birds")).isEqualTo("ac");
        assertThat(web("quick fox or naïve birds")).isEqualTo("ac");
        assertThat(web("-fox")).as("nothing is wanted").isEmpty();
        assertThat(web("or")).isEmpty();
        assertThat(web("\"lazy dog")).as("a mark that is missing").isEqualTo("ab");
        for (String hostile : List.of(
                "quick \"",
                "quick'",
                "quick & | ! ( ) : *",
                "- quick - -",
                "quick\\ ' --",
                "{title} : quick",
                "'; drop table x; -- quick",
                "quick \0",
                "NEAR(quick)",
                "quick @ ~ < > + ^")) {
            assertThat(web(hostile)).as(hostile).isIn("ab", "a", "b", "");
            assertThat(found(Search.any(hostile))).as(hostile).isEqualTo("ab");
        }
        for (String empty : List.of("", " ", "\"", "\"\"", "-", "-\"", "*", "or or", "- -or -*")) {
            assertThat(web(empty)).as(empty).isEmpty();
        }
    }

    @Test
    void keptUnderEveryWrite() {
        LEAF_LETS
                .update(LEAF_LETS.title.set("Cats"))
                .where(LEAF_LETS.code.eq("b"))
                .execute();
        assertThat(found(Search.all("dogs"))).isEmpty();
        assertThat(found(Search.all("cats"))).isEqualTo("b");
        LEAF_LETS.update(LEAF_LETS.pages.set(7)).all().execute();
        assertThat(found(Search.all("cats"))).isEqualTo("b");
        LEAF_LETS
                .insert(LEAF_LETS.code.set("b"), LEAF_LETS.title.set("Horses"))
                .onConflict(LEAF_LETS.code)
                .update(LEAF_LETS.title.setExcluded(), LEAF_LETS.body.setExcluded())
                .execute();
        assertThat(found(Search.all("cats"))).isEmpty();
        assertThat(found(Search.all("horses"))).isEqualTo("b");
        assertThat(found(Search.all("sleeps"))).isEmpty();
        LEAF_LETS
                .insert(LEAF_LETS.code.set("b"), LEAF_LETS.title.set("Mice"))
                .onConflict(LEAF_LETS.code)
                .doNothing()
                .execute();
        assertThat(found(Search.all("horses"))).isEqualTo("b");
        assertThat(found(Search.all("mice"))).isEmpty();
        LEAF_LETS
                .insert(LEAF_LETS.code.set("b"), LEAF_LETS.title.set("Goats"))
                .onConflict(LEAF_LETS.code)
                .replace()
                .execute();
        assertThat(found(Search.all("horses"))).isEmpty();
        assertThat(found(Search.all("goats"))).isEqualTo("b");
        LEAF_LETS.delete().where(LEAF_LETS.code.eq("b")).execute();
        assertThat(found(Search.all("goats"))).isEmpty();
        LEAF_LETS.bulkCreate(List.of(new Leaflet("e", "Sheep", ""), new Leaflet("f", "Sheep", "")));
        assertThat(found(Search.all("sheep"))).isEqualTo("ef");
        db.truncate(LEAF_LETS);
        assertThat(found(Search.any("sheep quick"))).isEmpty();
        new Leaflet("g", "Quick again", "").save();
        assertThat(found(Search.all("quick"))).isEqualTo("g");
        assertIntact();
    }

    /** SQLite's index can tell whether it is what the table says. */
    private void assertIntact() {
        if (target.isServer()) return;
        db.sql("insert into \"leaf'lets_fts\"(\"leaf'lets_fts\", rank) values ('integrity-check', 1)");
    }

    @Test
    void replacedBehindItsBack() {
        Assumptions.assumeFalse(target.isServer(), "SQLite tells no trigger of rows that are replaced");
        db.sql("insert or replace into \"leaf'lets\" (number, code, title, pages) values (2, 'b', 'Cats', 0)");
        assertThat(found(Search.all("dogs"))).isEmpty();
        assertThat(found(Search.all("cats"))).isEqualTo("b");
        assertIntact();
        db.sql("insert or replace into \"leaf'lets\" (number, code, title, pages) values (20, 'b', 'Mice', 0)");
        assertThat(found(Search.all("cats"))).isEmpty();
        assertThat(found(Search.all("mice"))).isEqualTo("b");
        db.sql("insert into \"leaf'lets\" (number, code, title, pages) values (2, 'x', 'Again', 0)");
        assertThat(found(Search.all("cats"))).isEmpty();
        assertThat(found(Search.all("again"))).isEqualTo("x");
        assertIntact();
        db.sql("update \"leaf'lets\" set number = number + 100");
        assertThat(found(Search.any("mice again"))).isEqualTo("bx");
        assertIntact();
    }

    @Test
    void ranked() {
        new Leaflet("e", "Fox", "and nothing else of that kind that is quick").save();
        Search fox = Search.any("fox missing");
        FullText text = LEAF_LETS.fullText();
        assertThat(LEAF_LETS
                        .select()
                        .where(text.matches(fox))
                        .orderBy(text.rank(fox).desc())
                        .values(LEAF_LETS.code)
                        .list())
                .as("a word in the title counts more")
                .containsExactly("e", "a");
        FullText other = text.weights(0.01, 100);
        assertThat(LEAF_LETS
                        .select()
                        .where(other.matches(fox))
                        .orderBy(other.rank(fox).desc())
                        .values(LEAF_LETS.code)
                        .list())
                .containsExactly("a", "e");
        Expression<Double> rank = text.rank(fox).as("rank");
        assertThat(LEAF_LETS.select(LEAF_LETS.code, rank).list()).allSatisfy(row -> {
            boolean has = List.of("a", "e").contains(row.get(LEAF_LETS.code));
            if (has) assertThat(row.get(rank)).isPositive();
            else assertThat(row.get(rank)).isZero();
        });
        assertThat(LEAF_LETS.select().values(text.rank(Search.all(""))).list()).containsOnly(0.0);
        assertThatThrownBy(() -> text.weights(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.weights(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void marked() {
        FullText text = LEAF_LETS.fullText();
        Search search = Search.all("lazy dog");
        Expression<String> marked = text.highlight(LEAF_LETS.body, search, "<b title=\"x\">", "</b>")
                .as("marked");
        Expression<String> piece =
                text.snippet(LEAF_LETS.body, search, "[", "]", "…", 4).as("piece");
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> LEAF_LETS.select(marked).list())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("in Java");
            assertThatThrownBy(() -> LEAF_LETS.select(piece).list()).isInstanceOf(UnsupportedOperationException.class);
            return;
        }
        var rows = LEAF_LETS.select(marked, piece).orderBy(LEAF_LETS.code).list();
        assertThat(rows.get(1).get(marked)).startsWith("A <b title=\"x\">lazy</b> <b title=\"x\">dog</b> sleeps");
        assertThat(rows.get(1).get(piece)).contains("[dog]").hasSizeLessThan(40);
        assertThat(rows.get(2).get(marked)).isEqualTo("Żółw naïve 🐦 birds");
        assertThat(rows.get(3).get(marked)).isNull();
        assertThatThrownBy(() -> text.highlight(LEAF_LETS.code, search, "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsOfTheIndex() {
        FullText title = FullText.of(LEAF_LETS.title);
        assertThat(LEAF_LETS
                        .select()
                        .where(title.matches(Search.all("quick")))
                        .values(LEAF_LETS.code)
                        .list())
                .containsExactly("a");
        assertThatThrownBy(() -> FullText.of(USERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@FullTextIndex");
    }

    @Test
    void deletedAndChangedByWhatIsFound() {
        FullText text = LEAF_LETS.fullText();
        assertThat(LEAF_LETS
                        .update(LEAF_LETS.pages.set(9))
                        .where(text.matches(Search.all("quick")))
                        .execute())
                .isEqualTo(2);
        assertThat(LEAF_LETS.delete().where(text.matches(Search.all("fox"))).execute())
                .isEqualTo(1);
        assertThat(found(Search.all("quick"))).isEqualTo("b");
    }

    private List<String> differences() {
        return db.schema().diff(LEAF_LETS).differences().stream()
                .map(Difference::description)
                .toList();
    }

    @Test
    void belongsToItsTable() {
        assertThat(db.schema().tableNames()).containsExactly("leaf'lets");
        LiveTable live = db.schema().table("leaf'lets").orElseThrow();
        assertThat(live.fullText()).isNotNull();
        assertThat(live.columns()).hasSize(5);
        assertThat(live.indexes()).noneMatch(index -> index.name().contains("fts"));
        assertThat(db.schema().tables()).hasSize(1);
        assertThat(differences()).isEmpty();
        db.createTables(LEAF_LETS);
        assertThat(found(Search.all("quick"))).isEqualTo("ab");
        db.dropTables(LEAF_LETS);
        assertThat(LEAF_LETS.tableExists()).isFalse();
        if (!target.isServer())
            assertThat(db.sql("select name from sqlite_schema").list()).isEmpty();
        db.createTables(LEAF_LETS);
        assertThat(found(Search.all("quick"))).isEmpty();
        assertThat(differences()).isEmpty();
    }

    @Test
    void missingAndAnother() {
        LiveTable live = db.schema().table("leaf'lets").orElseThrow();
        String drop = switch (target) {
            case POSTGRESQL ->
                "drop index \""
                        + java.util.Objects.requireNonNull(live.fullText()).name() + "\"";
            case MARIADB, MYSQL -> "alter table `leaf'lets` drop column kinglet_fts_1, drop column kinglet_fts_2";
            default -> "drop trigger \"leaf'lets_fts_update\"";
        };
        db.sql(drop);
        assertThat(differences()).singleElement().asString().startsWith("the full-text index of leaf'lets is");
        db.schema().diff(LEAF_LETS).apply();
        assertThat(differences()).isEmpty();
        assertThat(found(Search.all("quick"))).isEqualTo("ab");
        assertThat(FullTextDefinition.of("a")
                        .withWeights(2)
                        .withLanguage("english")
                        .columns())
                .containsExactly("a");
    }

    @Test
    void changesOfTheTable() {
        boolean checks = target != TestDatabase.MYSQL; // which it heeds from 8.0.16 on
        var alteration = db.schema().alter(LEAF_LETS).setType(LEAF_LETS.title);
        (checks ? alteration.addCheck("few", "pages < 1000") : alteration).apply();
        assertThat(found(Search.all("quick"))).isEqualTo("ab");
        new Leaflet("h", "Written later", null).save();
        assertThat(found(Search.all("later"))).isEqualTo("h");
        if (checks) {
            assertThat(differences()).singleElement().asString().startsWith("check (");
            db.schema().alter(LEAF_LETS).dropCheck("few").apply();
        }
        String name = target.isMysqlFamily() ? "`leaf'lets`" : "\"leaf'lets\"";
        db.schema().alter(LEAF_LETS).setFullText().apply();
        assertThat(differences()).isEmpty();
        db.sql("alter table " + name + " rename to old_leaflets");
        db.schema().renameTable("old_leaflets", LEAF_LETS);
        assertThat(found(Search.all("quick later"))).isEmpty();
        assertThat(found(Search.any("quick later"))).isEqualTo("abh");
        db.schema().rebuildFullText(LEAF_LETS);
        db.schema().optimizeFullText(LEAF_LETS);
        assertThat(found(Search.any("quick later"))).isEqualTo("abh");
        assertIntact();
        assertThatThrownBy(() -> db.schema().rebuildFullText(USERS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theIndexIsUsed() {
        Assumptions.assumeTrue(target == TestDatabase.POSTGRESQL, "tells by its plan");
        String query = LEAF_LETS
                .select(LEAF_LETS.code)
                .where(LEAF_LETS.fullText().matches(Search.all("fox")))
                .sql()
                .text();
        String plan = db.atomic(() -> {
            db.sql("set local enable_seqscan = off");
            return String.valueOf(db.sql("explain " + query.replace("$1", "?"), "fox").list().stream()
                    .map(row -> row.get(0))
                    .toList());
        });
        assertThat(plan).contains("_fts_");
    }
}
