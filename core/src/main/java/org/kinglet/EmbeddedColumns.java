// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.RowReader;
import org.kinglet.query.Assignment;
import org.kinglet.query.Condition;
import org.kinglet.query.Node;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.ColumnDefinition;

/**
 * The columns of an {@link Embedded} property: what {@code USERS.address} is. The annotation processor writes one subclass
 * per property, with the columns as fields: {@code USERS.address.street}. Immutable.
 *
 * @param <E> the entity
 * @param <T> what is embedded
 */
public abstract class EmbeddedColumns<E, T> {
    private final Table<E, ?> table;
    private final String property;
    private final List<ColumnDefinition> definitions;

    /**
     * For generated code.
     *
     * @param property its path from the entity
     * @param columnNames in the order in which they are read and written
     */
    @SuppressWarnings("this-escape") // asked for nothing before it is complete
    protected EmbeddedColumns(Table<E, ?> table, String property, String... columnNames) {
        this.table = table;
        this.property = property;
        this.definitions =
                Arrays.stream(columnNames).map(table.definition()::column).toList();
        table.embed(this);
    }

    /** The columns one by one, as {@code save} and {@code bulkUpdate} take them. */
    public final List<TableColumn<E, ?>> columns() {
        Set<TableColumn<E, ?>> columns = new LinkedHashSet<>();
        for (ColumnDefinition definition : definitions) {
            TableColumn<E, ?> column = table.columnAt(table.definition().position(definition.name()));
            columns.add(Objects.requireNonNull(column));
        }
        return List.copyOf(columns);
    }

    /**
     * Sets all the columns.
     *
     * @throws IllegalArgumentException if the value is null; the message names {@link #setNull()}
     */
    public final Assignment<E> set(T value) {
        return new Assignment<>(definitions, new Node.Tuple(parameters(value, "set", "setNull()")));
    }

    /** Sets all the columns to NULL. */
    public final Assignment<E> setNull() {
        return new Assignment<>(
                definitions, new Node.Tuple(Collections.nCopies(definitions.size(), (Node) new Node.Null())));
    }

    /**
     * Each column equals that of the value, or is NULL where the value has null.
     *
     * @throws IllegalArgumentException if the value is null; the message names {@link #isNull()}
     */
    public final Condition eq(T value) {
        List<Node> parameters = parameters(value, "eq", "isNull()");
        List<Condition> equal = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            Node column = new Node.Column(table, definitions.get(i));
            boolean isNull = parameters.get(i) instanceof Node.Null;
            equal.add(new Condition(
                    isNull
                            ? new Node.IsNull(column, false)
                            : new Node.Binary(Node.BinaryOperator.EQ, column, parameters.get(i))));
        }
        return Condition.all(equal);
    }

    /** All the columns are NULL: what a {@code @Nullable} property is null by. */
    public final Condition isNull() {
        return Condition.all(nulls(false));
    }

    /** At least one of the columns is not NULL. */
    public final Condition isNotNull() {
        return Condition.any(nulls(true));
    }

    private List<Condition> nulls(boolean negated) {
        return definitions.stream()
                .map(column -> new Condition(new Node.IsNull(new Node.Column(table, column), negated)))
                .toList();
    }

    private List<Node> parameters(T value, String operation, String instead) {
        if (value == null) {
            throw new IllegalArgumentException(
                    operation + "(null) on " + this + ": a null is no value in SQL; use " + instead);
        }
        @Nullable Object[] values = values(normalize(value));
        List<Node> parameters = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            parameters.add(
                    values[i] == null
                            ? new Node.Null()
                            : new Node.Parameter(
                                    values[i], definitions.get(i).type().columnType()));
        }
        return parameters;
    }

    /** {@code users.address}. */
    @Override
    public final String toString() {
        return table.definition().name() + "." + property;
    }

    final String property() {
        return property;
    }

    /** Whether it is read as null. */
    final boolean isNull(ArrayRow row) {
        return read(row, table.definition().position(definitions.getFirst().name())) == null;
    }

    // What generated code uses

    /** Reads the value from the columns from {@code first} on. */
    protected abstract @Nullable T read(RowReader row, int first);

    /** The values of the columns, as drivers take them; a new array. */
    protected abstract @Nullable Object[] values(@Nullable T value);

    /** The value with its times cut to what databases keep: itself, or a new one if it is a record. */
    protected T normalize(T value) {
        return value;
    }

    /** Tells the references of the value which result, or at least which database, they belong to. */
    protected void attach(@Nullable T value, ResultContext context) {}
}
