// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;

/**
 * Lists for each entity those that refer to it, in {@code META-INF/kinglet/references/} and the name of its class. By that a
 * recursive delete knows them before anything of the program has used their classes.
 *
 * <p>A list comes from several classes, so this is a processor of its own: build tools may call the other for those classes
 * only that have changed, and this one for all. From a compiler that shows it less, it keeps the lines that are there.
 */
@SupportedAnnotationTypes("org.kinglet.Entity")
public final class ReferrersProcessor extends AbstractProcessor {
    private static final String FOLDER = "META-INF/kinglet/references/";

    private final Set<String> entities = new TreeSet<>();

    /** For javac. */
    public ReferrersProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element element : round.getElementsAnnotatedWith(Entity.class)) {
            if (element instanceof TypeElement entity)
                entities.add(entity.getQualifiedName().toString());
        }
        if (round.processingOver() && !round.errorRaised()) referrers().forEach(this::save);
        return false;
    }

    /** The names of the classes that refer, by the name of the class that they refer to. */
    private Map<String, Set<String>> referrers() {
        Env env = new Env(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
        EntityReader reader = new EntityReader(env);
        Map<String, Set<String>> referrers = new TreeMap<>();
        for (String name : entities) {
            TypeElement entity = env.elements.getTypeElement(name);
            if (entity == null || reader.unresolved(entity)) continue;
            Problems problems = new Problems(env, processingEnv.getMessager(), entity).silent();
            EntityModel model = reader.read(entity, problems);
            if (model == null) continue;
            for (Member member : model.columnMembers()) {
                if (!(member instanceof Member.Reference reference)) continue;
                referrers
                        .computeIfAbsent(binaryName(reference.parent().entity()), parent -> new TreeSet<>())
                        .add(binaryName(entity));
            }
        }
        return referrers;
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }

    private void save(String parent, Set<String> children) {
        String name = FOLDER + parent;
        try {
            Set<String> lines = new TreeSet<>(children);
            lines.addAll(present(name));
            FileObject file = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", name);
            try (Writer writer = file.openWriter()) {
                for (String line : lines) writer.write(line + "\n");
            }
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, "can't write " + name + ": " + e.getMessage());
        }
    }

    /** The lines of the last compilation whose classes still exist. */
    private Set<String> present(String name) throws IOException {
        Set<String> lines = new TreeSet<>();
        String text = read(name);
        if (text == null) return lines;
        for (String line : text.lines().toList()) {
            String canonical = line.replace('$', '.');
            if (processingEnv.getElementUtils().getTypeElement(canonical) != null) lines.add(line);
        }
        return lines;
    }

    private @Nullable String read(String name) throws IOException {
        try {
            FileObject file = processingEnv.getFiler().getResource(StandardLocation.CLASS_OUTPUT, "", name);
            StringWriter text = new StringWriter();
            try (Reader reader = file.openReader(true)) {
                reader.transferTo(text);
            }
            return text.toString();
        } catch (NoSuchFileException | FileNotFoundException isNew) {
            return null;
        }
    }
}
