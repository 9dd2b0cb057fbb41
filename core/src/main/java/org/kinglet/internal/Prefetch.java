// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.kinglet.internal.Operation.Finish;
import org.kinglet.query.RowShape;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;

/**
 * Several selects whose rows find each other: each is restricted to the rows that are related to those of an earlier one, the
 * nearest that a relation leads from. Selects whose owners have been read are on their way at the same time.
 */
final class Prefetch<T> {
    private final Engine engine;
    private final Item<T> roots;

    /** A select, and those whose rows are related to its rows. */
    private record Item<T>(Select<T> select, TableSource<T> table, List<Branch<T, ?>> branches) {
        static <T> Item<T> of(Select<T> select) {
            if (select.shape() instanceof RowShape.Entity<T>(TableSource<T> table)) {
                return new Item<>(select, table, new ArrayList<>());
            }
            throw new IllegalArgumentException("prefetch(…) is for selects of entities, and the rows of one of "
                    + select.clauses().source().definition() + " are none");
        }

        /** A limit says how many rows there are in all, which nobody knows who reads them in parts. */
        boolean isLimited() {
            return select.clauses().limit() >= 0 || select.clauses().offset() > 0;
        }
    }

    /** The relations from the rows of one select to those of another. */
    private record Branch<E, C>(List<Host.Link<E, C>> links, Item<C> item) {}

    /** A branch, while its rows are read. */
    private record Step<E, C>(Item<C> item, Fetch<E, C> fetch) {
        void show(AfterLoad hooks) {
            hooks.show(item.select, fetch.rows());
        }
    }

    /** @throws IllegalArgumentException if one of the selects is related to none before it */
    Prefetch(Engine engine, Select<T> select, List<Select<?>> related) {
        this.engine = engine;
        this.roots = Item.of(select);
        List<Item<?>> items = new ArrayList<>();
        items.add(roots);
        for (Select<?> each : related) items.add(linked(Item.of(each), items));
    }

    private <C> Item<C> linked(Item<C> item, List<Item<?>> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            if (isLinked(before.get(i), item)) return item;
        }
        List<String> names = new ArrayList<>();
        for (Item<?> each : before) names.add(each.table.definition().toString());
        throw new IllegalArgumentException("prefetch(…): no collection (Many) and no reference (Ref) leads to "
                + item.table.definition() + " from what is selected before it: " + String.join(", ", names));
    }

    private <E, C> boolean isLinked(Item<E> from, Item<C> item) {
        List<Host.Link<E, C>> links = engine.host().links(from.table, item.table);
        if (links.isEmpty()) return false;
        for (Branch<E, ?> other : from.branches) {
            if (other.item.table.definition() == item.table.definition()) {
                throw new IllegalArgumentException("prefetch(…): there are two selects of the "
                        + item.table.definition() + " that are related to " + from.table.definition()
                        + "; make them one");
            }
        }
        from.branches.add(new Branch<>(links, item));
        return true;
    }

    List<T> run(Channel channel) {
        List<T> rows =
                Requests.withRelated(engine, roots.select, Finish.asItIs()).run(channel);
        List<Step<?, ?>> level = new ArrayList<>();
        addSteps(roots, rows, level);
        List<Step<?, ?>> all = new ArrayList<>();
        while (!level.isEmpty()) {
            all.addAll(level);
            Fetch.run(channel, level.stream().map(Step::fetch).toList());
            List<Step<?, ?>> next = new ArrayList<>();
            for (Step<?, ?> step : level) addNext(step, next);
            level = next;
        }
        AfterLoad.run(channel, hooks -> {
            hooks.show(roots.select, rows);
            for (Step<?, ?> step : all) step.show(hooks);
        });
        return rows;
    }

    private <C> void addNext(Step<?, C> step, List<Step<?, ?>> next) {
        addSteps(step.item, step.fetch.rows(), next);
    }

    private <E> void addSteps(Item<E> item, Collection<E> rows, List<Step<?, ?>> steps) {
        for (Branch<E, ?> branch : item.branches) steps.add(step(branch, rows));
    }

    private <E, C> Step<E, C> step(Branch<E, C> branch, Collection<E> owners) {
        Item<C> item = branch.item;
        Select<C> select = item.select;
        Fetch<E, C> fetch = new Fetch<>(engine, item.table, branch.links, owners, (among, then) -> {
            Operation<?> rows = Requests.withRelated(engine, select.where(among), then);
            return select.isOnPrimary() ? new Operation.OnPrimary<>(rows) : rows;
        });
        if (fetch.statements() > 1 && item.isLimited()) {
            throw new UnsupportedOperationException("prefetch(…): the limit of the " + item.table.definition()
                    + " is of all of them, and they are related to more rows than "
                    + engine.dialect().name()
                    + " takes in a statement; leave it out, or take withRelated(…), whose limit is for each");
        }
        return new Step<>(item, fetch);
    }
}
