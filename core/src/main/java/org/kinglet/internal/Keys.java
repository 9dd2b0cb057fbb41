// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.query.Condition;
import org.kinglet.query.Node;
import org.kinglet.query.TableSource;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ColumnType;
import org.kinglet.schema.TableDefinition;

/** Keys in statements: as drivers take them, and as many of them as a statement takes. */
public final class Keys {
    /** A write locks what it looks at, and a server that is given too many keys for its index looks at the whole table. */
    private static final int WRITTEN = 30_000;

    private Keys() {}

    /** The columns of a table's key. */
    public static List<ColumnDefinition> columns(TableDefinition table) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (String name : table.primaryKey()) columns.add(table.column(name));
        return columns;
    }

    /** A key as what is compared with its columns, or assigned to them. */
    public static Node parameters(List<ColumnDefinition> columns, @Nullable Object[] key) {
        List<Node> nodes = new ArrayList<>(key.length);
        for (int i = 0; i < key.length; i++) {
            nodes.add(new Node.Parameter(key[i], columns.get(i).type().columnType()));
        }
        return Node.tuple(nodes);
    }

    /** The columns hold one of the keys. */
    public static Condition in(
            TableSource<?> table, List<ColumnDefinition> columns, Collection<@Nullable Object[]> keys) {
        List<Node> values = new ArrayList<>(keys.size());
        for (@Nullable Object[] key : keys) values.add(parameters(columns, key));
        return new Condition(new Node.In(Node.tuple(nodes(table, columns)), values, false));
    }

    /** The columns, as statements name them. */
    public static List<Node> nodes(TableSource<?> table, List<ColumnDefinition> columns) {
        List<Node> nodes = new ArrayList<>(columns.size());
        for (ColumnDefinition column : columns) nodes.add(new Node.Column(table, column));
        return nodes;
    }

    /** The keys, in their order, in parts that fit into a statement each. */
    public static <K> List<List<K>> parts(
            Dialect dialect, List<ColumnDefinition> columns, Collection<? extends K> keys) {
        return parts(most(dialect, columns), keys);
    }

    /** The same for statements that write. */
    public static <K> List<List<K>> writtenParts(
            Dialect dialect, List<ColumnDefinition> columns, Collection<? extends K> keys) {
        return parts(Math.min(WRITTEN, most(dialect, columns)), keys);
    }

    /** How many keys fit into a statement. */
    static int most(Dialect dialect, List<ColumnDefinition> columns) {
        List<ColumnType> types = new ArrayList<>(columns.size());
        for (ColumnDefinition column : columns) types.add(column.type().columnType());
        return dialect.maxListed(types);
    }

    static <K> List<List<K>> parts(int most, Collection<? extends K> keys) {
        List<K> all = List.copyOf(keys);
        if (all.isEmpty()) return List.of();
        if (all.size() <= most) return List.of(all);
        List<List<K>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(all.subList(from, Math.min(from + most, all.size())));
        }
        return parts;
    }
}
