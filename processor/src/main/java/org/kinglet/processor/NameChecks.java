// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import org.kinglet.Entity;
import org.kinglet.Generated;

/** Checks the names that follow from an entity's: each must be possible, and mean one thing. */
final class NameChecks {
    private final Env env;

    NameChecks(Env env) {
        this.env = env;
    }

    void checkTable(TypeElement entity, TableNames names, Problems problems) {
        String given = entity.getAnnotation(Entity.class).value();
        String companion = names.companion().simpleName();
        ClassName itself = ClassName.of(entity);
        if (given.isBlank() && env.explicit(entity, Entity.class, "value")) {
            problems.report("the table of " + entity.getSimpleName()
                    + " has a blank name: write @Entity(\"a_name\"), or leave " + "the name out");
        } else if (!JavaNames.isIdentifier(companion) || !JavaNames.isIdentifier(names.constant())) {
            problems.report("the companion of the table \"" + names.table() + "\" would be called \"" + companion
                    + "\", which is no name in Java: name it with @Entity(companion = \"AName\")");
        } else if (names.companion().equals(itself)) {
            problems.report("the companion of the table \"" + names.table() + "\" would be called " + companion
                    + " like the entity itself: call the entity differently, such as by the singular, or the table with "
                    + "@Entity(\"a_name\")");
        } else if (JavaNames.JAVA_LANG.contains(companion)) {
            problems.report("the companion of the table \"" + names.table() + "\" would be called " + companion
                    + " and hide java.lang." + companion + " in its package: call the table differently with "
                    + "@Entity(\"a_name\")");
        } else {
            TypeElement existing = env.elements.getTypeElement(names.companion().canonicalName());
            if (existing != null && !isGenerated(existing)) {
                problems.report("the companion of the table \"" + names.table() + "\" would be called " + companion
                        + ", and there is a class of that name in the package: rename that class, or call the table "
                        + "differently with @Entity(\"a_name\")");
            }
        }
    }

    /** What an earlier compilation left on the class path is no clash. */
    private boolean isGenerated(TypeElement type) {
        for (AnnotationMirror annotation : type.getAnnotationMirrors()) {
            if (env.is(annotation.getAnnotationType(), Generated.class.getName())) return true;
        }
        return false;
    }

    /** Reports clashes, and removes the members that the companion can't have because of them. */
    void checkMembers(TypeElement entity, TableNames names, List<Member> members, Problems problems) {
        Map<String, Field> columns = new HashMap<>();
        Set<String> properties = new HashSet<>();
        for (Member member : List.copyOf(members)) {
            Field field = member.field();
            if (!properties.add(field.name())) {
                reportInherited(field, entity, problems);
                members.remove(member);
            } else if (field.name().equals(names.constant())) {
                problems.report(
                        field,
                        "the column of " + field + " would be called like the companion's constant " + names.constant()
                                + ": rename the field");
                members.remove(member);
            } else {
                checkColumns(member, columns, problems);
            }
        }
    }

    /** The same for the properties of what is embedded, whose columns are checked with all others. */
    static void checkProperties(TypeElement type, List<Member> members, Problems problems) {
        Set<String> properties = new HashSet<>();
        for (Member member : List.copyOf(members)) {
            if (!properties.add(member.name())) {
                reportInherited(member.field(), type, problems);
                members.remove(member);
            }
        }
    }

    private static void reportInherited(Field field, TypeElement type, Problems problems) {
        problems.report(
                field,
                field + " has the name of a field that " + type.getSimpleName()
                        + " inherits: rename one of them, or mark one @Transient");
    }

    private static void checkColumns(Member member, Map<String, Field> columns, Problems problems) {
        Field field = member.field();
        for (ColumnModel column : member.columns()) {
            Field other = columns.putIfAbsent(column.name().toLowerCase(Locale.ROOT), field);
            if (other != null) {
                problems.report(
                        field,
                        field + " and " + other + " are both stored in the column \"" + column.name()
                                + "\": give one of them another with "
                                + (member instanceof Member.Embedded
                                        ? "@Embedded(prefix = \"a_prefix_\")"
                                        : "@Column(name = \"a_name\")"));
                return;
            }
        }
    }

    /** A variable hides a class of the same name, so no column may be called like a class that the companion uses. */
    static boolean checkObscured(List<Member> members, Set<String> classes, Problems problems) {
        boolean clear = true;
        for (Member member : members) {
            if (!classes.contains(member.name())) continue;
            clear = false;
            problems.report(
                    member.field(),
                    "the column of " + member.field() + " would hide \"" + member.name()
                            + "\" which the companion uses as the name of a class or package: rename the field");
        }
        return clear;
    }
}
