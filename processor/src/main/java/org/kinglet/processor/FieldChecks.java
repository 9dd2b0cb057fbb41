// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.Checks;
import org.kinglet.Column;
import org.kinglet.Comment;
import org.kinglet.Computed;
import org.kinglet.Convert;
import org.kinglet.Embedded;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Indexes;
import org.kinglet.Json;
import org.kinglet.Lazy;
import org.kinglet.MappedBy;
import org.kinglet.OnDelete;
import org.kinglet.OnUpdate;
import org.kinglet.Through;
import org.kinglet.Unique;
import org.kinglet.Uniques;
import org.kinglet.Version;

/** Checks that the annotations of a field go with its type and with each other. */
final class FieldChecks {
    private static final List<Class<? extends Annotation>> OF_COLUMNS = List.of(
            Id.class,
            Column.class,
            Unique.class,
            Index.class,
            Indexes.class,
            Version.class,
            Convert.class,
            Json.class,
            OnDelete.class,
            OnUpdate.class,
            Lazy.class,
            Computed.class,
            Comment.class,
            Uniques.class,
            org.kinglet.References.class);
    /** Those of single columns, which something embedded has several of. */
    private static final List<Class<? extends Annotation>> NOT_OF_EMBEDDED = List.of(
            Id.class,
            Column.class,
            Version.class,
            Convert.class,
            Json.class,
            OnDelete.class,
            OnUpdate.class,
            Lazy.class,
            MappedBy.class,
            Through.class,
            Computed.class,
            Comment.class,
            org.kinglet.References.class);

    private static final List<Class<? extends Annotation>> OF_REFERENCES =
            List.of(OnDelete.class, OnUpdate.class, Lazy.class, org.kinglet.References.class);

    private final Env env;
    private final References references;

    FieldChecks(Env env, References references) {
        this.env = env;
        this.references = references;
    }

    void check(Field field, Problems problems) {
        boolean many = references.isCollection(field);
        boolean reference = references.isReference(field);
        if (!field.mapped()) {
            Class<? extends Annotation> annotation = first(field, OF_COLUMNS);
            if (annotation == null && field.has(MappedBy.class)) annotation = MappedBy.class;
            if (annotation == null && field.has(Through.class)) annotation = Through.class;
            if (annotation == null && field.has(Embedded.class)) annotation = Embedded.class;
            if (annotation != null) {
                problems.report(
                        field,
                        field + " is transient and has no column: remove " + at(annotation)
                                + ", or what makes it transient");
            }
            return;
        }
        if (field.has(Embedded.class)) {
            checkEmbedded(field, problems);
            return;
        }
        if (field.has(MappedBy.class) && !many) {
            problems.report(
                    field,
                    "@MappedBy says which Ref a Many is the other side of, and " + field + " is no Many: remove it");
        }
        if (field.has(Through.class) && !references.isManyToMany(field)) {
            problems.report(
                    field,
                    "@Through says where the pairs of a ManyToMany are, and " + field + " is no ManyToMany: remove it");
        }
        Class<? extends Annotation> annotation = first(field, OF_COLUMNS);
        if (many && annotation != null) {
            problems.report(
                    field,
                    field
                            + (references.isMany(field)
                                    ? " is a Many, which is the other side of a Ref"
                                    : " is a ManyToMany, whose pairs are in a table of their own,")
                            + " and has no column: remove " + at(annotation));
        }
        annotation = first(field, OF_REFERENCES);
        if (!many && !reference && annotation != null) {
            problems.report(
                    field,
                    at(annotation) + " is for references, and " + field + " is of type " + env.display(field.type())
                            + ": remove it, or make the field a Ref");
        }
        if (reference && field.has(Convert.class)) {
            problems.report(field, field + " is a Ref and is stored as the key that it refers to: remove @Convert");
        }
        if (reference && field.has(Json.class)) {
            problems.report(field, field + " is a Ref and is stored as the key that it refers to: remove @Json");
        }
        checkJson(field, problems);
        checkColumn(field, problems);
        checkVersion(field, problems);
        checkComputed(field, reference, problems);
        checkIndex(field, problems);
        if (field.has(Id.class) && JavaNames.NO_COMPONENTS.contains(field.name())) {
            problems.report(field, "no component of a key may be called \"" + field.name() + "\": rename the field");
        }
    }

    private void checkEmbedded(Field field, Problems problems) {
        Class<? extends Annotation> annotation = first(field, NOT_OF_EMBEDDED);
        if (annotation != null) {
            problems.report(
                    field,
                    field + " is @Embedded and stored in columns of its own properties, to which " + at(annotation)
                            + " does not apply: remove it, or write it on a property of "
                            + env.display(field.type()));
        }
        checkIndex(field, problems);
    }

