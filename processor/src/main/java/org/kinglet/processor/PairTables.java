// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.Comparator;
import java.util.List;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.MappedBy;
import org.kinglet.Through;
import org.kinglet.schema.Naming;

/**
 * Finds the table between the two sides of a {@code ManyToMany}.
 *
 * <p>Two fields are the two directions of one relation if each is the only one between their entities, or if one names the
 * other with {@code @MappedBy}. The table that is made for them is called after both tables, in alphabetical order, so that it
 * keeps its name when the other direction is written later. Between rows of one table it is called after the table and the
 * field.
 */
final class PairTables {
    private final Env env;
    private final FieldScanner scanner;
    private final References references;
    private final TypeElement entity;

    PairTables(Env env, FieldScanner scanner, References references, TypeElement entity) {
        this.env = env;
        this.scanner = scanner;
        this.references = references;
        this.entity = entity;
    }

    /** One end of a relation. */
    private record End(TypeElement entity, Field field, TypeElement target) {
        boolean isOfOneTable() {
            return entity.equals(target);
        }

        /** The entity that the table is of, where the program has one. */
        @Nullable
        TypeElement through(Env env) {
            AnnotationValue named = env.value(field.element(), Through.class, "value");
            return named != null && named.getValue() instanceof TypeMirror type ? env.classOf(type) : null;
        }

        /** What the table that is made is to be called; empty for the rule's name. */
        String tableName() {
            Through annotation = field.annotation(Through.class);
            return annotation == null ? "" : annotation.table();
        }

        @Nullable
        String mappedBy() {
            MappedBy annotation = field.annotation(MappedBy.class);
            return annotation == null ? null : annotation.value();
        }
    }

    /** The table, or {@code null} after a report of what is wrong. */
    @Nullable
    PairTable of(Field field, TypeElement target, Problems problems) {
        End end = new End(entity, field, target);
        if (end.mappedBy() != null) {
            End owner = named(end, problems);
            PairTable table = owner == null ? null : table(owner, null, field, problems);
            return table == null ? null : table.turned();
        }
        if (end.through(env) != null) return table(end, null, field, problems);
        List<End> mine = open(entity, target);
        List<End> theirs = end.isOfOneTable() ? List.of() : open(target, entity);
        boolean isNamed = mine.stream().noneMatch(other -> other.field().name().equals(field.name()));
        if (isNamed) return table(end, null, field, problems);
        boolean several = mine.size() > 1;
        if (several ? end.isOfOneTable() || !theirs.isEmpty() : theirs.size() > 1) {
            reportSeveral(end, mine, theirs, problems);
            return null;
        }
        if (theirs.isEmpty()) return table(end, null, field, problems);
        return paired(end, theirs.getFirst(), problems);
    }

    private void reportSeveral(End end, List<End> mine, List<End> theirs, Problems problems) {
        End other = (theirs.isEmpty() ? mine : theirs)
                .stream()
                        .filter(each -> !each.field().name().equals(end.field().name()) || !end.isOfOneTable())
                        .findFirst()
                        .orElseThrow();
        List<String> names = (theirs.isEmpty() ? mine : theirs)
                .stream().map(each -> each.field().toString()).toList();
        problems.report(
                end.field(),
                "it is not clear whether " + end.field() + " is the other direction of "
                        + (theirs.isEmpty() ? other.field() : String.join(" or ", names))
                        + ": if so, say it with @MappedBy(\"" + other.field().name() + "\"), or name this one at the"
                        + " other; if not, give it a table of its own with @Through(SomeEntity.class)");
    }

    /** The two directions of one relation, of which neither says so. */
    private @Nullable PairTable paired(End end, End other, Problems problems) {
        if (other.through(env) != null) {
            PairTable table = table(other, null, end.field(), problems);
            return table == null ? null : table.turned();
        }
        if (!end.tableName().isEmpty()
                && !other.tableName().isEmpty()
                && !end.tableName().equals(other.tableName())) {
            problems.report(
                    end.field(),
                    end.field() + " and " + other.field()
                            + " are the two directions of one relation and name different tables: remove \"table\" from"
                            + " one @Through");
            return null;
        }
        boolean first = compare(end.entity(), other.entity()) < 0;
        PairTable table = table(first ? end : other, first ? other : end, end.field(), problems);
        return table == null || first ? table : table.turned();
    }

