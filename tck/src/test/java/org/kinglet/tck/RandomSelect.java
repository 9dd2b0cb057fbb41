// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.kinglet.query.Functions.count;
import static org.kinglet.query.Functions.max;
import static org.kinglet.query.Functions.min;
import static org.kinglet.query.Functions.sum;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Specimen;
import org.kinglet.tck.model.Specimens;

/**
 * A select by chance over some rows: joined to each other, filtered, grouped, ordered, combined; and what Java makes of them.
 *
 * @param isOrdered whether the rows come in this order, or in any
 */
record RandomSelect(Select<Row> sql, List<List<@Nullable Object>> java, boolean isOrdered) {
    private static final Specimens OTHER = SPECIMENS.as("other");

    /** One row, and the one that it was joined to. */
    private record Pair(Specimen left, @Nullable Specimen right) {}

    static RandomSelect of(Random random, List<Specimen> rows) {
        return random.nextInt(4) == 0 ? combined(random, rows) : new Maker(random, rows).made();
    }

    private static RandomExpression<?> condition(RandomExpressions expressions, List<Specimen> rows) {
        while (true) {
            RandomExpression<?> made = expressions.next(rows);
            if (made.sql() instanceof Condition) return made;
        }
    }

    private static final class Maker {
        private final Random random;
        private final List<Specimen> rows;
        private final RandomExpressions expressions;
        private final RandomExpression<?> condition;
        private final boolean isJoined;
        private final boolean isOuter;

        Maker(Random random, List<Specimen> rows) {
            this.random = random;
            this.rows = rows;
            this.expressions = new RandomExpressions(random);
            this.condition = condition(expressions, rows);
            this.isJoined = random.nextBoolean();
            this.isOuter = random.nextBoolean();
        }

        RandomSelect made() {
            return switch (random.nextInt(3)) {
                case 0 -> page();
                case 1 -> distinct();
                default -> grouped();
            };
        }

        private Select<Row> from(List<? extends Expression<?>> projection) {
            Select<Row> select =
                    SPECIMENS.select(projection.toArray(Expression<?>[]::new)).where((Condition) condition.sql());
            if (!isJoined) return select;
            Condition on = OTHER.anInt.eq(SPECIMENS.anInt);
            return isOuter ? select.leftJoin(OTHER, on) : select.join(OTHER, on);
        }

        private List<Pair> pairs() {
            List<Pair> pairs = new ArrayList<>();
            for (Specimen left : rows) {
                if (!Boolean.TRUE.equals(condition.of(left))) continue;
                List<Pair> partners = rows.stream()
                        .filter(right -> left.anInt() != null && left.anInt().equals(right.anInt()))
                        .map(right -> new Pair(left, right))
                        .toList();
                if (isJoined && !partners.isEmpty()) pairs.addAll(partners);
                else if (!isJoined || isOuter) pairs.add(new Pair(left, null));
            }
            return pairs;
        }

        private List<RandomExpression<?>> several() {
            return Stream.generate(() -> expressions.next(rows))
                    .limit(1 + random.nextInt(3))
                    .<RandomExpression<?>>map(Function.identity())
                    .toList();
        }

        private static List<@Nullable Object> values(List<RandomExpression<?>> of, Pair pair) {
            List<@Nullable Object> values = new ArrayList<>();
            for (RandomExpression<?> expression : of) values.add(expression.of(pair.left()));
            return values;
        }

        private RandomSelect page() {
            List<RandomExpression<?>> selected = several();
            List<Expression<?>> projection = new ArrayList<>();
            for (RandomExpression<?> expression : selected) projection.add(expression.sql());
            if (isJoined) projection.add(OTHER.id);
            long limit = random.nextInt(10);
            long offset = random.nextInt(5);
            Select<Row> select = isJoined
                    ? from(projection)
                            .orderBy(SPECIMENS.id.desc(), OTHER.id.asc().nullsLast())
                    : from(projection).orderBy(SPECIMENS.id.desc());
            List<List<@Nullable Object>> java = pairs().stream()
                    .sorted(Comparator.<Pair>comparingLong(pair -> -pair.left().id())
                            .thenComparingLong(pair ->
                                    pair.right() == null ? 0 : pair.right().id()))
                    .skip(offset)
                    .limit(limit)
                    .map(pair -> {
                        List<@Nullable Object> values = values(selected, pair);
                        if (isJoined)
                            values.add(
                                    pair.right() == null ? null : pair.right().id());
                        return values;
                    })
                    .toList();
            return new RandomSelect(select.limit(limit).offset(offset), java, true);
        }

