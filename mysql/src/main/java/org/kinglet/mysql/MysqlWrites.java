// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.util.List;
import java.util.stream.Stream;
import org.kinglet.dialect.ColumnsRead;
import org.kinglet.dialect.Renderer;
import org.kinglet.dialect.SingleAssignment;
import org.kinglet.query.Node;
import org.kinglet.query.TableSource;
import org.kinglet.query.Target;
import org.kinglet.schema.ColumnDefinition;

/**
 * Updates and deletes. Of one table there is a limit; with tables beside it there is a form of its own, in which columns are
 * qualified. What these cannot say is said by a table of keys and values that is computed first, of rows that are locked; its
 * limit keeps it from being computed later.
 */
final class MysqlWrites {
    private MysqlWrites() {}

    static void update(MysqlDialect dialect, Renderer to, Target target, List<SingleAssignment> assignments) {
        List<SingleAssignment> ordered = MysqlAssignments.ordered(assignments);
        Stream<Node> values = assignments.stream().map(SingleAssignment::value);
        if (ordered == null || readsItself(dialect, target, values)) {
            updateComputed(dialect, to, target, assignments);
            return;
        }
        to.tables("update ", List.of(target.table())).tables(", ", target.beside());
        if (target.beside().isEmpty()) to.append(" set ").assignments(ordered);
        else qualified(to, target.table(), ordered);
        to.where(target.condition()).first(target);
    }

    static void delete(MysqlDialect dialect, Renderer to, Target target) {
        TableSource<?> table = target.table();
        boolean severalTables = table.alias() != null || !target.beside().isEmpty();
        if (readsItself(dialect, target, Stream.empty()) || severalTables && target.limit() >= 0) {
            written(to.append("delete "), table).append(" from (select ");
            keys(to, target);
            source(dialect, to, target);
            found(to, table);
            return;
        }
        if (severalTables) written(to.append("delete "), table).append(" from ");
        else to.append("delete from ");
        to.tables("", List.of(table)).tables(", ", target.beside());
        to.where(target.condition()).first(target);
    }

    private static boolean readsItself(MysqlDialect dialect, Target target, Stream<Node> values) {
        if (!dialect.putsAside()) return false;
        return Stream.concat(values, Stream.ofNullable(target.condition()))
                .anyMatch(node -> ColumnsRead.selectsFrom(target.table().definition(), node));
    }

    private static void updateComputed(
            MysqlDialect dialect, Renderer to, Target target, List<SingleAssignment> assignments) {
        to.append("update (select ");
        keys(to, target);
        to.aside(() -> {
            for (int i = 0; i < assignments.size(); i++) {
                SingleAssignment assignment = assignments.get(i);
                to.append(", ")
                        .assigned(assignment.column(), assignment.value())
                        .append(" as column" + (i + 1));
            }
        });
        source(dialect, to, target);
        found(to, target.table());
        for (int i = 0; i < assignments.size(); i++) {
            to.append(i == 0 ? " set " : ", ");
            to.render(new Node.Column(target.table(), assignments.get(i).column()))
                    .append(" = v.column" + (i + 1));
        }
    }

    private static void keys(Renderer to, Target target) {
        List<ColumnDefinition> key = key(target.table());
        for (int i = 0; i < key.size(); i++) {
            to.append(i == 0 ? "" : ", ").render(new Node.Column(target.table(), key.get(i)));
            to.append(" as key" + (i + 1));
        }
    }

    private static void source(MysqlDialect dialect, Renderer to, Target target) {
        Target limited = target.limit() >= 0
                ? target
                : new Target(target.table(), target.beside(), target.condition(), List.of(), Long.MAX_VALUE);
        to.aside(() -> to.tables(" from ", List.of(limited.table()))
                .tables(", ", limited.beside())
                .where(limited.condition())
                .first(limited));
        to.append(dialect.forUpdate()).append(") as v");
    }

    private static void found(Renderer to, TableSource<?> table) {
        to.tables(" straight_join ", List.of(table));
        List<ColumnDefinition> key = key(table);
        for (int i = 0; i < key.size(); i++) {
            to.append(i == 0 ? " on " : " and ").render(new Node.Column(table, key.get(i)));
            to.append(" = v.key" + (i + 1));
        }
    }

    private static void qualified(Renderer to, TableSource<?> table, List<SingleAssignment> assignments) {
        String separator = " set ";
        for (SingleAssignment assignment : assignments) {
            to.append(separator).render(new Node.Column(table, assignment.column()));
            to.append(" = ").assigned(assignment.column(), assignment.value());
            separator = ", ";
        }
    }

    private static Renderer written(Renderer to, TableSource<?> table) {
        String alias = table.alias();
        return alias != null ? to.quote(alias) : to.tableName(table.definition());
    }

    private static List<ColumnDefinition> key(TableSource<?> table) {
        return table.definition().primaryKey().stream()
                .map(table.definition()::column)
                .toList();
    }
}
