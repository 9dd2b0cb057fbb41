// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import org.kinglet.Id;
import org.kinglet.Version;
import org.kinglet.schema.ReferentialAction;

/** A property of an entity that the companion has a field for. */
sealed interface Member {
    Field field();

    /** How generated code reads and writes the property. */
    Accessors accessors();

    /** The columns that the property is stored in. */
    List<ColumnModel> columns();

    /** Itself and, if it is embedded, what it is made of, to the last. */
    default Stream<Member> withParts() {
        return Stream.of(this);
    }

    default String name() {
        return field().name();
    }

    default boolean id() {
        return field().has(Id.class);
    }

    /** What a {@link Version} may be. */
    Set<TypeKind> VERSIONS = Set.of(TypeKind.INT, TypeKind.LONG);

    /** A plain value. */
    record Value(Field field, Accessors accessors, boolean nullable, ColumnModel column) implements Member {
        @Override
        public List<ColumnModel> columns() {
            return List.of(column);
        }

        boolean version() {
            return field.has(Version.class) && VERSIONS.contains(field.type().getKind());
        }
    }

    /** A reference to a row of another table, or of this one. */
    record Reference(
            Field field,
            Accessors accessors,
            boolean nullable,
            Parent parent,
            boolean lazy,
            ReferentialAction onDelete,
            ReferentialAction onUpdate,
            List<ColumnModel> columns)
            implements Member {}

    /** Any number of rows of another table; it has no column. */
    sealed interface Many extends Member {
        @Override
        default List<ColumnModel> columns() {
            return List.of();
        }
    }

    /** The other side of a reference. */
    record Children(Field field, Accessors accessors, TypeElement child, TableNames childNames, Field reference)
            implements Many {}

    /** The rows that go with the entity by a table between. */
    record Paired(Field field, Accessors accessors, TypeElement target, PairTable table) implements Many {}

    /** A record or class whose properties are stored in columns of the entity. */
    record Embedded(Field field, Accessors accessors, boolean nullable, Shape shape) implements Member {
        @Override
        public List<ColumnModel> columns() {
            return shape.members().stream()
                    .flatMap(part -> part.columns().stream())
                    .toList();
        }

        @Override
        public Stream<Member> withParts() {
            return Stream.concat(Stream.of(this), shape.members().stream().flatMap(Member::withParts));
        }
    }

    /** What a {@link Reference} refers to. */
    record Parent(TypeElement entity, TableNames names, KeyModel key) {}
}
