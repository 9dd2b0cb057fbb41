// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.Assignment;
import org.kinglet.query.Node;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.TableDefinition;

/**
 * Which columns of an entity's table matter when: those by which its row is found, those that an insert or an update writes, and
 * their values. Nothing here runs or changes anything.
 */
final class EntityColumns<E, K> {
    private final Table<E, K> table;
    private final TableDefinition definition;
    private final int[] keyColumns;
    private final boolean keyHasReference;
    /** The positions of columns that hold references. */
    private final BitSet references = new BitSet();
    /** The names of columns that are never written. */
    private final List<String> computed;

    EntityColumns(Table<E, K> table) {
        this.table = table;
        this.definition = table.definition();
        this.keyColumns =
                definition.primaryKey().stream().mapToInt(definition::position).toArray();
        this.keyHasReference = definition.foreignKeys().stream()
                .anyMatch(foreignKey -> foreignKey.columns().stream().anyMatch(definition.primaryKey()::contains));
        this.computed = definition.columns().stream()
                .filter(column -> !column.isWritten())
                .map(ColumnDefinition::name)
                .toList();
        for (ForeignKeyDefinition foreignKey : definition.foreignKeys()) {
            for (String column : foreignKey.columns()) references.set(definition.position(column));
        }
    }

    /** No key yet: generated keys start at 1. */
    static boolean isUnset(@Nullable Object key) {
        return key == null || key instanceof Number number && number.longValue() == 0;
    }

    /** The values of the key, or null if the entity has none yet. */
    @Nullable
    Object @Nullable [] keyOf(E entity) {
        @Nullable Object[] key = unchecked(entity);
        for (int i = 0; i < key.length; i++) {
            if (key[i] == null || keyColumns[i] == definition.generatedColumn() && isUnset(key[i])) return null;
        }
        return key;
    }

    /** Other columns are not asked: one may hold a reference to an entity that has no key yet. */
    private @Nullable Object[] unchecked(E entity) {
        @Nullable Object[] none = new @Nullable Object[keyColumns.length];
        if (!keyHasReference) {
            K key = table.key(entity);
            return key == null ? none : table.keyValues(key);
        }
        try {
            return picked(table.values(entity));
        } catch (ReferenceException unsaved) {
            return none;
        }
    }

    private @Nullable Object[] picked(@Nullable Object[] values) {
        @Nullable Object[] key = new @Nullable Object[keyColumns.length];
        for (int i = 0; i < key.length; i++) key[i] = values[keyColumns[i]];
        return key;
    }

    /** What an insert of the entity sets. */
    List<Assignment<E>> assignments(E entity) {
        @Nullable Object[] values = table.values(table.normalize(entity));
        List<Assignment<E>> assignments = new ArrayList<>();
        insertedColumns(values).stream().forEach(i -> {
            ColumnDefinition column = definition.columns().get(i);
            Object value = values[i];
            Node node = value == null
                    ? new Node.Null()
                    : new Node.Parameter(value, column.type().columnType());
            assignments.add(new Assignment<>(List.of(column), node));
        });
        return assignments;
    }

    /** The columns that an insert writes: not a key to be generated, and not what the server has a default for. */
    BitSet insertedColumns(@Nullable Object[] values) {
        BitSet columns = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            ColumnDefinition column = definition.columns().get(i);
            boolean generated = column.generated() && isUnset(values[i]);
            boolean defaulted = column.defaultValue() != null && values[i] == null && !column.nullable();
            if (!generated && !defaulted && column.isWritten()) columns.set(i);
        }
        return columns;
    }

    static @Nullable Object[] pick(@Nullable Object[] values, BitSet columns) {
        if (columns.cardinality() == values.length) return values;
        @Nullable Object[] picked = new @Nullable Object[columns.cardinality()];
        int at = 0;
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) picked[at++] = values[i];
        return picked;
    }

    /** The values by which the row of an entity is found. */
    @Nullable
    Object[] where(E entity, @Nullable Object[] values) {
        return where(values, entity instanceof Model<?> model ? model.stored() : null);
    }

    BitSet updatedColumns(
            @Nullable Object[] values,
            @Nullable Object @Nullable [] stored,
            @Nullable List<? extends TableColumn<E, ?>> only) {
        BitSet columns = new BitSet(values.length);
        if (only != null) {
            for (TableColumn<E, ?> column : only) {
                for (ColumnDefinition part : column.columns()) columns.set(definition.position(part.name()));
            }
        } else {
            columns.set(0, values.length);
        }
        if (definition.versionColumn() >= 0) columns.clear(definition.versionColumn());
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) {
            boolean same = stored == null
                    ? only == null && isKey(i)
                    : definition.columns().get(i).type().isSame(values[i], stored[i]);
            if (same || !definition.columns().get(i).isWritten()) columns.clear(i);
        }
        return columns;
    }

    private boolean isKey(int column) {
        for (int key : keyColumns) {
            if (key == column) return true;
        }
        return false;
    }

    static @Nullable Object[] merged(@Nullable Object @Nullable [] stored, @Nullable Object[] written, BitSet columns) {
        if (stored == null) return written;
        @Nullable Object[] merged = stored.clone();
        for (int i = columns.nextSetBit(0); i >= 0; i = columns.nextSetBit(i + 1)) merged[i] = written[i];
        return merged;
    }

    /** The positions of what {@link #where} gives. */
    int[] foundBy() {
        int version = definition.versionColumn();
        if (version < 0) return keyColumns.clone();
        int[] positions = Arrays.copyOf(keyColumns, keyColumns.length + 1);
        positions[keyColumns.length] = version;
        return positions;
    }

    /** The values of the key, as the row has it, and of the version. */
    @Nullable
    Object[] where(@Nullable Object[] values, @Nullable Object @Nullable [] stored) {
        @Nullable Object[] source = stored == null ? values : stored;
        int version = definition.versionColumn();
        @Nullable Object[] where = new @Nullable Object[keyColumns.length + (version >= 0 ? 1 : 0)];
        for (int i = 0; i < keyColumns.length; i++) {
            where[i] = source[keyColumns[i]];
            if (where[i] == null || keyColumns[i] == definition.generatedColumn() && isUnset(where[i])) {
                throw new NoRowException("a row of " + definition + " is found by its key, and the "
                        + table.entityClass().getSimpleName() + " has none: it was never saved");
            }
        }
        if (version >= 0) where[keyColumns.length] = source[version];
        return where;
    }

    @Nullable
    Object[] storedKey(E entity) {
        @Nullable Object[] where = where(entity, table.values(entity));
        return definition.versionColumn() >= 0 ? Arrays.copyOf(where, keyColumns.length) : where;
    }

    static @Nullable Object[] append(@Nullable Object[] first, @Nullable Object[] second) {
        @Nullable Object[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** The positions of columns that hold references. */
    BitSet references() {
        return references;
    }

    /** The names of the columns that the database computes, which are never written. */
    List<String> computed() {
        return computed;
    }

    NoRowException noRow(String which) {
        return new NoRowException("there is no row of " + definition + " " + which);
    }

    StaleRowException stale() {
        return new StaleRowException("the row of " + definition
                + " was changed or deleted by somebody else since it was read; refresh() it and try again");
    }
}
