// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Eggs.EGGS;
import static org.kinglet.tck.model.Hens.HENS;
import static org.kinglet.tck.model.Partners.PARTNERS;
import static org.kinglet.tck.model.Spouses.SPOUSES;

import org.junit.jupiter.api.Test;
import org.kinglet.DropBehavior;
import org.kinglet.IntegrityException;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.TruncateOptions;
import org.kinglet.tck.model.Stock.Egg;
import org.kinglet.tck.model.Stock.Hen;
import org.kinglet.tck.model.Stock.Partner;
import org.kinglet.tck.model.Stock.Spouse;

/** Tables that refer to each other in a circle. */
class CyclesTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {HENS, EGGS};
    }

    private static void fill() {
        Hen hen = new Hen();
        hen.save();
        Egg egg = new Egg();
        egg.laidBy = Ref.to(hen);
        egg.save();
        hen.hatchedFrom = Ref.to(egg);
        hen.save();
    }

    @Test
    void bothReferencesAreKeptTo() {
        fill();
        db.createTables(EGGS, HENS);
        Egg stray = new Egg();
        stray.laidBy = HENS.ref(99L);
        assertThatThrownBy(stray::save)
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
        Hen hen = HENS.get();
        hen.hatchedFrom = EGGS.ref(99L);
        assertThatThrownBy(hen::save)
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
    }

    @Test
    void theyAreDroppedWithTheirRows() {
        fill();
        db.dropTables(HENS, EGGS);
        assertThat(HENS.tableExists() || EGGS.tableExists()).isFalse();
        db.dropTables(EGGS, HENS);
        db.createTables(EGGS, HENS);
        bothReferencesAreKeptTo();
    }

    @Test
    void oneOfThemIsDroppedAlone() {
        fill();
        if (!target.isServer()) {
            assertThatThrownBy(() -> HENS.dropTable(DropBehavior.CASCADE))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("drop the tables that refer to hens with it");
            return;
        }
        assertThatThrownBy(HENS::dropTable).isInstanceOf(org.kinglet.DatabaseException.class);
        HENS.dropTable(DropBehavior.CASCADE);
        assertThat(HENS.tableExists()).isFalse();
        assertThat(EGGS.count()).isEqualTo(1);
        EGGS.dropTableAsync(DropBehavior.CASCADE).join();
        assertThat(EGGS.tableExistsAsync().join()).isFalse();
    }

    @Test
    void theyAreEmptiedTogether() {
        fill();
        db.truncate(EGGS, HENS);
        assertThat(EGGS.exists() || HENS.exists()).isFalse();
        fill();
        HENS.truncate(TruncateOptions.defaults().cascade());
        assertThat(EGGS.exists() || HENS.exists()).isFalse();
    }

    @Test
    void deferredReferencesAreCheckedAtTheEnd() {
        db.bind(SPOUSES, PARTNERS);
        if (target.isMysqlFamily()) {
            assertThatThrownBy(() -> db.createTables(SPOUSES, PARTNERS))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("has no deferrable foreign keys");
            return;
        }
        db.createTables(SPOUSES, PARTNERS);
        db.atomic(() -> {
            Spouse spouse = new Spouse();
            spouse.id = 1;
            spouse.other = PARTNERS.ref(2L);
            spouse.insert();
            Partner partner = new Partner();
            partner.id = 2;
            partner.other = Ref.to(spouse);
            partner.insert();
        });
        assertThat(SPOUSES.get().other.get().id).isEqualTo(2);
        assertThatThrownBy(() -> db.atomic(() -> {
                    Spouse spouse = new Spouse();
                    spouse.id = 3;
                    spouse.other = PARTNERS.ref(4L);
                    spouse.insert();
                }))
                .isInstanceOf(IntegrityException.class);
        assertThat(SPOUSES.count()).isEqualTo(1);
        db.dropTables(SPOUSES, PARTNERS);
        assertThat(SPOUSES.tableExists()).isFalse();
    }
}
