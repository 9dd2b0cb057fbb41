// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

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
        @Nullable String sequence) {

    /** A column that is {@code NOT NULL} and has nothing else to say. */
    public static ColumnDefinition of(String name, String property, DataType<?> type) {
        return new ColumnDefinition(name, property, type, false, false, false, 0, 0, 0, null, null, null, null, null);
    }

    public ColumnDefinition asNullable() {
        return new ColumnDefinition(
                name,
                property,
                type,
                true,
                generated,
                version,
                length,
                precision,
                scale,
                declaredType,
                defaultValue,
                collation,
                check,
                sequence);
    }

    /** The database makes the value when a row is inserted without one. */
    public ColumnDefinition asGenerated() {
        return new ColumnDefinition(
                name,
                property,
                type,
                nullable,
                true,
                version,
                length,
                precision,
                scale,
                declaredType,
                defaultValue,
                collation,
                check,
                sequence);
    }

    /** Counts the updates of the row, for optimistic locking. */
    public ColumnDefinition asVersion() {
        return new ColumnDefinition(
                name,
                property,
                type,
                nullable,
                generated,
                true,
                length,
                precision,
                scale,
                declaredType,
                defaultValue,
                collation,
                check,
                sequence);
    }

    public ColumnDefinition withLength(int newLength) {
        return new ColumnDefinition(
                name,
                property,
                type,
                nullable,
                generated,
                version,
                newLength,
                precision,
                scale,
                declaredType,
                defaultValue,
                collation,
                check,
                sequence);
    }

    public ColumnDefinition withPrecision(int newPrecision, int newScale) {
        return new ColumnDefinition(
                name,
                property,
                type,
                nullable,
                generated,
                version,
                length,
                newPrecision,
                newScale,
                declaredType,
                defaultValue,
                collation,
                check,
                sequence);
    }

    /** The database's own name for the type; that of {@link #type} says it too from then on. */
    public ColumnDefinition withDeclaredType(String sql) {
        return new ColumnDefinition(
                name,
                property,
                type.declared(sql),
                nullable,
                generated,
                version,
                length,
                precision,
                scale,
                sql,
                defaultValue,
                collation,
                check,
                sequence);
    }

    public ColumnDefinition withDefault(String sql) {
        return new ColumnDefinition(
                name,
                property,
                type,
                nullable,
                generated,
                version,
                length,
                precision,
                scale,
                declaredType,
                sql,
                collation,
                check,
                sequence);
    }

    public ColumnDefinition withCollation(String newCollation) {
        return new ColumnDefinition(
                name,
                property,
                type,
                nullable,
                generated,
                version,
                length,
                precision,
                scale,
                declaredType,
                defaultValue,
                newCollation,
                check,
                sequence);
    }

    public ColumnDefinition withCheck(String sql) {
        return new ColumnDefinition(
                name,
                property,
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
                sql,
                sequence);
    }

    /** The database takes the values that it generates from a sequence of this name. */
    public ColumnDefinition withSequence(String newSequence) {
        return new ColumnDefinition(
                name,
                property,
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
                newSequence);
    }
}
