// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows around a row that a function is computed {@code over}. Immutable; made by {@link Functions#window()}.
 *
 * <pre>{@code
 * Window byDay = window().partitionBy(SALES.shop).orderBy(SALES.day);
 * SALES.select(SALES.day, sum(SALES.amount).over(byDay.rowsBetween(preceding(6), currentRow())).as("week"));
 * }</pre>
 *
 * <p>Without a frame a window is the whole partition or, if it has an order, the partition up to the row and those that are
 * equal to it in that order.
 *
 * @param name by which {@link Select#window} makes it known, or {@code null}
 * @param base the window that this one {@linkplain #extend extends}, or {@code null}
 * @param frame {@code null} for the one that the order implies
 */
public record Window(
        @Nullable String name,
        @Nullable Window base,
        List<Node> partition,
        List<Order> order,
        @Nullable Frame frame) {
    static final Window ALL = new Window(null, null, List.of(), List.of(), null);

    public Window {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
        if (base != null && !partition.isEmpty()) {
            throw new IllegalArgumentException("a window that extends another has that one's partitions");
        }
        if (base != null && !order.isEmpty() && !base.wholeOrder().isEmpty()) {
            throw new IllegalArgumentException("a window that extends an ordered one has that one's order");
        }
    }

    /** The rows that have the same values in these as the row itself, and in those of earlier calls. */
    public Window partitionBy(Expression<?>... expressions) {
        List<Node> longer = new ArrayList<>(partition);
        for (Expression<?> expression : expressions) longer.add(expression.node());
        return new Window(name, base, longer, order, frame);
    }

    /** In this order, in place of any earlier one. */
    public Window orderBy(Ordering... orderings) {
        return new Window(
                name, base, partition, Stream.of(orderings).map(Order::of).toList(), frame);
    }

    /**
     * Only these rows, counted one by one: {@code rowsBetween(preceding(2), currentRow())}.
     *
     * @throws IllegalArgumentException if the end comes before the start, or a distance is not a whole number
     */
    public Window rowsBetween(FrameBound start, FrameBound end) {
        return framed(Unit.ROWS, start, end);
    }

    /**
     * Only rows whose value of the order is at most so far from the row's, and the equal ones. A distance wants an order of
     * one expression: a number, or a time for which the distance is a {@link Duration}.
     *
     * @throws IllegalArgumentException if the end comes before the start
     */
    public Window rangeBetween(FrameBound start, FrameBound end) {
        return framed(Unit.RANGE, start, end);
    }

    /**
     * The same, counting each different value of the order as one. Not on MySQL and MariaDB.
     *
     * @throws IllegalArgumentException if the end comes before the start, or a distance is not a whole number
     */
    public Window groupsBetween(FrameBound start, FrameBound end) {
        return framed(Unit.GROUPS, start, end);
    }

    /** The frame without the row itself. Not on MySQL and MariaDB. */
    public Window excludeCurrentRow() {
        return excluding(Exclusion.CURRENT_ROW);
    }

    /** The frame without the row and those that are equal to it in the order. Not on MySQL and MariaDB. */
    public Window excludeGroup() {
        return excluding(Exclusion.GROUP);
    }

    /** The frame without those that are equal to the row in the order, but with the row. Not on MySQL and MariaDB. */
    public Window excludeTies() {
        return excluding(Exclusion.TIES);
    }

    /**
     * A window without a name that has the partitions of this one and, if it has one, its order; else it may be given one, and
     * a frame.
     *
     * @throws IllegalArgumentException if this one has a frame
     */
    public Window extend() {
        if (frame != null) throw new IllegalArgumentException("a window that has a frame cannot be extended");
        return new Window(null, this, List.of(), List.of(), null);
    }

    /** The partitions, also those of the window that it extends. */
    public List<Node> wholePartition() {
        return base == null ? partition : base.wholePartition();
    }

    /** The order, also that of the window that it extends. */
    public List<Order> wholeOrder() {
        return base == null || !order.isEmpty() ? order : base.wholeOrder();
    }

    private Window framed(Unit unit, FrameBound start, FrameBound end) {
        return new Window(name, base, partition, order, new Frame(unit, start, end, Exclusion.NO_OTHERS));
    }

    private Window excluding(Exclusion exclusion) {
        if (frame == null) throw new IllegalArgumentException("what is excluded from a frame needs the frame first");
        return new Window(name, base, partition, order, new Frame(frame.unit, frame.start, frame.end, exclusion));
    }

    /** What can be known only when the window is complete. */
    void check() {
        if (frame == null) return;
        boolean far = frame.start.distance() != null || frame.end.distance() != null;
        if (frame.unit == Unit.RANGE && far && wholeOrder().size() != 1) {
            throw new IllegalArgumentException(
                    "rangeBetween(…) with a distance needs a window that is ordered by one expression");
        }
        if (frame.unit == Unit.GROUPS && wholeOrder().isEmpty()) {
            throw new IllegalArgumentException("groupsBetween(…) needs a window with an order");
        }
    }

    /** Which rows of the partition belong to the window. */
    public record Frame(Unit unit, FrameBound start, FrameBound end, Exclusion exclusion) {
        public Frame {
            if (start.kind().compareTo(end.kind()) > 0
                    || start.kind() == FrameBound.Kind.UNBOUNDED_FOLLOWING
                    || end.kind() == FrameBound.Kind.UNBOUNDED_PRECEDING) {
                throw new IllegalArgumentException("a frame cannot be between " + start + " and " + end);
            }
            if (unit != Unit.RANGE) {
                requireNumber(start);
                requireNumber(end);
            }
        }

        private static void requireNumber(FrameBound bound) {
            if (bound.distance() instanceof BigDecimal || bound.distance() instanceof Duration) {
                throw new IllegalArgumentException("rows and groups are counted in whole numbers, not " + bound);
            }
        }
    }

    /** What the distances of a frame count. */
    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    /** What a frame leaves out. */
    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }
}
