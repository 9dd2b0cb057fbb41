// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.schema.Naming;

/** The keys of entities, and the columns of references to them. */
final class References {
    static final String REF = "org.kinglet.Ref";
    static final String MANY = "org.kinglet.Many";
    static final String MANY_TO_MANY = "org.kinglet.ManyToMany";

    private final Env env;
    private final FieldScanner scanner;
    private final ValueTypes valueTypes;
    /** The entities whose keys are being read: a key that refers to itself has no end. */
    private final Set<TypeElement> open = new LinkedHashSet<>();

    References(Env env, FieldScanner scanner, ValueTypes valueTypes) {
        this.env = env;
        this.scanner = scanner;
        this.valueTypes = valueTypes;
    }

    boolean isReference(Field field) {
        return env.is(field.type(), REF);
    }

    boolean isMany(Field field) {
        return env.is(field.type(), MANY);
    }

    boolean isManyToMany(Field field) {
        return env.is(field.type(), MANY_TO_MANY);
    }

    /** Whether it is any number of rows of another table. */
    boolean isCollection(Field field) {
        return isMany(field) || isManyToMany(field);
    }

    /** The {@code T} of a {@code Ref<T>}, {@code Many<T>} or {@code ManyToMany<T>}, if it is an entity. */
    @Nullable
    TypeElement target(Field field) {
        if (!(field.type() instanceof DeclaredType type)
                || type.getTypeArguments().size() != 1) return null;
        TypeElement target = env.classOf(type.getTypeArguments().getFirst());
        return target != null && target.getAnnotation(Entity.class) != null ? target : null;
    }

    /** The fields that the key is made of. */
    List<Field> ids(TypeElement entity) {
        List<Field> ids = new ArrayList<>(scanner.fields(entity));
        ids.removeIf(field -> !field.has(Id.class) || !field.mapped() || isCollection(field));
        if (ids.size() > 1 && !env.inSources(entity))
            sortLikeKey(ids, TableNames.of(entity).companion());
        return ids;
    }

    /** Not all compilers have the fields of compiled classes in order, but the components of compiled records. */
    private void sortLikeKey(List<Field> ids, ClassName companion) {
        TypeElement key = env.elements.getTypeElement(companion.nested("Key").canonicalName());
        if (key == null) return;
        List<String> components = key.getRecordComponents().stream()
                .map(component -> component.getSimpleName().toString())
                .toList();
        ids.sort(Comparator.comparingInt(field -> components.indexOf(component(field))));
    }

    /** What the part of the key is called in the record {@code Key}. */
    private String component(Field field) {
        return isReference(field) ? field.name() + "Id" : field.name();
    }

    /** The key of an entity, {@code null} if it has mistakes; these are reported where the problems are its own. */
    @Nullable
    KeyModel key(TypeElement entity, Problems problems) {
        if (!open.add(entity)) return null;
        try {
            TableNames names = TableNames.of(entity);
            List<KeyModel.Part> parts = new ArrayList<>();
            for (Field field : ids(entity)) {
                KeyModel.Part part = part(entity, field, problems);
                if (part == null) return null;
                parts.add(part);
            }
            return parts.isEmpty() ? null : new KeyModel(names.companion(), parts);
        } finally {
            open.remove(entity);
        }
    }

    /** Whether the key of one entity is made of the key of the other. */
    boolean keyContains(TypeElement entity, TypeElement other) {
        return keyContains(entity, other, new LinkedHashSet<>());
    }

    private boolean keyContains(TypeElement entity, TypeElement other, Set<TypeElement> seen) {
        if (entity.equals(other)) return true;
        if (!seen.add(entity)) return false;
        for (Field field : scanner.fields(entity)) {
            if (!field.has(Id.class) || !isReference(field)) continue;
            TypeElement target = target(field);
            if (target != null && keyContains(target, other, seen)) return true;
        }
        return false;
    }

    private KeyModel.@Nullable Part part(TypeElement entity, Field field, Problems problems) {
        if (!isReference(field)) {
            ValueType value = valueTypes.of(field, env.packageOf(entity), problems);
            if (value == null) return null;
            return new KeyModel.Part(field, component(field), null, List.of(column(field, value)));
        }
        TypeElement target = target(field);
        if (target == null) return null;
        KeyModel parent = key(target, problems.silent());
        return parent == null ? null : new KeyModel.Part(field, component(field), parent, columns(field, parent));
    }

    ColumnModel column(Field field, ValueType value) {
        Column annotation = field.annotation(Column.class);
        String name =
                annotation == null || annotation.name().isEmpty() ? Naming.snakeCase(field.name()) : annotation.name();
        return new ColumnModel(field.host().prefix() + name, value, field.type(), ColumnFacts.of(annotation));
    }

    /** The columns that hold a reference: {@code user_id}, or one per column of a key that has several. */
    List<ColumnModel> columns(Field field, KeyModel parent) {
        Column annotation = field.annotation(Column.class);
        ColumnFacts facts = ColumnFacts.of(annotation);
        String stem = Naming.snakeCase(field.name());
        List<ColumnModel> columns = new ArrayList<>();
        for (ColumnModel key : parent.columns()) {
            String name = parent.columns().size() > 1 ? stem + "_" + key.name() : stem + "_id";
            if (annotation != null
                    && !annotation.name().isEmpty()
                    && parent.columns().size() == 1) {
                name = annotation.name();
            }
            columns.add(new ColumnModel(
                    field.host().prefix() + name, key.value(), key.declared(), facts.orOfKey(key.facts())));
        }
        return columns;
    }
}
