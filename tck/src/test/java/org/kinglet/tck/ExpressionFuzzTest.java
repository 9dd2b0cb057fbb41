// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinglet.DatabaseException;
import org.kinglet.Table;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.Row;
import org.kinglet.tck.model.Specimen;

/**
 * Expressions by chance over rows with hostile values, computed by the database, in projections and in conditions, and by Java:
 * both give the same, and so all backends do. {@code -Dkinglet.seed} for other expressions, {@code -Dkinglet.fuzz} for more.
 */
class ExpressionFuzzTest extends DatabaseTest {
    private static final long SEED = Long.getLong("kinglet.seed", 20261122);
    private static final int EXPRESSIONS = Integer.getInteger("kinglet.fuzz", 300);
    private static final int PER_STATEMENT = 20;

    private static final @Nullable Integer[] INTEGERS = {
        null, 0, 1, -1, 7, -7, 100, Integer.MAX_VALUE, Integer.MIN_VALUE, 46_341, 31, null, 2, -1000
    };
    private static final @Nullable String[] TEXTS = {
        null, "", "abc", "ABC", "a%_b", "\\", "o'n\"e", "😀x😀", "e\u0301", "ÄÉ жЯ", " a ", "%", "a\\%b|[*?]", "null"
    };
    private static final @Nullable Boolean[] TRUTHS = {null, true, false};
    private static final @Nullable LocalDateTime[] TIMES = {
        null,
        LocalDateTime.parse("2024-02-29T23:59:59.999999"),
        LocalDateTime.parse("1969-12-31T23:59:59.5"),
        LocalDateTime.parse("2023-01-01T00:00:00"),
        LocalDateTime.parse("1999-12-31T12:30:15.000001")
    };

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    @Test
    void theDatabaseComputesWhatJavaDoes() {
        List<Specimen> rows = rows();
        RandomExpressions random = new RandomExpressions(new Random(SEED));
        List<RandomExpression<?>> batch = new ArrayList<>();
        for (int i = 0; i < EXPRESSIONS; i++) {
            RandomExpression<?> expression = random.next(rows);
            batch.add(expression);
            if (expression.sql() instanceof Condition condition) checkCondition(expression, condition, rows);
            if (batch.size() == PER_STATEMENT || i == EXPRESSIONS - 1) {
                if (!agrees(batch, rows)) batch.forEach(one -> check(one, rows));
                batch.clear();
            }
        }
    }

    private static List<Specimen> rows() {
        List<Specimen> rows = new ArrayList<>();
        for (int i = 0; i < INTEGERS.length; i++) {
            List<Object> values = new ArrayList<>(
                    Arrays.asList(INTEGERS[i], TEXTS[i], TRUTHS[i % TRUTHS.length], TIMES[i % TIMES.length]));
            values.removeIf(Objects::isNull);
            rows.add(SPECIMENS.create(SpecimenBuilder.of(values.toArray())));
        }
        return rows;
    }

    /** Fails with the smallest part that is not computed alike. */
    private void check(RandomExpression<?> expression, List<Specimen> rows) {
        if (agrees(List.of(expression), rows)) return;
        for (RandomExpression<?> part : expression.parts()) check(part, rows);
        Object computed;
        try {
            computed = computed(List.of(expression)).stream()
                    .map(row -> row.get(expression.sql()))
                    .toList();
        } catch (DatabaseException refused) {
            computed = refused;
        }
        List<Object> expected = new ArrayList<>();
        for (Specimen row : rows) expected.add(expression.of(row));
        assertThat(computed).as("seed " + SEED + ": " + expression.text()).isEqualTo(expected);
    }

    private void checkCondition(RandomExpression<?> expression, Condition condition, List<Specimen> rows) {
        long expected = rows.stream()
                .filter(row -> Boolean.TRUE.equals(expression.of(row)))
                .count();
        long counted;
        try {
            counted = SPECIMENS.count(condition);
        } catch (DatabaseException refused) {
            check(expression, rows);
            throw new AssertionError("refused as a condition only; seed " + SEED + ": " + expression.text(), refused);
        }
        if (counted != expected) check(expression, rows);
        assertThat(counted).as("where, seed " + SEED + ": " + expression.text()).isEqualTo(expected);
    }

    private boolean agrees(List<RandomExpression<?>> expressions, List<Specimen> rows) {
        List<Row> computed;
        try {
            computed = computed(expressions);
        } catch (DatabaseException refused) {
            return false;
        }
        for (RandomExpression<?> expression : expressions) {
            for (int i = 0; i < rows.size(); i++) {
                if (!Objects.equals(computed.get(i).get(expression.sql()), expression.of(rows.get(i)))) return false;
            }
        }
        return true;
    }

    private static List<Row> computed(List<RandomExpression<?>> expressions) {
        Expression<?>[] projection =
                expressions.stream().map(RandomExpression::sql).toArray(Expression<?>[]::new);
        return SPECIMENS.select(projection).orderBy(SPECIMENS.id).list();
    }
}
