// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;

/**
 * Writes the companion of each class that is annotated with {@link Entity}: for {@code User} the class {@code Users}. The
 * compiler finds and calls it. Each companion is made from its entity and what that refers to, and from nothing else, so
 * that build tools may compile incrementally.
 */
@SupportedAnnotationTypes("org.kinglet.Entity")
public final class EntityProcessor extends AbstractProcessor {
    /** Entities by what they may not share: the names of tables and of companions. */
    private final Map<String, String> owners = new HashMap<>();

    /** Entities that refer to classes which are yet to be generated, by name. */
    private final Set<String> waiting = new LinkedHashSet<>();

    private @Nullable Env env;

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (env == null) env = new Env(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
        env.addSources(round.getRootElements());
        Set<String> names = new TreeSet<>(waiting); // compilers give them in different orders
        waiting.clear();
        for (Element element : round.getElementsAnnotatedWith(Entity.class)) {
            if (element instanceof TypeElement entity)
                names.add(entity.getQualifiedName().toString());
        }
        if (round.processingOver())
            return false; // what still waits refers to what does not exist: the compiler says so
        EntityReader reader = new EntityReader(env);
        for (String name : names) {
            TypeElement entity = env.elements.getTypeElement(name);
            if (entity != null) process(entity, reader, env);
        }
        return false;
    }

    private void process(TypeElement entity, EntityReader reader, Env env) {
        if (reader.unresolved(entity)) {
            waiting.add(entity.getQualifiedName().toString());
            return;
        }
        Problems problems = new Problems(env, processingEnv.getMessager(), entity);
        checkOwner(entity, problems);
        boolean first = !problems.any();
        EntityModel model = reader.read(entity, problems);
        if (model == null || !first) return;
        // Without what cannot be, the rest of the program compiles.
        model.members().removeIf(member -> member instanceof Member.Paired paired && !claim(paired, entity, problems));
        CompanionWriter writer = new CompanionWriter(env, model);
        String text = writer.write();
        if (NameChecks.checkObscured(model.allMembers(), writer.classNames(), problems)) {
            save(model.names().companion(), entity, text);
        }
        for (Member member : model.members()) {
            if (member instanceof Member.Paired paired) save(paired, entity);
        }
    }

    /** Whether the entity of the pairs is to be written with this one. */
    private static boolean writes(Member.Paired paired, TypeElement entity) {
        PairTable.Made made = paired.table().made();
        return made != null && made.writer().equals(entity) && made.field().equals(paired.name());
    }

    /** Makes sure that the table of the pairs is nobody else's. */
    private boolean claim(Member.Paired paired, TypeElement entity, Problems problems) {
        PairTable.Made made = paired.table().made();
        if (made == null || !writes(paired, entity)) return true;
        TableNames names = paired.table().names();
        String self = made.entity().canonicalName();
        String other = owners.putIfAbsent(table(names), self);
        if (other == null) other = owners.putIfAbsent(companion(names), self);
        if (other == null) return true;
        problems.report(
                paired.field(),
                "the table \"" + names.qualifiedTable() + "\" between " + entity.getSimpleName() + " and "
                        + paired.target().getSimpleName() + " belongs to " + other
                        + " already: name another with @Through(table = \"a_name\"), or go through an entity with"
                        + " @Through(SomeEntity.class)");
        return false;
    }

    private void save(Member.Paired paired, TypeElement entity) {
        PairTable.Made made = paired.table().made();
        if (made == null || !writes(paired, entity)) return;
        save(made.entity(), entity, new PairWriter(paired.table().names(), made).write());
    }

    private void checkOwner(TypeElement entity, Problems problems) {
        TableNames names = TableNames.of(entity);
        String self = entity.getQualifiedName().toString();
        String tableOwner = owners.putIfAbsent(table(names), self);
        String companionOwner = owners.putIfAbsent(companion(names), self);
        if (self.equals(tableOwner)) return; // written by us
        if (tableOwner != null) {
            problems.report("the table \"" + names.qualifiedTable() + "\" belongs to the entity " + tableOwner
                    + " already: call the table of " + entity.getSimpleName()
                    + " differently with @Entity(\"a_name\")");
        } else if (companionOwner != null) {
            problems.report("the companion of the table \"" + names.qualifiedTable() + "\" would be called "
                    + names.companion().simpleName() + " like that of the entity " + companionOwner
                    + ": call the table of " + entity.getSimpleName() + " differently with @Entity(\"a_name\")");
        }
    }

    private static String table(TableNames names) {
        return "table " + names.qualifiedTable().toLowerCase(Locale.ROOT);
    }

    private static String companion(TableNames names) {
        return "companion " + names.companion().canonicalName();
    }

    private void save(ClassName type, TypeElement entity, String text) {
        String name = type.canonicalName();
        try (Writer file =
                processingEnv.getFiler().createSourceFile(name, entity).openWriter()) {
            file.write(text);
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, "can't write " + name + ": " + e.getMessage(), entity);
        }
    }
}
