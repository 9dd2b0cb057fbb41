// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.TableDefinition;

/** Entities as maps. The names are those of the properties; what is embedded is a map within the map. */
final class EntityToMap<E> {
    private final EntitySource<E> source;
    private final TableDefinition definition;

    EntityToMap(EntitySource<E> source) {
        this.source = source;
        this.definition = source.definition();
    }

    /** @param path the entities that it is reached through: a cycle ends in a key */
    Map<String, @Nullable Object> toMap(E entity, MapOptions options, int depth, List<Object> path) {
        List<Object> here = new ArrayList<>(path);
        here.add(entity);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        @Nullable Object[] values = source.values(entity);
        for (int i = 0; i < values.length; i++) {
            ColumnDefinition column = definition.columns().get(i);
            if (!options.has(definition, column)) continue;
            if (source.columnAt(i) instanceof ForeignKey<E, ?, ?> foreignKey) {
                if (foreignKey.columns().getFirst() == column) {
                    put(map, column, reference(foreignKey.of(entity), options, depth, here));
                }
            } else {
                put(map, column, column.type().decode(values[i]));
            }
        }
        ArrayRow row = new ArrayRow(definition, values);
        for (EmbeddedColumns<E, ?> embedded : source.embedded()) {
            if (embedded.isNull(row)) remove(map, embedded.property());
        }
        if (options.hasCollections() && depth > 0) {
            for (ToMany<E, ?> relation : source.collections()) {
                RelatedEntities<?> many = relation.field(entity);
                List<?> rows = many == null ? null : many.loaded();
                if (rows != null) map.put(relation.property().name(), maps(rows, options, depth - 1, here));
            }
        }
        return map;
    }

    private static List<@Nullable Object> maps(List<?> rows, MapOptions options, int depth, List<Object> path) {
        List<@Nullable Object> maps = new ArrayList<>();
        for (Object row : rows) maps.add(path.contains(row) ? key(row) : map(row, options, depth, path));
        return maps;
    }

    private static <T> Map<String, @Nullable Object> map(T entity, MapOptions options, int depth, List<Object> path) {
        return new EntityToMap<>(Table.of(entity)).toMap(entity, options, depth, path);
    }

    private static @Nullable Object reference(
            @Nullable Ref<?> reference, MapOptions options, int depth, List<Object> path) {
        if (reference == null || reference.isNone()) return null;
        if (reference.isLoaded() && depth > 0) {
            Object row = reference.get();
            if (!path.contains(row)) return map(row, options, depth - 1, path);
        }
        return key(reference);
    }

    private static <T> @Nullable Object key(T entity) {
        return key(Ref.to(entity));
    }

    private static @Nullable Object key(Ref<?> reference) {
        try {
            return reference.<Object>id();
        } catch (ReferenceException unsaved) {
            return null;
        }
    }

    private static void put(Map<String, @Nullable Object> map, ColumnDefinition column, @Nullable Object value) {
        String[] steps = column.property().split("\\.", -1);
        Map<String, @Nullable Object> inner = map;
        for (int i = 0; i + 1 < steps.length; i++) inner = inner(inner, steps[i]);
        inner.put(steps[steps.length - 1], value);
    }

    @SuppressWarnings("unchecked") // put there by this method
    private static Map<String, @Nullable Object> inner(Map<String, @Nullable Object> map, String name) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(
                map.computeIfAbsent(name, absent -> new LinkedHashMap<String, @Nullable Object>()));
    }

    /** Of something embedded that is null, the property is null; unless nothing of it was wanted. */
    private static void remove(Map<String, @Nullable Object> map, String property) {
        int dot = property.indexOf('.');
        if (dot < 0) {
            map.replace(property, null);
        } else if (map.get(property.substring(0, dot)) instanceof Map<?, ?>) {
            remove(inner(map, property.substring(0, dot)), property.substring(dot + 1));
        }
    }
}
