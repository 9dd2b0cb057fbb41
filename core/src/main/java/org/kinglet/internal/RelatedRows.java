// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Statements;
import org.kinglet.driver.Command;
import org.kinglet.query.Condition;
import org.kinglet.query.Load;
import org.kinglet.query.LoadOne;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.Select;
import org.kinglet.query.TableSource;

/**
 * Loads the rows that are related to entities which have been read: one statement for each relation, with the keys of all
 * entities in it, so that what was read is never asked for again and may have come in any order or by any limit. The
 * statements of several relations are on their way at the same time. What is related to the related rows is loaded with
 * those, in the same way.
 *
 * <p>Rows of references that have been read by {@linkplain JoinedRows joins} are entities like the others here: what is to be
 * loaded with them is loaded with the rest.
 */
final class RelatedRows {
    private final Channel channel;
    private final @Nullable Duration timeout;
    private final boolean onPrimary;
    private final List<Fetch<?, ?>> fetches = new ArrayList<>();

    private RelatedRows(Channel channel, Select<?> select) {
        this.channel = channel;
        this.timeout = select.timeout();
        this.onPrimary = select.isOnPrimary();
    }

    /** Whether there is something to be loaded when the rows of the select have been read. */
    static boolean areFor(Select<?> select) {
        return !select.related().isEmpty() && anyLeft(select.related(), JoinedRows.areFor(select));
    }

    private static boolean anyLeft(List<? extends Load<?, ?>> loads, boolean joined) {
        for (Load<?, ?> load : loads) {
            if (!joined || !(load instanceof LoadOne<?, ?>) || anyLeft(load.related(), true)) return true;
        }
        return false;
    }

    /** Loads what is related to the rows of the select, and waits for it. */
    static <E> void load(Channel channel, Select<E> select, List<E> rows) {
        RelatedRows related = new RelatedRows(channel, select);
        related.plan(rows, select.related(), JoinedRows.areFor(select));
        Fetch.run(channel, related.fetches);
    }

    /** @param joined whether the rows of references have been read already */
    private <E> void plan(Collection<E> owners, List<Load<E, ?>> loads, boolean joined) {
        for (Load<E, ?> load : loads) plan(owners, load, joined);
    }

    private <E, C> void plan(Collection<E> owners, Load<E, C> load, boolean joined) {
        if (owners.isEmpty()) return;
        Host host = channel.engine().host();
        if (!joined || !(load instanceof LoadOne<E, C>)) {
            fetches.add(fetch(owners, load, host.rows(load.relation())));
        } else if (!load.related().isEmpty()) {
            Host.Link<E, C> link = host.link(load.relation());
            Set<C> partners = Collections.newSetFromMap(new IdentityHashMap<>());
            for (E owner : owners) partners.addAll(link.attached(owner));
            plan(partners, load.related(), true);
        }
    }

    private <E, R, C> Fetch<E, R> fetch(Collection<E> owners, Load<E, C> load, Host.Rows<E, R, C> rows) {
        Select<R> all = rows.select(load.related());
        return new Fetch<>(channel.engine(), rows.table(), List.of(rows.link()), owners, (among, then) -> {
            Select<R> select = restricted(all.where(among), load);
            return Requests.withRelated(select, command(select, load, rows.link()), then);
        });
    }

    private <R> Select<R> restricted(Select<R> all, Load<?, ?> load) {
        Select<R> select = all;
        Node condition = load.condition();
        if (condition != null) select = select.where(new Condition(condition));
        if (!load.order().isEmpty()) select = select.orderBy(load.order().toArray(Order[]::new));
        else if (load.limit() > 0)
            select = select.orderBy(byKey(load.relation().target()).toArray(Order[]::new));
        if (timeout != null) select = select.timeout(timeout);
        if (onPrimary) select = select.onPrimary();
        return select;
    }

    private <R> Command<List<R>> command(Select<R> select, Load<?, ?> load, Host.Link<?, R> link) {
        Engine engine = channel.engine();
        if (load.limit() < 0) return Requests.rows(engine, select);
        List<Node> group = Keys.nodes(select.clauses().source(), link.ownerColumns());
        return Requests.rows(
                engine, select, asSent -> Statements.firstOfEach(engine.dialect(), asSent, group, load.limit()));
    }

    private static List<Order> byKey(TableSource<?> table) {
        List<Order> order = new ArrayList<>();
        for (Node column : Keys.nodes(table, Keys.columns(table.definition()))) {
            order.add(new Order(column, false, Order.Nulls.DEFAULT));
        }
        return order;
    }
}
