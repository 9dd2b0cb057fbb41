// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Condition;
import org.kinglet.query.Expression;
import org.kinglet.query.Grouping;
import org.kinglet.query.GroupingSets;
import org.kinglet.query.Join;
import org.kinglet.query.JsonOperation;
import org.kinglet.query.Node;
import org.kinglet.query.Order;
import org.kinglet.query.QueryTable;
import org.kinglet.query.Select;
import org.kinglet.query.SelectClauses;
import org.kinglet.query.TableSource;
import org.kinglet.query.Window;
import org.kinglet.schema.TableDefinition;

/** The columns that an expression reads, of whichever table, and the tables that its sub-selects do. */
public final class ColumnsRead {
    private final Set<String> names = new HashSet<>();
    private final Set<TableSource<?>> tables = new HashSet<>();
    private final Set<TableSource<?>> selected = new HashSet<>();

    private ColumnsRead() {}

    public static Set<String> by(Node node) {
        ColumnsRead read = new ColumnsRead();
        read.add(node);
        return read.names;
    }

    /** The tables of the columns that are read, but for those of sub-selects. */
    public static Set<TableSource<?>> tablesOf(Node node) {
        ColumnsRead read = new ColumnsRead();
        read.add(node);
        read.tables.removeAll(read.selected);
        return read.tables;
    }

    /** Whether a sub-select reads the table. */
    public static boolean selectsFrom(TableDefinition table, @Nullable Node node) {
        ColumnsRead read = new ColumnsRead();
        read.add(node);
        return read.selected.stream().anyMatch(source -> source.definition() == table);
    }

    private void add(@Nullable Node node) {
        switch (node) {
            case null -> {}
            case Node.Column column -> {
                names.add(column.column().name());
                tables.add(column.table());
            }
            case Node.Excluded excluded -> {}
            case Node.NextValue next -> {}
            case Node.Parameter parameter -> {}
            case Node.Null nothing -> {}
            case Node.Nothing nothing -> {}
            case Node.Binary binary -> {
                add(binary.left());
                add(binary.right());
            }
            case Node.Negation negation -> add(negation.operand());
            case Node.Not not -> add(not.operand());
            case Node.Junction junction -> addAll(junction.conditions());
            case Node.IsNull isNull -> add(isNull.operand());
            case Node.Between between -> {
                add(between.operand());
                add(between.least());
                add(between.most());
            }
            case Node.In in -> {
                add(in.operand());
                addAll(in.values());
            }
            case Node.InSelect in -> {
                add(in.operand());
                add(in.select());
            }
            case Node.Exists exists -> add(exists.select());
            case Node.ScalarSelect scalar -> add(scalar.select());
            case Node.Match match -> {
                add(match.text());
                add(match.pattern());
            }
            case Node.IsDistinct distinct -> {
                add(distinct.left());
                add(distinct.right());
            }
            case Node.IsTruth truth -> add(truth.operand());
            case Node.Quantified quantified -> {
                add(quantified.left());
                add(quantified.select());
            }
            case Node.Collate collate -> add(collate.operand());
            case Node.Call call -> addAll(call.arguments());
            case Node.Function function -> addAll(function.arguments());
            case Node.Aggregate aggregate -> {
                addAll(aggregate.arguments());
                add(aggregate.filter());
                aggregate.order().forEach(order -> add(order.node()));
                Window window = aggregate.over();
                if (window != null) {
                    addAll(window.wholePartition());
                    window.wholeOrder().forEach(order -> add(order.node()));
                }
            }
            case Node.Cast cast -> add(cast.operand());
            case Node.Extract extract -> add(extract.operand());
            case Node.Case searched -> {
                add(searched.operand());
                for (Node.When when : searched.whens()) {
                    add(when.condition());
                    add(when.result());
                }
                add(searched.otherwise());
            }
            case Node.Tuple tuple -> addAll(tuple.elements());
            case Node.Aliased aliased -> add(aliased.operand());
            case Node.Typed typed -> add(typed.operand());
            case Node.Custom custom -> addAll(custom.arguments());
            case Node.Json json -> add(json.operation());
            case Node.TextSearch search -> addAll(search.operation().target().columns());
            case Node.Special special -> addAll(special.arguments());
        }
    }

    private void add(JsonOperation operation) {
        add(operation.document());
        if (operation instanceof JsonOperation.Put put) add(put.value());
        if (operation instanceof JsonOperation.Append append) add(append.value());
    }

    private void addAll(List<? extends Node> nodes) {
        nodes.forEach(this::add);
    }

    private void add(Select<?> select) {
        SelectClauses clauses = select.clauses();
        if (clauses.isCombined()) {
            add(clauses.firstOfCombination());
            clauses.combinations().forEach(combination -> add(combination.select()));
        }
        selected.add(clauses.source());
        for (Join join : clauses.joins()) selected.add(join.table());
        for (Expression<?> expression : clauses.projection()) add(expression.node());
        add(clauses.source());
        for (Join join : clauses.joins()) {
            add(join.table());
            Condition on = join.on();
            if (on != null) add(on.node());
        }
        add(clauses.condition());
        for (Grouping group : clauses.groups()) add(group);
        add(clauses.groupCondition());
        for (Order order : clauses.order()) add(order.node());
    }

    private void add(TableSource<?> table) {
        if (!(table instanceof QueryTable query)) return;
        switch (query.content()) {
            case QueryTable.Content.Nothing nothing -> {}
            case QueryTable.Content.Rows(Select<?> select) -> add(select);
            case QueryTable.Content.Values(List<List<Node>> rows) -> rows.forEach(this::addAll);
        }
    }

    private void add(Grouping group) {
        switch (group) {
            case Expression<?> expression -> add(expression.node());
            case GroupingSets sets -> sets.sets().forEach(set -> set.forEach(each -> add(each.node())));
        }
    }
}
