// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinglet.Table;
import org.kinglet.query.Row;
import org.kinglet.tck.model.Specimen;

/**
 * Selects by chance, computed by the database and by Java: both give the same rows, and so all backends do. {@code
 * -Dkinglet.seed} for other selects, {@code -Dkinglet.fuzz} for more.
 */
class SelectFuzzTest extends DatabaseTest {
    private static final long SEED = Long.getLong("kinglet.seed", 20261122);
    private static final int SELECTS = Integer.getInteger("kinglet.fuzz", 300);
    private static final List<String> TEXTS = List.of("a ", "", "a", "A", "ab", "%", "é", "'");

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    private static List<Specimen> rows(Random random) {
        List<Specimen> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            List<Object> values = new ArrayList<>();
            if (random.nextInt(5) > 0) values.add(random.nextInt(5) - 1);
            if (random.nextInt(5) > 0) values.add(TEXTS.get(random.nextInt(TEXTS.size())));
            if (random.nextInt(3) > 0) values.add(random.nextBoolean());
            if (random.nextInt(5) > 0) values.add(LocalDateTime.of(2024, 1 + random.nextInt(2), 28, 23, 59));
            rows.add(SpecimenBuilder.of(values.toArray()));
        }
        return SPECIMENS.bulkCreate(rows);
    }

    @Test
    void theDatabaseGivesTheRowsThatJavaDoes() {
        assumeThat(target).as("an old MySQL has faults of its own").isNotEqualTo(TestDatabase.MYSQL);
        List<Specimen> rows = rows(new Random(SEED));
        for (long seed = SEED; seed < SEED + SELECTS; seed++) {
            RandomSelect select = RandomSelect.of(new Random(seed), rows);
            String title = "seed " + seed + ": " + db.use(() -> select.sql().sql());
            List<List<@Nullable Object>> found =
                    select.sql().list().stream().map(Row::toList).toList();
            if (select.isOrdered()) assertThat(found).as(title).isEqualTo(select.java());
            else assertThat(found).as(title).containsExactlyInAnyOrderElementsOf(select.java());
            assertThat(select.sql().count()).as("count, %s", title).isEqualTo(found.size());
        }
    }
}
