// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;
import org.kinglet.Check;
import org.kinglet.Comment;
import org.kinglet.Id;
import org.kinglet.TableOptions;
import org.kinglet.View;

/** Makes an {@link EntityModel} of an annotated class, or reports why that can't be. */
final class EntityReader {
    private final FieldScanner scanner;
    private final ValueTypes valueTypes;
    private final References references;
    private final ClassChecks classChecks;
    private final NameChecks nameChecks;
    private final ViewChecks viewChecks;
    private final Env env;

    EntityReader(Env env) {
        this.env = env;
        this.scanner = new FieldScanner(env);
        this.valueTypes = new ValueTypes(env);
        this.references = new References(env, scanner, valueTypes);
        this.classChecks = new ClassChecks(env);
        this.nameChecks = new NameChecks(env);
        this.viewChecks = new ViewChecks(env);
    }

    /** Whether the entity has to wait for classes that are yet to be generated. */
    boolean unresolved(TypeElement entity) {
        return scanner.unresolved(entity);
    }

    /**
     * The model. Mistakes are reported all at once, and the model lacks what is wrong; {@code null} if nothing is left. A
     * companion of what is left is better than none: without it, all that refers to it would be in error too.
     */
    @Nullable
    EntityModel read(TypeElement entity, Problems problems) {
        classChecks.check(entity, problems);
        if (problems.any()) return null;
        TableNames names = TableNames.of(entity);
        nameChecks.checkTable(entity, names, problems);
        if (problems.any()) return null;

        List<Field> fields = scanner.fields(entity);
        MemberReader reader = new MemberReader(env, scanner, valueTypes, references, entity, problems);
        List<Member> members = reader.read(fields);
        nameChecks.checkMembers(entity, names, members, problems);
        checkVersions(members, problems);
        View view = entity.getAnnotation(View.class);
        if (view != null) {
            viewChecks.check(entity, members, problems);
            KeyModel none = new KeyModel(names.companion(), List.of());
            Comment comment = entity.getAnnotation(Comment.class);
            TableFacts facts = new TableFacts(List.of(), List.of(), List.of(), comment, null, view, null);
            return new EntityModel(
                    new Shape((DeclaredType) entity.asType(), fields, members), names, none, false, facts);
        }
        List<Field> ids = references.ids(entity);
        if (ids.isEmpty()) {
            problems.report("the entity " + entity.getSimpleName()
                    + " has no @Id: mark the field that is its key, for instance \""
                    + (entity.getKind() == ElementKind.RECORD ? "@Id long id" : "@Id public long id;") + "\"");
        }
        KeyModel key = references.key(entity, problems.silent());
        if (key == null || !containsAll(members, ids)) return null;
        boolean generated = generated(ids, problems);
        List<String> keyColumns = key.columns().stream().map(ColumnModel::name).toList();
        IndexReader indexes = new IndexReader(scanner, members, keyColumns, names.table(), problems);
        indexes.read(entity);
        Shape shape = new Shape((DeclaredType) entity.asType(), fields, members);
        return new EntityModel(shape, names, key, generated, facts(entity, indexes, generated, problems));
    }

    private TableFacts facts(TypeElement entity, IndexReader indexes, boolean generatedKey, Problems problems) {
        List<Check> checks = new ArrayList<>();
        for (TypeElement owner : scanner.lineage(entity))
            checks.addAll(List.of(owner.getAnnotationsByType(Check.class)));
        for (Check check : checks) {
            if (check.value().isBlank()) problems.report("the @Check has no condition: write one, or remove it");
        }
        TableOptions options = entity.getAnnotation(TableOptions.class);
        if (options != null && options.withoutRowid() && generatedKey) {
            problems.report("a table without rowid generates no keys, and the @Id of " + entity.getSimpleName()
                    + " is generated: write @Id(generated = false), or remove \"withoutRowid\"");
        }
        return new TableFacts(
                indexes.indexes(),
                indexes.uniques(),
                checks,
                entity.getAnnotation(Comment.class),
                options,
                null,
                indexes.fullText());
    }

    private static boolean containsAll(List<Member> members, List<Field> fields) {
        return members.stream().map(Member::field).toList().containsAll(fields);
    }

    private static void checkVersions(List<Member> members, Problems problems) {
        List<Field> versions = members.stream()
                .filter(member -> member instanceof Member.Value value && value.version())
                .map(Member::field)
                .toList();
        for (Field field : versions.stream().skip(1).toList()) {
            problems.report(
                    field,
                    field + " is a second @Version beside " + versions.getFirst() + ": a row has one, remove one of "
                            + "them");
        }
    }

    /** A single integer is made by the database, unless it is said that the program sets it. */
    private boolean generated(List<Field> ids, Problems problems) {
        boolean generated = false;
        for (Field field : ids) {
            TypeKind kind = env.unboxedKind(field.type());
            boolean possible = ids.size() == 1
                    && (kind == TypeKind.LONG || kind == TypeKind.INT)
                    && !field.has(org.kinglet.Convert.class);
            Id id = field.annotation(Id.class);
            boolean wanted = id != null && id.generated();
            if (wanted && !possible && env.explicit(field.element(), Id.class, "generated")) {
                problems.report(
                        field,
                        field + " can't be generated by the database, which makes single keys of type long or int "
                                + "only: remove \"generated = true\"");
            }
            if (id != null && !id.sequence().isEmpty() && !(wanted && possible)) {
                problems.report(
                        field,
                        field
                                + " is no key that the database generates, so no sequence is asked for it: remove \"sequence\"");
            }
            generated |= wanted && possible;
        }
        return generated;
    }
}
