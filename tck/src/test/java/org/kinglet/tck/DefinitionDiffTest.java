// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.ABestParts.A_BEST_PARTS;
import static org.kinglet.tck.model.Couples.COUPLES;
import static org.kinglet.tck.model.PartNames.PART_NAMES;
import static org.kinglet.tck.model.Parts.PARTS;
import static org.kinglet.tck.model.Settings.SETTINGS;
import static org.kinglet.tck.model.StockedParts.STOCKED_PARTS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.SchemaDiff;
import org.kinglet.Table;
import org.kinglet.query.RawSql;
import org.kinglet.query.Sql;
import org.kinglet.schema.Difference;
import org.kinglet.schema.LiveTable;
import org.kinglet.tck.model.Stock.BestPart;
import org.kinglet.tck.model.Stock.Part;

/** Differences in what is said of a table or view as a whole, and of its numbering; and how they are closed. */
class DefinitionDiffTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {PARTS};
    }

    private void sql(String sql) {
        db.execute(RawSql.of(new Sql(sql, new Object[0])));
    }

    private SchemaDiff ofViews() {
        return db.schema().diff(PARTS, A_BEST_PARTS, STOCKED_PARTS);
    }

    private static List<String> descriptions(SchemaDiff diff) {
        return diff.differences().stream().map(Difference::description).toList();
    }

    @Test
    void viewsThatWereJustMadeHaveNoDifference() {
        assertThat(ofViews().differences()).hasSize(2).hasOnlyElementsOfType(Difference.MissingTable.class);
        ofViews().apply();
        assertThat(descriptions(ofViews())).isEmpty();
    }

    @Test
    void anotherQueryIsFoundAndTheViewMadeAgainWithThoseThatReadIt() {
        db.bind(A_BEST_PARTS, STOCKED_PARTS);
        new Part("one", 1, 200).save();
        sql("create view stocked_parts as select name, quantity * price_cents as value_cents from parts"
                + " where quantity > 1");
        sql("create view a_best_parts as select name, value_cents from stocked_parts where value_cents >= 100");
        assertThat(A_BEST_PARTS.count()).isZero();
        SchemaDiff diff = ofViews();
        assertThat(descriptions(diff)).containsExactly("the query of view stocked_parts is another");
        assertThat(diff.statements()).hasSize(4);
        diff.apply();
        assertThat(descriptions(ofViews())).isEmpty();
        assertThat(A_BEST_PARTS.select().list())
                .extracting((BestPart part) -> part.name)
                .containsExactly("one");
    }

    @Test
    void aViewThatIsToKeepItsRowsIsMadeAgain() {
        if (target != TestDatabase.POSTGRESQL) return;
        sql("create view part_names as select name from parts");
        SchemaDiff diff = db.schema().diff(PARTS, PART_NAMES);
        assertThat(diff.differences()).hasSize(1).hasOnlyElementsOfType(Difference.ChangedView.class);
        diff.apply();
        assertThat(db.schema().table("part_names").orElseThrow().kind()).isEqualTo(LiveTable.Kind.MATERIALIZED_VIEW);
        assertThat(db.schema().diff(PARTS, PART_NAMES).isEmpty()).isTrue();
    }

    @Test
    void aTableIsKeptAsItIsSaid() {
        db.createTables(SETTINGS);
        assertThat(descriptions(db.schema().diff(SETTINGS))).isEmpty();
        String expected = switch (target) {
            case SQLITE_FILE, SQLITE_MEMORY -> {
                sql("drop table settings");
                sql("create table settings (name text primary key not null check (length(name) <= 50),"
                        + " setting text not null)");
                sql("insert into settings values ('a', 'b')");
                yield "strict of settings is false, not true";
            }
            case POSTGRESQL -> {
                sql("alter table settings set logged");
                yield "unlogged of settings is false, not true";
            }
            case MARIADB, MYSQL -> {
                sql("alter table settings engine = MyISAM");
                yield "engine of settings is MyISAM, not InnoDB";
            }
        };
        SchemaDiff diff = db.schema().diff(SETTINGS);
        assertThat(descriptions(diff)).contains(expected);
        diff.apply();
        assertThat(descriptions(db.schema().diff(SETTINGS))).isEmpty();
        if (!target.isServer()) {
            assertThat(db.schema().table("settings").orElseThrow().storage().strict())
                    .isTrue();
            assertThat(db.sql("select setting from settings").scalar(String.class))
                    .isEqualTo("b");
        }
    }

    @Test
    void aKeyBeginsToNumberTheRows() {
        if (!target.isServer()) return; // there it always does
        sql("create table couples (id bigint primary key, one bigint not null, two bigint not null,"
                + " constraint pairs_of_two unique (one, two))");
        sql("insert into couples values (41, 1, 1)");
        SchemaDiff diff = db.schema().diff(COUPLES);
        assertThat(descriptions(diff)).containsExactly("column couples.id does not number the rows");
        diff.apply();
        assertThat(descriptions(db.schema().diff(COUPLES))).isEmpty();
        db.bind(COUPLES);
        assertThat(COUPLES.create(COUPLES.one.set(2L), COUPLES.two.set(2L)).id())
                .isEqualTo(42);
    }

    @Test
    void whatIsNotSpokenOfStays() {
        if (!target.isMysqlFamily()) return;
        sql("alter table parts modify column quantity bigint not null comment 'how many'");
        SchemaDiff diff = db.schema().diff(PARTS).allowLoss();
        assertThat(descriptions(diff)).hasSize(1);
        diff.apply();
        assertThat(db.schema()
                        .table("parts")
                        .orElseThrow()
                        .column("quantity")
                        .orElseThrow()
                        .comment())
                .isEqualTo("how many");
    }

    @Test
    void commentsOfViewsAreComparedWhereTheyAreKept() {
        if (target != TestDatabase.POSTGRESQL) return;
        db.createTables(STOCKED_PARTS);
        sql("comment on view stocked_parts is 'something'");
        assertThat(db.schema().diff(STOCKED_PARTS).isEmpty()).isTrue();
    }
}
