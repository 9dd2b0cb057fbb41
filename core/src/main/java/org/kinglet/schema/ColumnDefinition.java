// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A column. Made by {@link #of} and the methods that each return a changed copy.
 *
 * @param property the field or component of the entity it comes from, for messages
 * @param length the most characters, 0 for no limit
 * @param precision decimal digits in all, 0 for the backend's default
 * @param scale decimal digits after the point
 * @param declaredType the SQL type as the user wrote it, instead of the one that follows from {@code type}
 * @param defaultValue an SQL expression
 * @param check an SQL condition
 * @param sequence where the database takes the generated values from, if it is not the column's own
 * @param computation what the database computes the values from; such a column is read and never written
 * @param comment what the column is for, as the database shows it
 */
public record ColumnDefinition(
        String name,
        String property,
        DataType<?> type,
        boolean nullable,
        boolean generated,
        boolean version,
        int length,
        int precision,
        int scale,
        @Nullable String declaredType,
        @Nullable String defaultValue,
        @Nullable String collation,
        @Nullable String check,
        @Nullable String sequence,
        @Nullable Computation computation,
        @Nullable String comment) {

    /** A column that is {@code NOT NULL} and has nothing else to say. */
    public static ColumnDefinition of(String name, String property, DataType<?> type) {
        return new ColumnDefinition(
                name, property, type, false, false, false, 0, 0, 0, null, null, null, null, null, null, null);
    }

    public ColumnDefinition asNullable() {
        return with(copy -> copy.nullable = true);
    }

    public ColumnDefinition asNotNull() {
        return with(copy -> copy.nullable = false);
    }

    /** The database makes the value when a row is inserted without one. */
    public ColumnDefinition asGenerated() {
        return with(copy -> copy.generated = true);
    }

    /** Counts the updates of the row, for optimistic locking. */
    public ColumnDefinition asVersion() {
        return with(copy -> copy.version = true);
    }

    public ColumnDefinition withLength(int newLength) {
        return with(copy -> copy.length = newLength);
    }

    public ColumnDefinition withPrecision(int newPrecision, int newScale) {
        return with(copy -> {
            copy.precision = newPrecision;
            copy.scale = newScale;
        });
    }

    /** The database's own name for the type; that of {@link #type} says it too from then on. */
    public ColumnDefinition withDeclaredType(String sql) {
        return with(copy -> {
            copy.type = type.declared(sql);
            copy.declaredType = sql;
        });
    }

    public ColumnDefinition withDefault(String sql) {
        return with(copy -> copy.defaultValue = sql);
    }

    public ColumnDefinition withoutDefault() {
        return with(copy -> copy.defaultValue = null);
    }

    public ColumnDefinition withCollation(String newCollation) {
        return with(copy -> copy.collation = newCollation);
    }

    public ColumnDefinition withCheck(String sql) {
        return with(copy -> copy.check = sql);
    }

    /** The database takes the values that it generates from a sequence of this name. */
    public ColumnDefinition withSequence(String newSequence) {
        return with(copy -> copy.sequence = newSequence);
    }

    /** The database computes the values of the column from others of the row. */
    public ColumnDefinition withComputation(Computation newComputation) {
        return with(copy -> copy.computation = newComputation);
    }

    public ColumnDefinition withComment(String newComment) {
        return with(copy -> copy.comment = newComment);
    }

    /** Whether rows are written with a value for it; no statement may give one to a column that is computed. */
    public boolean isWritten() {
        return computation == null;
    }

    private ColumnDefinition with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /** What the copy will be, but for the name and the property, which never change. */
    private static final class Copy {
        final ColumnDefinition original;
        DataType<?> type;
        boolean nullable;
        boolean generated;
        boolean version;
        int length;
        int precision;
        int scale;

        @Nullable
        String declaredType;

        @Nullable
        String defaultValue;

        @Nullable
        String collation;

        @Nullable
        String check;

        @Nullable
        String sequence;

        @Nullable
        Computation computation;

        @Nullable
        String comment;

        Copy(ColumnDefinition original) {
            this.original = original;
            type = original.type;
            nullable = original.nullable;
            generated = original.generated;
            version = original.version;
            length = original.length;
            precision = original.precision;
            scale = original.scale;
            declaredType = original.declaredType;
            defaultValue = original.defaultValue;
            collation = original.collation;
            check = original.check;
            sequence = original.sequence;
            computation = original.computation;
            comment = original.comment;
        }

        ColumnDefinition made() {
            return new ColumnDefinition(
                    original.name,
                    original.property,
                    type,
                    nullable,
                    generated,
                    version,
                    length,
                    precision,
                    scale,
                    declaredType,
                    defaultValue,
                    collation,
                    check,
                    sequence,
                    computation,
                    comment);
        }
    }
}
