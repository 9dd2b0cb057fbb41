// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Boxes.BOXES;
import static org.kinglet.tck.model.Parts.PARTS;
import static org.kinglet.tck.model.Users.USERS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.Created;
import org.kinglet.Table;
import org.kinglet.tck.model.Stock.Box;
import org.kinglet.tck.model.Stock.Part;

/** Columns that the database computes: read with the others, and written by nothing. */
class GeneratedColumnsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {PARTS, BOXES};
    }

    @Test
    void aSavedEntityHasWhatIsComputed() {
        Part part = new Part("bolt", 3, 20);
        part.worth = 999;
        part.save();
        assertThat(part.worth).isEqualTo(60);
        assertThat(part.twice).isEqualTo(6);
        assertThat(part.loud).isEqualTo("BOLT");
        assertThat(part.dirtyColumns()).isEmpty();
        part.quantity = 5;
        assertThat(part.save()).isEqualTo(1);
        assertThat(part.worth).isEqualTo(100);
        part.worth = 1;
        assertThat(part.dirtyColumns()).isEmpty();
        assertThat(part.save()).isZero();
        part.priceCents = 10;
        part.saveAsync(PARTS.priceCents).join();
        assertThat(part.worth).isEqualTo(50);
        assertThat(PARTS.get().worth).isEqualTo(50);
    }

    @Test
    void aRecordIsGivenBackWithIt() {
        Box box = BOXES.create(new Box(0, 2, 3, 0));
        assertThat(box.area()).isEqualTo(6);
        assertThat(BOXES.getById(box.id())).isEqualTo(box);
        assertThat(BOXES.create(BOXES.width.set(4), BOXES.height.set(5)).area()).isEqualTo(20);
        Box changed = new Box(box.id(), 7, 3, 0);
        db.save(changed);
        assertThat(BOXES.getById(box.id()).area()).isEqualTo(21);
    }

    @Test
    void queriesUseItLikeAnyOther() {
        PARTS.create(PARTS.name.set("bolt"), PARTS.quantity.set(2), PARTS.priceCents.set(5L));
        PARTS.create(PARTS.name.set("nut"), PARTS.quantity.set(7), PARTS.priceCents.set(5L));
        assertThat(PARTS.select().where(PARTS.worth.gt(10L)).get().name).isEqualTo("nut");
        assertThat(PARTS.select(PARTS.twice.plus(1)).orderBy(PARTS.worth.desc()).list())
                .extracting(row -> row.get(0))
                .containsExactly(15, 5);
        PARTS.update(PARTS.quantity.set(PARTS.quantity.plus(1))).all().execute();
        assertThat(PARTS.get(PARTS.loud.eq("BOLT")).worth).isEqualTo(15);
    }

    @Test
    void bulkOperationsLeaveItOut() {
        List<Part> parts = PARTS.bulkCreate(List.of(new Part("a", 1, 1), new Part("b", 2, 2)));
        assertThat(PARTS.get(PARTS.name.eq("b")).worth).isEqualTo(4);
        parts.forEach(part -> part.quantity = 10);
        assertThat(PARTS.bulkUpdate(parts, List.of(PARTS.quantity))).isEqualTo(2);
        assertThat(PARTS.get(PARTS.name.eq("b")).worth).isEqualTo(20);
        assertThat(PARTS.insertMany(List.of(
                                List.of(PARTS.name.set("c"), PARTS.quantity.set(3)),
                                List.of(PARTS.name.set("d"), PARTS.quantity.set(4))))
                        .execute())
                .isEqualTo(2);
        assertThat(PARTS.insertFrom(List.of(PARTS.name, PARTS.quantity), PARTS.select(PARTS.name, PARTS.quantity))
                        .execute())
                .isEqualTo(4);
        assertThat(PARTS.count(PARTS.twice.eq(20))).isEqualTo(4);
    }

    @Test
    void insertsThatMayFindARowAndReturningHaveIt() {
        Created<Part> created = PARTS.createOrGet(new Part("bolt", 3, 20));
        assertThat(created.created()).isTrue();
        assertThat(created.entity().worth).isEqualTo(60);
        Part returned = PARTS.insert(PARTS.name.set("nut"), PARTS.quantity.set(4), PARTS.priceCents.set(2L))
                .returning()
                .execute()
                .getFirst();
        assertThat(returned.worth).isEqualTo(8);
        Created<Part> found = PARTS.getOrCreate(
                List.of(PARTS.name.set("pin")), List.of(PARTS.quantity.set(6), PARTS.priceCents.set(1L)));
        assertThat(found.entity().twice).isEqualTo(12);
        found.entity().refresh();
        assertThat(found.entity().loud).isEqualTo("PIN");
    }

    @Test
    void aRollbackForgetsTheEntityAsBefore() {
        Part part = new Part("bolt", 3, 20);
        db.atomic(tx -> {
            part.save();
            tx.rollback();
        });
        assertThat(part.isPersisted()).isFalse();
        assertThat(part.id).isZero();
        assertThat(part.save()).isEqualTo(1);
        assertThat(part.worth).isEqualTo(60);
        assertThat(db.stats().inUse()).isZero();
        assertThat(USERS.definition().columns()).allMatch(column -> column.isWritten());
    }
}
