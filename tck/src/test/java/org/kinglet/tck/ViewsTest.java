// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.ABestParts.A_BEST_PARTS;
import static org.kinglet.tck.model.PartNames.PART_NAMES;
import static org.kinglet.tck.model.Parts.PARTS;
import static org.kinglet.tck.model.StockedParts.STOCKED_PARTS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Hook;
import org.kinglet.OperationalException;
import org.kinglet.ProgrammingException;
import org.kinglet.Table;
import org.kinglet.query.Row;
import org.kinglet.tck.model.Stock.BestPart;
import org.kinglet.tck.model.Stock.Part;
import org.kinglet.tck.model.Stock.StockedPart;
import org.kinglet.tck.model.StockedParts;

/** Views, which are read as tables are. */
class ViewsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {PARTS};
    }

    @BeforeEach
    void createViews() {
        db.bind(STOCKED_PARTS, A_BEST_PARTS, PART_NAMES);
        db.createTables(A_BEST_PARTS, STOCKED_PARTS, PARTS);
        new Part("bolt", 3, 20).save();
        new Part("nut", 0, 20).save();
        new Part("pin", 2, 100).save();
    }

    @Test
    void rowsAreReadAsEntities() {
        assertThat(STOCKED_PARTS.select().orderBy(STOCKED_PARTS.name.asc()).list())
                .containsExactly(new StockedPart("bolt", 60), new StockedPart("pin", 200));
        assertThat(STOCKED_PARTS.get(STOCKED_PARTS.valueCents.lt(100L)).name()).isEqualTo("bolt");
        assertThat(STOCKED_PARTS.findAsync(STOCKED_PARTS.name.eq("nut")).join()).isEmpty();
        assertThat(STOCKED_PARTS.count()).isEqualTo(2);
        assertThat(STOCKED_PARTS.exists(STOCKED_PARTS.name.startsWith("b"))).isTrue();
        BestPart best = A_BEST_PARTS.get();
        assertThat(best.name).isEqualTo("pin");
        assertThat(best.valueCents).isEqualTo(200);
        assertThat(STOCKED_PARTS.toMap(new StockedPart("x", 1))).containsEntry("valueCents", 1L);
    }

    @Test
    void viewsAreJoinedAndAliased() {
        StockedParts stocked = STOCKED_PARTS.as("s");
        assertThat(PARTS.select(PARTS.name, stocked.valueCents)
                        .join(stocked, stocked.name.eq(PARTS.name))
                        .orderBy(stocked.valueCents.desc())
                        .list())
                .extracting(row -> row.get(1))
                .containsExactly(200L, 60L);
        List<String> seen = new ArrayList<>();
        Hook hook = STOCKED_PARTS.afterLoad(part -> seen.add(part.name()));
        STOCKED_PARTS.select().list();
        hook.remove();
        STOCKED_PARTS.select().list();
        assertThat(seen).containsExactlyInAnyOrder("bolt", "pin");
        assertThat(STOCKED_PARTS
                        .raw("select * from stocked_parts where name = ?", "pin")
                        .execute())
                .containsExactly(new StockedPart("pin", 200));
    }

    @Test
    void rowsHaveEntitiesOfViews() {
        List<Row> rows = PARTS.select(PARTS, STOCKED_PARTS)
                .leftJoin(STOCKED_PARTS, STOCKED_PARTS.name.eq(PARTS.name))
                .orderBy(PARTS.name)
                .list();
        assertThat(rows)
                .extracting(row -> row.entity(STOCKED_PARTS))
                .containsExactly(new StockedPart("bolt", 60), null, new StockedPart("pin", 200));
        assertThat(STOCKED_PARTS.select(STOCKED_PARTS).get().entity(STOCKED_PARTS))
                .isEqualTo(STOCKED_PARTS.get());
        assertThat(STOCKED_PARTS
                        .values(STOCKED_PARTS.valueCents)
                        .orderBy(STOCKED_PARTS.valueCents)
                        .list())
                .containsExactly(60L, 200L);
    }

    @Test
    void theyAreMadeAfterWhatTheyReadAndDroppedBefore() {
        assertThat(STOCKED_PARTS.viewExists() && A_BEST_PARTS.viewExists()).isTrue();
        db.createTables(PARTS, STOCKED_PARTS, A_BEST_PARTS);
        STOCKED_PARTS.createView();
        db.dropTables(PARTS, STOCKED_PARTS, A_BEST_PARTS);
        assertThat(STOCKED_PARTS.viewExistsAsync().join() || PARTS.tableExists())
                .isFalse();
        db.dropTables(PARTS, STOCKED_PARTS, A_BEST_PARTS);
        assertThatThrownBy(STOCKED_PARTS::count).isInstanceOf(ProgrammingException.class);
        PARTS.createTable();
        STOCKED_PARTS.createViewAsync().join();
        assertThat(STOCKED_PARTS.count()).isZero();
        A_BEST_PARTS.createView();
        A_BEST_PARTS.dropView();
        STOCKED_PARTS.dropViewAsync().join();
        assertThat(STOCKED_PARTS.viewExists()).isFalse();
    }

    @Test
    void materializedViewsAreComputedOnDemand() {
        if (target != TestDatabase.POSTGRESQL) {
            assertThatThrownBy(PART_NAMES::createView)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("has no materialized views; make it a view");
            return;
        }
        db.createTables(PART_NAMES, PARTS);
        assertThat(PART_NAMES.count()).isEqualTo(3);
        new Part("cog", 1, 1).save();
        assertThat(PART_NAMES.count()).isEqualTo(3);
        PART_NAMES.refresh();
        assertThat(PART_NAMES.count()).isEqualTo(4);
        assertThatThrownBy(PART_NAMES::refreshConcurrently)
                .isInstanceOf(OperationalException.class)
                .hasMessageContaining("unique index");
        db.sql("create unique index part_names_name on part_names (name)");
        new Part("dial", 1, 1).save();
        PART_NAMES.refreshConcurrently();
        assertThat(PART_NAMES.count()).isEqualTo(5);
        new Part("eye", 1, 1).save();
        PART_NAMES.refreshConcurrentlyAsync().join();
        PART_NAMES.refresh();
        PARTS.delete().all().execute();
        PART_NAMES.refreshAsync().join();
        assertThat(PART_NAMES.count()).isZero();
        db.dropTables(PART_NAMES);
    }
}
