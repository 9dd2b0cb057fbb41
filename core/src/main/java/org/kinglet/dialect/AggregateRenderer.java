// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.FrameBound;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.Window;

/**
 * Writes aggregates, windows and the functions over them; a part of the {@link Renderer}. Dialects put together what they say
 * in another way from its parts.
 */
public final class AggregateRenderer {
    private final Renderer to;
    private Scope scope = Scope.NONE;

    AggregateRenderer(Renderer to) {
        this.to = to;
    }

    /**
     * Where in a statement one is.
     *
     * @param windows of the select, which are known by their names
     * @param forbidding the clause in which nothing can be over a window, or {@code null}
     */
    record Scope(List<Window> windows, @Nullable String forbidding) {
        private static final Scope NONE = new Scope(List.of(), null);
    }

    /** Begins a select; gives what to {@link #leave} it with. */
    Scope enter(List<Window> windows) {
        Scope outer = scope;
        scope = new Scope(windows, null);
        return outer;
    }

    void leave(Scope outer) {
        scope = outer;
    }

    void withoutWindows(String clause, Runnable written) {
        Scope outer = scope;
        scope = new Scope(outer.windows, clause);
        written.run();
        scope = outer;
    }

    void render(Node.Aggregate aggregate) {
        if (aggregate.over() != null && scope.forbidding != null) {
            throw new IllegalArgumentException(aggregate.name() + " over a window cannot be used in " + scope.forbidding
                    + ": windows are made of the rows that are left then; select it in a sub-select, and use its"
                    + " column around that");
        }
        to.dialect().aggregate(to, aggregate);
    }

    /** In standard SQL, under another name. */
    public void call(String name, Node.Aggregate aggregate) {
        to.append(name).append("(");
        arguments(aggregate);
        order(aggregate.order());
        to.append(")");
        filter(aggregate);
        over(aggregate.over());
    }

    /** The same with its order behind it, of those whose order is a part of what they compute. */
    public void withinGroup(Node.Aggregate aggregate) {
        to.append(aggregate.name()).append("(");
        withoutWindows("an aggregate", () -> to.list(aggregate.arguments()));
        to.append(") within group (");
        order(aggregate.order());
        to.append(")");
        filter(aggregate);
    }

    /** What is between the parentheses, but for the order. */
    public void arguments(Node.Aggregate aggregate) {
        if (aggregate.name().equals("count") && aggregate.arguments().isEmpty()) to.append("*");
        if (aggregate.distinct()) to.append("distinct ");
        withoutWindows("an aggregate or window function", () -> to.list(aggregate.arguments()));
    }

    /** Within the parentheses. */
    public void order(List<Order> orders) {
        withoutWindows("an aggregate or window function", () -> orders(" order by ", orders));
    }

    private void orders(String before, List<Order> orders) {
        String separator = before;
        for (Order order : orders) {
            to.append(separator);
            to.dialect().order(to, order);
            separator = ", ";
        }
    }

    private void filter(Node.Aggregate aggregate) {
        Node filter = aggregate.filter();
        if (filter == null) return;
        to.append(" filter (where ");
        withoutWindows("the filter of an aggregate", () -> to.render(filter));
        to.append(")");
    }

    /** Behind the parentheses. */
    public void over(@Nullable Window window) {
        if (window == null) return;
        to.append(" over ");
        if (isKnown(window)) to.quote(String.valueOf(window.name()));
        else withoutWindows("a window", () -> definition(window));
    }

    /** Whether the select has given it a name. */
    public boolean isKnown(Window window) {
        return window.name() != null && scope.windows.contains(window);
    }

    /** The clause that gives windows their names. */
    void windows(List<Window> windows) {
        String separator = " window ";
        for (Window window : windows) {
            to.append(separator).quote(String.valueOf(window.name())).append(" as ");
            withoutWindows("a window", () -> definition(window));
            separator = ", ";
        }
    }

    private void definition(Window window) {
        Window base = window.base();
        to.append("(");
        if (base != null && isKnown(base)) {
            to.quote(String.valueOf(base.name()));
            orders(" order by ", window.order());
        } else {
            if (!window.wholePartition().isEmpty()) {
                to.append("partition by ");
                to.list(window.wholePartition());
            }
            orders(" order by ", window.wholeOrder());
        }
        Window.Frame frame = window.frame();
        if (frame != null) to.dialect().frame(to, frame);
        to.append(")");
    }

    /** @param time writes a distance in time */
    public void frame(Window.Frame frame, Consumer<Duration> time) {
        to.append(" ").append(words(frame.unit())).append(" between ");
        bound(frame.start(), time);
        to.append(" and ");
        bound(frame.end(), time);
        if (frame.exclusion() != Window.Exclusion.NO_OTHERS) {
            to.append(" exclude ").append(words(frame.exclusion()));
        }
    }

    private void bound(FrameBound bound, Consumer<Duration> time) {
        switch (bound.distance()) {
            case null -> {}
            case Duration distance -> {
                time.accept(distance);
                to.append(" ");
            }
            case BigDecimal distance -> to.append(distance.toPlainString()).append(" ");
            case Object distance -> to.append(distance.toString()).append(" ");
        }
        to.append(words(bound.kind()));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
