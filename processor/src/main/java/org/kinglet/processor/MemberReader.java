// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Embedded;
import org.kinglet.Id;
import org.kinglet.Lazy;
import org.kinglet.MappedBy;
import org.kinglet.OnDelete;
import org.kinglet.OnUpdate;
import org.kinglet.View;
import org.kinglet.schema.Naming;
import org.kinglet.schema.ReferentialAction;

/** Makes members of the fields of one entity. */
final class MemberReader {
    private final Env env;
    private final FieldScanner scanner;
    private final ValueTypes valueTypes;
    private final References references;
    private final FieldChecks fieldChecks;
    private final EmbeddedChecks embeddedChecks;
    private final TypeElement entity;
    private final PackageElement from;
    private final AccessorFinder accessors;
    private final Problems problems;
    /** What the fields are in: the entity and, in turn, what it embeds. */
    private final List<TypeElement> open;

    MemberReader(
            Env env,
            FieldScanner scanner,
            ValueTypes valueTypes,
            References references,
            TypeElement entity,
            Problems problems) {
        this.env = env;
        this.scanner = scanner;
        this.valueTypes = valueTypes;
        this.references = references;
        this.fieldChecks = new FieldChecks(env, references);
        this.embeddedChecks = new EmbeddedChecks(env, valueTypes);
        this.entity = entity;
        this.from = env.packageOf(entity);
        this.accessors = new AccessorFinder(env, (DeclaredType) entity.asType(), from);
        this.problems = problems;
        this.open = List.of(entity);
    }

    /** For the fields of what is embedded. */
    private MemberReader(MemberReader outer, DeclaredType embedded) {
        env = outer.env;
        scanner = outer.scanner;
        valueTypes = outer.valueTypes;
        references = outer.references;
        fieldChecks = outer.fieldChecks;
        embeddedChecks = outer.embeddedChecks;
        entity = outer.entity;
        from = outer.from;
        accessors = new AccessorFinder(env, embedded, from);
        problems = outer.problems;
        open = Stream.concat(outer.open.stream(), Stream.of((TypeElement) embedded.asElement()))
                .toList();
    }

    /** The members of those fields that have one and no mistake; the mistakes are reported. */
    List<Member> read(List<Field> fields) {
        List<Member> members = new ArrayList<>();
        for (Field field : fields) {
            fieldChecks.check(field, problems);
            Member member = field.mapped() ? read(field) : null;
            if (member != null) members.add(member);
        }
        return members;
    }

    /** The member, or {@code null} after a report of what is wrong. */
    private @Nullable Member read(Field field) {
        String impossible = field.host().embedded() ? embeddedChecks.impossible(field, references) : null;
        if (impossible != null) {
            problems.report(field, impossible);
            return null;
        }
        if (references.isMany(field)) return children(field);
        if (references.isManyToMany(field)) return paired(field);
        boolean nullable = Nullness.isNullable(field, problems);
        if (nullable && field.has(Id.class)) {
            problems.report(
                    field,
                    field + " is a key, and no part of a key can be NULL: remove @Nullable (a key that the database "
                            + "generates is 0 or null until then, and needs none)");
        }
        if (field.has(Embedded.class)) return embedded(field, nullable);
        return references.isReference(field) ? reference(field, nullable) : value(field, nullable);
    }

    private Member.@Nullable Embedded embedded(Field field, boolean nullable) {
        DeclaredType type = embeddedChecks.typeOf(field, from, open, problems);
        Accessors access = type == null ? null : accessors.find(field, true, problems);
        Embedded annotation = field.annotation(Embedded.class);
        if (type == null || access == null || annotation == null) return null;
        String prefix = env.explicit(field.element(), Embedded.class, "prefix")
                ? annotation.prefix()
                : Naming.snakeCase(field.name()) + "_";
        Field.Host host = new Field.Host(
                field.path() + ".",
                field.host().prefix() + prefix,
                nullable || field.host().nullable());
        List<Field> fields = scanner.fields(type, host);
        List<Member> members = new MemberReader(this, type).read(fields);
        if (fields.stream().noneMatch(Field::mapped)) {
            problems.report(
                    field,
                    field + " is @Embedded, and " + env.display(type)
                            + " has nothing that could be stored: give it a property, or remove the field");
        }
        NameChecks.checkProperties((TypeElement) type.asElement(), members, problems);
        return members.isEmpty()
                ? null
                : new Member.Embedded(field, access, nullable, new Shape(type, fields, members));
    }

    private Member.@Nullable Value value(Field field, boolean nullable) {
        ValueType type = valueTypes.of(field, from, problems);
        if (type == null) return null;
        boolean bytes = type instanceof ValueType.Plain plain && plain.scalar() == Scalar.BYTES;
        if (field.has(Id.class) && (bytes || type.array())) {
            problems.report(
                    field,
                    "the key " + field + " is an array, and arrays of equal content are not equal: make it a UUID, "
                            + "or give it a type of its own with @Convert");
        }
        Accessors access = accessors.find(field, true, problems);
        return access == null ? null : new Member.Value(field, access, nullable, references.column(field, type));
    }

