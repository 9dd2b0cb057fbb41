// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.lang.annotation.Annotation;
import java.util.List;
import javax.lang.model.element.TypeElement;
import org.kinglet.Check;
import org.kinglet.Checks;
import org.kinglet.Computed;
import org.kinglet.Index;
import org.kinglet.Indexes;
import org.kinglet.TableOptions;
import org.kinglet.Unique;
import org.kinglet.Uniques;
import org.kinglet.Version;
import org.kinglet.View;

/** Checks that the entity of a view asks for nothing that only tables have. */
final class ViewChecks {
    private static final List<Class<? extends Annotation>> OF_TABLES = List.of(
            Index.class, Indexes.class, Unique.class, Uniques.class, Check.class, Checks.class, TableOptions.class);
    private static final List<Class<? extends Annotation>> OF_THEIR_FIELDS =
            List.of(Index.class, Indexes.class, Unique.class, Uniques.class, Computed.class, Version.class);

    private final Env env;

    ViewChecks(Env env) {
        this.env = env;
    }

    /** Reports mistakes, and removes the members that the companion can't have because of them. */
    void check(TypeElement entity, List<Member> members, Problems problems) {
        String name = entity.getSimpleName().toString();
        if (entity.getAnnotation(View.class).value().isBlank()) {
            problems.report("the @View of " + name + " has no query: write @View(\"select …\")");
        }
        if (env.asSuper(entity.asType(), FieldScanner.MODEL) != null) {
            problems.report("the entity " + name
                    + " is of a view, and nothing can save its rows: remove \"extends Model<" + name + ">\"");
        }
        for (Class<? extends Annotation> annotation : OF_TABLES) {
            if (entity.getAnnotation(annotation) != null) {
                problems.report("the entity " + name + " is of a view, which has no " + FieldChecks.at(annotation)
                        + " of its own: remove it, or write it on the table that the view reads");
            }
        }
        for (Member member : List.copyOf(members)) {
            Field field = member.field();
            if (!(member instanceof Member.Value)) {
                problems.report(
                        field,
                        field + " is of type " + env.display(field.type())
                                + ", and the properties of a view are plain values: write the key as one, and join the"
                                + " other table by it");
                members.remove(member);
            }
            for (Class<? extends Annotation> annotation : OF_THEIR_FIELDS) {
                if (field.has(annotation)) {
                    problems.report(
                            field,
                            field + " is a column of a view, which has no " + FieldChecks.at(annotation)
                                    + " of its own: remove it");
                }
            }
        }
    }
}