    /** The fields from one entity to the other which don't say what they belong to, and which no other field names. */
    private List<End> open(TypeElement from, TypeElement to) {
        List<End> back = ends(to, from);
        return ends(from, to).stream()
                .filter(end -> end.mappedBy() == null
                        && back.stream()
                                .noneMatch(other ->
                                        end.field().name().equals(other.mappedBy()) || areOfOneEntity(end, other)))
                .toList();
    }

    /** Whether both say that their pairs are the rows of one entity. */
    private boolean areOfOneEntity(End end, End other) {
        TypeElement through = end.through(env);
        return through != null && !end.isOfOneTable() && through.equals(other.through(env));
    }

    private List<End> ends(TypeElement from, TypeElement to) {
        return scanner.fields(from).stream()
                .filter(field ->
                        field.mapped() && references.isManyToMany(field) && to.equals(references.target(field)))
                .map(field -> new End(from, field, to))
                .toList();
    }

    /** The end that another one is mapped by. */
    private @Nullable End named(End end, Problems problems) {
        Field field = end.field();
        String target = end.target().getSimpleName().toString();
        String wanted = "ManyToMany<" + end.entity().getSimpleName() + ">";
        if (field.has(Through.class)) {
            problems.report(
                    field, field + " has the table of what it is mapped by: remove @Through, or write it there");
            return null;
        }
        for (End other : ends(end.target(), end.entity())) {
            if (!other.field().name().equals(end.mappedBy())) continue;
            if (other.mappedBy() == null) return other;
            problems.report(
                    field,
                    field + " is mapped by " + other.field() + ", which is mapped by another itself: one of two"
                            + " directions names the other, remove one @MappedBy");
            return null;
        }
        problems.report(
                field,
                target + " has no field \"" + end.mappedBy() + "\" of type " + wanted
                        + ", which @MappedBy must name: write the name of one, or remove @MappedBy");
        return null;
    }

    /**
     * The table of a relation.
     *
     * @param other the other direction, if it is a field that may name the table too
     * @param at where mistakes are reported
     */
    private @Nullable PairTable table(End owner, @Nullable End other, Field at, Problems problems) {
        TypeElement through = owner.through(env);
        return through != null ? ofEntity(owner, through, at, problems) : made(owner, other, at, problems);
    }

    // An entity of the program's

    private @Nullable PairTable ofEntity(End owner, TypeElement through, Field at, Problems problems) {
        Through annotation = owner.field().annotation(Through.class);
        if (annotation == null) return null;
        String name = through.getSimpleName().toString();
        if (through.getAnnotation(Entity.class) == null) {
            problems.report(at, at + " goes through " + name + ", which must be a class or record with @Entity");
            return null;
        }
        if (!env.visible(through, env.packageOf(entity))) {
            problems.report(
                    at,
                    "the companion can't see " + name + ", through which " + at
                            + " goes: make it visible to the package "
                            + env.packageOf(entity).getQualifiedName());
            return null;
        }
        if (!annotation.table().isEmpty()) {
            problems.report(
                    at, at + " goes through " + name + ", whose table has a name: remove \"table\" from @Through");
            return null;
        }
        List<String> near = references(through, owner.entity(), annotation.from());
        List<String> far = references(through, owner.target(), annotation.to());
        if (owner.isOfOneTable() && near.size() == 1) far = without(far, near.getFirst());
        if (owner.isOfOneTable() && far.size() == 1) near = without(near, far.getFirst());
        boolean found = isFound(near, through, owner.entity(), "from", annotation.from(), at, problems)
                && isFound(far, through, owner.target(), "to", annotation.to(), at, problems);
        return found ? new PairTable(TableNames.of(through), near.getFirst(), far.getFirst(), null) : null;
    }