        private RandomSelect distinct() {
            List<RandomExpression<?>> selected = several();
            List<Expression<?>> projection = new ArrayList<>();
            for (RandomExpression<?> expression : selected) projection.add(expression.sql());
            List<List<@Nullable Object>> java = pairs().stream()
                    .map(pair -> values(selected, pair))
                    .distinct()
                    .toList();
            return new RandomSelect(from(projection).distinct(), java, false);
        }

        private RandomSelect grouped() {
            List<RandomExpression<?>> keys = several();
            List<Expression<?>> projection = new ArrayList<>();
            for (RandomExpression<?> key : keys) projection.add(key.sql());
            Expression<?>[] groups = projection.toArray(Expression<?>[]::new);
            NumberExpression<Long> all = count();
            projection.addAll(List.of(
                    all,
                    count(SPECIMENS.text).distinct(),
                    sum(SPECIMENS.anInt),
                    min(SPECIMENS.anInt),
                    max(SPECIMENS.anInt),
                    count().filter(SPECIMENS.aBoolean)));
            long least = random.nextInt(3);
            Map<List<@Nullable Object>, List<Pair>> grouped = new LinkedHashMap<>();
            for (Pair pair : pairs()) {
                grouped.computeIfAbsent(values(keys, pair), key -> new ArrayList<>())
                        .add(pair);
            }
            List<List<@Nullable Object>> java = new ArrayList<>();
            grouped.forEach((key, pairs) -> {
                if (pairs.size() <= least) return;
                List<@Nullable Object> row = new ArrayList<>(key);
                row.addAll(aggregates(pairs));
                java.add(row);
            });
            return new RandomSelect(from(projection).groupBy(groups).having(all.gt(least)), java, false);
        }

        private static List<@Nullable Object> aggregates(List<Pair> pairs) {
            List<Integer> numbers = pairs.stream()
                    .map(pair -> pair.left().anInt())
                    .filter(Objects::nonNull)
                    .toList();
            return Arrays.asList(
                    (long) pairs.size(),
                    pairs.stream()
                            .map(pair -> pair.left().text())
                            .filter(Objects::nonNull)
                            .distinct()
                            .count(),
                    numbers.stream().reduce(Integer::sum).orElse(null),
                    numbers.stream().min(Comparator.naturalOrder()).orElse(null),
                    numbers.stream().max(Comparator.naturalOrder()).orElse(null),
                    pairs.stream()
                            .filter(pair -> Boolean.TRUE.equals(pair.left().aBoolean()))
                            .count());
        }
    }

    private static RandomSelect combined(Random random, List<Specimen> rows) {
        RandomExpressions expressions = new RandomExpressions(random);
        RandomExpression<?> first = condition(expressions, rows);
        RandomExpression<?> second = condition(expressions, rows);
        Select<Row> one = SPECIMENS.select(SPECIMENS.anInt, SPECIMENS.aBoolean).where((Condition) first.sql());
        Select<Row> other =
                SPECIMENS.select(SPECIMENS.anInt, SPECIMENS.aBoolean).where((Condition) second.sql());
        List<List<@Nullable Object>> a = those(first, rows);
        List<List<@Nullable Object>> b = those(second, rows);
        List<List<@Nullable Object>> both = new ArrayList<>(a);
        both.addAll(b);
        List<List<@Nullable Object>> rest = new ArrayList<>(a);
        for (List<@Nullable Object> row : b) rest.remove(row);
        List<List<@Nullable Object>> common = new ArrayList<>(a);
        for (List<@Nullable Object> row : rest) common.remove(row);
        return switch (random.nextInt(6)) {
            case 0 -> new RandomSelect(one.unionAll(other), both, false);
            case 1 -> new RandomSelect(one.union(other), once(both), false);
            case 2 -> new RandomSelect(one.exceptAll(other), rest, false);
            case 3 -> {
                List<List<@Nullable Object>> different = once(a);
                different.removeAll(b);
                yield new RandomSelect(one.except(other), different, false);
            }
            case 4 -> new RandomSelect(one.intersectAll(other), common, false);
            default -> new RandomSelect(one.intersect(other), once(common), false);
        };
    }

    private static List<List<@Nullable Object>> those(RandomExpression<?> condition, List<Specimen> rows) {
        List<List<@Nullable Object>> those = new ArrayList<>();
        for (Specimen row : rows) {
            if (Boolean.TRUE.equals(condition.of(row))) those.add(Arrays.asList(row.anInt(), row.aBoolean()));
        }
        return those;
    }

    private static List<List<@Nullable Object>> once(List<List<@Nullable Object>> rows) {
        return new ArrayList<>(new LinkedHashSet<>(rows));
    }
}