    private void checkColumn(Field field, Problems problems) {
        Column column = field.annotation(Column.class);
        if (column == null) return;
        if (column.name().isBlank() && env.explicit(field.element(), Column.class, "name")) {
            problems.report(
                    field, "the name of the column of " + field + " is blank: write one, or leave \"name\" out");
        }
        if (column.length() < 0 || column.precision() < 0 || column.scale() < 0) {
            problems.report(field, "the length, precision and scale of the column of " + field + " can't be negative");
        } else if (column.scale() > 0 && column.precision() == 0) {
            problems.report(
                    field,
                    "the column of " + field + " has a scale but no precision: write @Column(precision = "
                            + (column.scale() + 10) + ", scale = " + column.scale() + ")");
        }
    }

    private static void checkJson(Field field, Problems problems) {
        if (!field.has(Json.class)) return;
        if (field.has(Convert.class)) {
            problems.report(
                    field, field + " can't have both @Json and @Convert, which each say how it is stored: remove one");
        } else if (field.has(Id.class)) {
            problems.report(
                    field,
                    "the key " + field
                            + " would be a JSON document, and no database can have that as a key: remove @Json");
        }
    }

    private void checkVersion(Field field, Problems problems) {
        if (!field.has(Version.class)) return;
        if (!Member.VERSIONS.contains(field.type().getKind())) {
            problems.report(
                    field,
                    "the @Version " + field + " is of type " + env.display(field.type())
                            + ", and a version is a number that is counted up: make it an int or a long");
        } else if (field.has(Convert.class) || field.has(Json.class)) {
            problems.report(
                    field,
                    "the @Version " + field + " is counted up by the database: remove "
                            + (field.has(Json.class) ? "@Json" : "@Convert"));
        } else if (field.has(Id.class)) {
            problems.report(
                    field, field + " can't be both @Id and @Version, since a key does not change: remove one of them");
        }
    }

    /** What the database computes, nobody else gives. */
    private static void checkComputed(Field field, boolean reference, Problems problems) {
        Computed computed = field.annotation(Computed.class);
        if (computed == null) return;
        Column column = field.annotation(Column.class);
        if (computed.value().isBlank()) {
            problems.report(field, "the @Computed " + field + " has no expression: write one over other columns");
        } else if (reference || field.host().embedded()) {
            problems.report(
                    field,
                    "the @Computed " + field + " is "
                            + (reference ? "a Ref" : "part of something @Embedded")
                            + ", and only plain values of the entity itself are computed: remove @Computed");
        } else if (field.has(Id.class) || field.has(Version.class)) {
            problems.report(
                    field,
                    field + " is written when the row is, and what is @Computed never is: remove @Computed, or "
                            + at(field.has(Id.class) ? Id.class : Version.class));
        } else if (column != null && !column.defaultValue().isEmpty()) {
            problems.report(
                    field,
                    field + " is @Computed, so that there is always a value and never a default: remove"
                            + " \"defaultValue\"");
        }
    }

    private static void checkIndex(Field field, Problems problems) {
        for (Unique unique : uniques(field)) {
            if (unique.value().length > 0) {
                problems.report(
                        field,
                        "the @Unique of " + field + " is of that field and names none: remove the names, or "
                                + "write @Unique on the class for several together");
            }
        }
        for (Index index : indexes(field)) {
            if (index.value().length > 0) {
                problems.report(
                        field,
                        "the @Index of " + field + " is over that field and names none: remove the names, or "
                                + "write @Index on the class for an index over several");
            }
        }
    }

    static List<Index> indexes(Field field) {
        Index one = field.annotation(Index.class);
        if (one != null) return List.of(one);
        Indexes several = field.annotation(Indexes.class);
        return several == null ? List.of() : List.of(several.value());
    }

    static List<Unique> uniques(Field field) {
        Unique one = field.annotation(Unique.class);
        if (one != null) return List.of(one);
        Uniques several = field.annotation(Uniques.class);
        return several == null ? List.of() : List.of(several.value());
    }

    static String at(Class<? extends Annotation> annotation) {
        if (annotation == Indexes.class) return "@Index";
        if (annotation == Uniques.class) return "@Unique";
        return "@" + (annotation == Checks.class ? "Check" : annotation.getSimpleName());
    }

    private static @Nullable Class<? extends Annotation> first(
            Field field, List<Class<? extends Annotation>> annotations) {
        return annotations.stream().filter(field::has).findFirst().orElse(null);
    }
}