    /** The references of an entity to another, or the one of that name. */
    private List<String> references(TypeElement through, TypeElement to, String named) {
        return scanner.fields(through).stream()
                .filter(field -> field.mapped() && references.isReference(field) && to.equals(references.target(field)))
                .map(Field::name)
                .filter(name -> named.isEmpty() || name.equals(named))
                .toList();
    }

    private static List<String> without(List<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }

    private static boolean isFound(
            List<String> found,
            TypeElement through,
            TypeElement to,
            String attribute,
            String named,
            Field at,
            Problems problems) {
        if (found.size() == 1) return true;
        String reference = "Ref<" + to.getSimpleName() + ">";
        String name = through.getSimpleName().toString();
        problems.report(
                at,
                found.isEmpty()
                        ? name + " has no " + (attribute.equals("to") && named.isEmpty() ? "other " : "") + "field "
                                + (named.isEmpty() ? "" : "\"" + named + "\" ") + "of type " + reference + ", and " + at
                                + " goes through it: add one, or go through another entity"
                        : name + " has several fields of type " + reference + " (" + String.join(", ", found)
                                + "): say in @Through which one leads " + attribute + " there, for instance "
                                + attribute
                                + " = \"" + found.getFirst() + "\"");
        return false;
    }

    // A table that is made

    private @Nullable PairTable made(End owner, @Nullable End other, Field at, Problems problems) {
        boolean turned = !owner.isOfOneTable() && compare(owner.entity(), owner.target()) > 0;
        TypeElement first = turned ? owner.target() : owner.entity();
        TypeElement second = turned ? owner.entity() : owner.target();
        TableNames names = names(owner, other, first, second);
        if (!JavaNames.isIdentifier(names.companion().simpleName())) {
            problems.report(
                    at,
                    "the companion of the table \"" + names.table() + "\" would be called \""
                            + names.companion().simpleName()
                            + "\", which is no name in Java: let the table's name in @Through begin with a letter");
            return null;
        }
        ClassName row =
                ClassName.of(names.companion().packageName(), names.companion().simpleName() + "Row");
        String firstField = JavaNames.decapitalized(first.getSimpleName().toString());
        String secondField = JavaNames.decapitalized(second.getSimpleName().toString());
        if (firstField.equals(secondField) || !isComponent(firstField) || !isComponent(secondField)) {
            firstField = "from" + first.getSimpleName();
            secondField = "to" + second.getSimpleName();
        }
        PairTable.Made made = new PairTable.Made(
                row,
                owner.entity(),
                owner.field().name(),
                new PairTable.Side(firstField, first),
                new PairTable.Side(secondField, second));
        PairTable table = new PairTable(names, firstField, secondField, made);
        return turned ? table.turned() : table;
    }

    private TableNames names(End owner, @Nullable End other, TypeElement first, TypeElement second) {
        TableNames firstNames = TableNames.of(first);
        String table = owner.tableName();
        if (table.isEmpty() && other != null) table = other.tableName();
        if (table.isEmpty()) {
            String end = owner.isOfOneTable()
                    ? Naming.snakeCase(owner.field().name())
                    : TableNames.of(second).table();
            table = firstNames.table() + "_" + end;
        }
        String packageName = ClassName.of(owner.entity()).packageName();
        return new TableNames(
                firstNames.schema(),
                table,
                ClassName.of(packageName, Naming.camelCase(table)),
                Naming.constantName(Naming.camelCase(table)));
    }

    private static boolean isComponent(String name) {
        return JavaNames.isIdentifier(name) && !JavaNames.NO_COMPONENTS.contains(name);
    }

    private static int compare(TypeElement one, TypeElement other) {
        return Comparator.comparing((TypeElement each) -> TableNames.of(each).table())
                .thenComparing(each -> TableNames.of(each).schema())
                .thenComparing(each -> each.getQualifiedName().toString())
                .compare(one, other);
    }
}
