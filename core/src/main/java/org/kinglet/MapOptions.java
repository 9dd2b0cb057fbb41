// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * What {@link Table#toMap(Object, MapOptions)} gives, and what {@link Table#fromMap(java.util.Map, MapOptions)} takes.
 * Immutable; each method gives changed options.
 */
public final class MapOptions {
    /** All columns, what is loaded of references to any depth, no collections; unknown names are an error. */
    public static final MapOptions DEFAULT = new MapOptions(List.of(), List.of(), false, Integer.MAX_VALUE, false);

    private final List<ColumnDefinition> only;
    private final List<ColumnDefinition> excluded;
    private final boolean collections;
    private final int depth;
    private final boolean ignoringUnknown;

    private MapOptions(
            List<ColumnDefinition> only,
            List<ColumnDefinition> excluded,
            boolean collections,
            int depth,
            boolean ignoringUnknown) {
        this.only = only;
        this.excluded = excluded;
        this.collections = collections;
        this.depth = depth;
        this.ignoringUnknown = ignoringUnknown;
    }

    /** Of the tables of these columns, these alone; tables of which none is named have all of theirs. */
    public MapOptions only(TableColumn<?, ?>... columns) {
        return new MapOptions(definitions(columns), excluded, collections, depth, ignoringUnknown);
    }

    /** All but these columns, wherever their tables appear. */
    public MapOptions exclude(TableColumn<?, ?>... columns) {
        return new MapOptions(only, definitions(columns), collections, depth, ignoringUnknown);
    }

    /** With the rows of each {@link Many} and {@link ManyToMany} that are loaded. What is not loaded is left out, and never loaded for this. */
    public MapOptions withCollections() {
        return new MapOptions(only, excluded, true, depth, ignoringUnknown);
    }

    /**
     * How many references or collections to follow from the entity; beyond, references are given by their keys and
     * collections left out. 0 for the entity alone.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public MapOptions depth(int newDepth) {
        if (newDepth < 0) throw new IllegalArgumentException("a depth of " + newDepth + "; the least is 0");
        return new MapOptions(only, excluded, collections, newDepth, ignoringUnknown);
    }

    /** {@code fromMap} leaves out names that are no property, instead of throwing an exception. */
    public MapOptions ignoringUnknown() {
        return new MapOptions(only, excluded, collections, depth, true);
    }

    private static List<ColumnDefinition> definitions(TableColumn<?, ?>... columns) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (TableColumn<?, ?> column : columns) definitions.addAll(column.columns());
        return List.copyOf(definitions);
    }

    /** Columns of different tables may be equal, so it is asked which they are. */
    boolean has(TableDefinition table, ColumnDefinition column) {
        if (contains(excluded, column)) return false;
        return only.isEmpty()
                || contains(only, column)
                || table.columns().stream().noneMatch(other -> contains(only, other));
    }

    private static boolean contains(List<ColumnDefinition> columns, ColumnDefinition column) {
        for (ColumnDefinition other : columns) {
            if (other == column) return true;
        }
        return false;
    }

    boolean hasCollections() {
        return collections;
    }

    int depth() {
        return depth;
    }

    boolean isIgnoringUnknown() {
        return ignoringUnknown;
    }
}
