// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.TableColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/**
 * Maps as entities, the way back of {@link EntityToMap}. Works on the columns' values, so that nothing here knows how a class or
 * record is made.
 */
final class EntityFromMap<E> {
    private final Table<E, ?> table;
    private final TableDefinition definition;

    EntityFromMap(Table<E, ?> table) {
        this.table = table;
        this.definition = table.definition();
    }

    E fromMap(Map<String, ?> map, MapOptions options) {
        Map<String, Object> flat = new LinkedHashMap<>();
        Map<String, TableColumn<E, ?>> columns = new LinkedHashMap<>();
        for (int i = 0; i < definition.columns().size(); i++) {
            TableColumn<E, ?> column = Objects.requireNonNull(table.columnAt(i));
            columns.put(definition.columns().get(i).property(), column);
        }
        flatten("", map, columns, flat, options);
        @Nullable Object[] defaults = table.defaults();
        @Nullable
        Object[] values =
                defaults == null ? new @Nullable Object[definition.columns().size()] : defaults;
        Map<ForeignKey<E, ?, ?>, Object> parents = new LinkedHashMap<>();
        flat.forEach((property, given) -> {
            Object value = given == NULL ? null : given;
            TableColumn<E, ?> column = Objects.requireNonNull(columns.get(property));
            if (column instanceof ForeignKey<E, ?, ?> foreignKey) {
                setReference(foreignKey, value, values, parents, options);
            } else {
                ColumnDefinition only = column.columns().getFirst();
                values[definition.position(only.name())] = stored(only, value);
            }
        });
        E entity = table.read(new ArrayRow(definition, values), 0);
        parents.forEach((foreignKey, parent) -> load(foreignKey.of(entity), parent));
        return entity;
    }

    private static final Object NULL = new Object();

    /** Puts the values of all properties into one map, those of embedded ones by their paths. */
    private void flatten(
            String path,
            Map<?, ?> map,
            Map<String, TableColumn<E, ?>> columns,
            Map<String, Object> flat,
            MapOptions options) {
        map.forEach((name, value) -> {
            String property = path + name;
            boolean whole = columns.containsKey(property);
            boolean embedded = columns.keySet().stream().anyMatch(known -> known.startsWith(property + "."));
            if (whole) {
                flat.put(property, value == null ? NULL : value);
            } else if (embedded && value == null) {
                columns.keySet().stream()
                        .filter(known -> known.startsWith(property + "."))
                        .forEach(known -> flat.put(known, NULL));
            } else if (embedded && value instanceof Map<?, ?> inner) {
                flatten(property + ".", inner, columns, flat, options);
            } else if (embedded) {
                throw cannot(property, Objects.requireNonNull(value), "it is embedded and needs a map");
            } else if (!options.isIgnoringUnknown() && !isCollection(property)) {
                throw new IllegalArgumentException(entityName() + " has no property \"" + property
                        + "\" to be set from a map; it has " + new TreeSet<>(columns.keySet()));
            }
        });
    }

    /** Its rows are entities of their own. */
    private boolean isCollection(String property) {
        return table.collections().stream()
                .anyMatch(many -> many.property().name().equals(property));
    }

    private <P, K> void setReference(
            ForeignKey<E, P, K> foreignKey,
            @Nullable Object value,
            @Nullable Object[] values,
            Map<ForeignKey<E, ?, ?>, Object> parents,
            MapOptions options) {
        List<ColumnDefinition> columns = foreignKey.columns();
        @Nullable Object[] key = new @Nullable Object[columns.size()];
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> properties = new LinkedHashMap<>();
            map.forEach((name, inner) -> properties.put(String.valueOf(name), inner));
            P parent = new EntityFromMap<>(foreignKey.target()).fromMap(properties, options);
            key = foreignKey.values(Ref.to(parent));
            parents.put(foreignKey, parent);
        } else if (value != null && columns.size() > 1) {
            key = keyOfSeveral(foreignKey, value);
        } else if (value != null) {
            key[0] = stored(columns.getFirst(), value);
        }
        for (int i = 0; i < key.length; i++)
            values[definition.position(columns.get(i).name())] = key[i];
    }

    @SuppressWarnings("unchecked") // checked by what it throws
    private <P, K> @Nullable Object[] keyOfSeveral(ForeignKey<E, P, K> foreignKey, Object value) {
        try {
            return foreignKey.target().keyValues((K) value);
        } catch (ClassCastException other) {
            throw cannot(
                    foreignKey.columns().getFirst().property(),
                    value,
                    "it is a reference and needs a Key of the other table, or a map");
        }
    }

    @SuppressWarnings("unchecked") // the reference was read with the key of this very row
    private static <P> void load(@Nullable Ref<P> reference, Object parent) {
        if (reference != null) reference.load((P) parent);
    }

    /** The value as drivers take it. */
    private @Nullable Object stored(ColumnDefinition column, @Nullable Object value) {
        if (value == null) return null;
        Class<?> wanted = column.type().sqlType().javaType();
        try {
            Object encoded = encode(column.type(), value);
            if (wanted.isInstance(encoded)) return encoded;
        } catch (RuntimeException otherType) {
            // what the column itself holds may be given too, such as the name of an enum's constant
        }
        try {
            Object converted = converted(value, wanted);
            if (converted != null && column.type().decode(converted) != null) return converted;
        } catch (RuntimeException unreadable) {
            throw cannot(column.property(), value, "it cannot be read as " + column.type());
        }
        throw cannot(column.property(), value, "it is no " + column.type());
    }

    @SuppressWarnings("unchecked") // a value of another type is noticed
    private static @Nullable Object encode(DataType<?> type, Object value) {
        return ((DataType<Object>) type).encode(value);
    }

    private static @Nullable Object converted(Object value, Class<?> wanted) {
        if (wanted.isInstance(value)) return value;
        return switch (value) {
            case Number number -> converted(new BigDecimal(number.toString()), wanted);
            case String text when wanted == BigDecimal.class -> new BigDecimal(text);
            case String text when wanted == UUID.class -> UUID.fromString(text);
            case String text when wanted == Instant.class -> Instant.parse(text);
            case String text when wanted == LocalDate.class -> LocalDate.parse(text);
            case String text when wanted == LocalTime.class -> LocalTime.parse(text);
            case String text when wanted == LocalDateTime.class -> LocalDateTime.parse(text);
            default -> null;
        };
    }

    private static @Nullable Object converted(BigDecimal exact, Class<?> wanted) {
        if (wanted == Long.class) return exact.longValueExact();
        if (wanted == Integer.class) return exact.intValueExact();
        if (wanted == Double.class) return exact.doubleValue();
        if (wanted == Float.class) return exact.floatValue();
        if (wanted == BigInteger.class) return exact.toBigIntegerExact();
        return wanted == BigDecimal.class ? exact : null;
    }

    /** The value itself is not repeated. */
    private IllegalArgumentException cannot(String property, Object value, String why) {
        return new IllegalArgumentException("a " + value.getClass().getSimpleName() + " cannot be " + entityName() + "."
                + property + " of the table " + definition + ": " + why);
    }

    private String entityName() {
        return table.entityClass().getSimpleName();
    }
}