    private Member.@Nullable Reference reference(Field field, boolean nullable) {
        TypeElement target = entityOf(field, "Ref");
        if (target == null) return null;
        if (field.has(Id.class) && references.keyContains(target, entity)) {
            problems.report(
                    field,
                    "the key " + field + " is the key of " + target.getSimpleName()
                            + ", which is made of this one: one of them " + "needs an @Id that is no Ref");
            return null;
        }
        if (target.getAnnotation(View.class) != null) {
            problems.report(
                    field,
                    field + " refers to " + target.getSimpleName()
                            + ", which is of a view, and no foreign key can: refer to the table that it reads");
            return null;
        }
        KeyModel key = references.key(target, problems.silent());
        if (key == null) {
            problems.report(
                    field,
                    "the key of " + target.getSimpleName() + ", to which " + field
                            + " refers, has mistakes: mend these first");
            return null;
        }
        Column column = field.annotation(Column.class);
        if (column != null && !column.name().isEmpty() && key.columns().size() > 1) {
            problems.report(
                    field,
                    field + " refers to a key of " + key.columns().size()
                            + " columns, which can't all have one name: remove \"name\" from @Column");
        }
        OnDelete onDelete = field.annotation(OnDelete.class);
        OnUpdate onUpdate = field.annotation(OnUpdate.class);
        if (onDelete != null) checkAction(field, "@OnDelete", onDelete.value(), nullable, column);
        if (onUpdate != null) checkAction(field, "@OnUpdate", onUpdate.value(), nullable, column);
        Accessors access = accessors.find(field, true, problems);
        if (access == null) return null;
        Lazy lazy = field.annotation(Lazy.class);
        return new Member.Reference(
                field,
                access,
                nullable,
                new Member.Parent(target, TableNames.of(target), key),
                lazy == null || lazy.value(),
                onDelete == null ? ReferentialAction.NO_ACTION : onDelete.value(),
                onUpdate == null ? ReferentialAction.NO_ACTION : onUpdate.value(),
                references.columns(field, key));
    }

    private void checkAction(
            Field field, String annotation, ReferentialAction action, boolean nullable, @Nullable Column column) {
        if (nullable || field.host().nullable()) return;
        if (action == ReferentialAction.SET_NULL) {
            problems.report(
                    field,
                    annotation + "(SET_NULL) needs a column that can be NULL, and " + field
                            + " is not @Nullable: write \"@Nullable " + env.display(field.type())
                            + "\", or choose another action");
        } else if (action == ReferentialAction.SET_DEFAULT
                && (column == null || column.defaultValue().isEmpty())) {
            problems.report(
                    field,
                    annotation + "(SET_DEFAULT) needs a default, and " + field
                            + " has none: write @Column(defaultValue = …), " + "or choose another action");
        }
    }

    private Member.@Nullable Children children(Field field) {
        if (isInRecord(field, "Many")) return null;
        TypeElement child = entityOf(field, "Many");
        if (child == null) return null;
        Field reference = counterpart(field, child);
        Accessors access = accessors.find(field, false, problems);
        if (reference == null || access == null) return null;
        return new Member.Children(field, access, child, TableNames.of(child), reference);
    }

    private boolean isInRecord(Field field, String type) {
        if (entity.getKind() != ElementKind.RECORD) return false;
        problems.report(
                field,
                field + " is a " + type + ", which a record can't have since it is no part of the row's data: make "
                        + entity.getSimpleName() + " a class, or query the other table");
        return true;
    }

    private Member.@Nullable Paired paired(Field field) {
        if (isInRecord(field, "ManyToMany")) return null;
        TypeElement target = entityOf(field, "ManyToMany");
        if (target == null) return null;
        PairTable table = new PairTables(env, scanner, references, entity).of(field, target, problems);
        Accessors access = accessors.find(field, false, problems);
        return table == null || access == null ? null : new Member.Paired(field, access, target, table);
    }

    /** The {@code Ref} of the child that the {@code Many} is the other side of. */
    private @Nullable Field counterpart(Field field, TypeElement child) {
        String name = entity.getSimpleName().toString();
        String childName = child.getSimpleName().toString();
        List<Field> candidates = scanner.fields(child).stream()
                .filter(candidate -> candidate.mapped() && refersHere(candidate))
                .toList();
        List<String> names = candidates.stream().map(Field::name).toList();
        MappedBy mappedBy = field.annotation(MappedBy.class);
        if (mappedBy != null) {
            for (Field candidate : candidates) {
                if (candidate.name().equals(mappedBy.value())) return candidate;
            }
            problems.report(
                    field,
                    childName + " has no field \"" + mappedBy.value() + "\" of type Ref<" + name + ">: "
                            + (names.isEmpty()
                                    ? "add one, since " + field + " is its other side"
                                    : "@MappedBy must name one of " + String.join(", ", names)));
        } else if (candidates.isEmpty()) {
            problems.report(
                    field,
                    childName + " has no field of type Ref<" + name + ">, which " + field
                            + " would be the other side of: add \"Ref<" + name + "> " + JavaNames.decapitalized(name)
                            + "\" to " + childName + ", or remove the Many");
        } else if (candidates.size() > 1) {
            problems.report(
                    field,
                    childName + " has several fields of type Ref<" + name + "> (" + String.join(", ", names)
                            + "): say which one " + field + " is the other side of, for instance @MappedBy(\""
                            + names.getFirst() + "\")");
        } else {
            return candidates.getFirst();
        }
        return null;
    }

    private boolean refersHere(Field candidate) {
        return references.isReference(candidate) && entity.equals(references.target(candidate));
    }

    private @Nullable TypeElement entityOf(Field field, String type) {
        TypeElement target = references.target(field);
        if (target == null) {
            boolean raw = field.type() instanceof DeclaredType declared
                    && declared.getTypeArguments().isEmpty();
            problems.report(
                    field,
                    raw
                            ? field + " doesn't say of what: write \"" + type + "<SomeEntity> " + field.name() + "\""
                            : field + " is a " + env.display(field.type()) + ", and the type argument of " + type
                                    + " must be a class or record with @Entity");
        } else if (!env.visible(target, from)) {
            problems.report(
                    field,
                    "the companion can't see " + target.getSimpleName() + ", to which " + field
                            + " leads: make it visible to the " + "package " + from.getQualifiedName());
            return null;
        }
        return target;
    }
}
