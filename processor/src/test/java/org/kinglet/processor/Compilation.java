// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** One run of a compiler with the processor. */
record Compilation(
        List<Diagnostic<? extends JavaFileObject>> diagnostics, Map<String, String> generated, Path classes) {
    enum Tool {
        JAVAC {
            @Override
            JavaCompiler make() {
                return ToolProvider.getSystemJavaCompiler();
            }
        },
        ECJ {
            @Override
            JavaCompiler make() {
                return new EclipseCompiler();
            }
        };

        abstract JavaCompiler make();
    }

    /** What the compilation is given beside its sources. */
    record Setup(Tool tool, List<Processor> processors, List<Path> classPath, List<String> options) {
        static Setup of(Tool tool) {
            List<String> options = tool == Tool.JAVAC ? List.of("-Xlint:all,-processing,-path", "-Werror") : List.of();
            return new Setup(tool, List.of(new EntityProcessor()), List.of(), options);
        }

        Setup with(Processor... others) {
            return new Setup(
                    tool, Stream.concat(processors.stream(), Stream.of(others)).toList(), classPath, options);
        }

        Setup instead(Processor other) {
            return new Setup(tool, List.of(other), classPath, options);
        }

        Setup after(Path... classes) {
            return new Setup(tool, processors, List.of(classes), options);
        }

        /** Without the warnings that are errors. */
        Setup lenient() {
            return new Setup(tool, processors, classPath, List.of());
        }

        Setup options(String... more) {
            return new Setup(
                    tool,
                    processors,
                    classPath,
                    Stream.concat(options.stream(), Stream.of(more)).toList());
        }

        /** @param sources texts by the names of their top-level classes */
        Compilation compile(Map<String, String> sources) {
            try {
                Path classes = temporary("classes");
                Path generated = temporary("generated");
                List<Path> files = write(sources, temporary("sources"));
                JavaCompiler compiler = tool.make();
                DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
                try (StandardJavaFileManager manager =
                        compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
                    List<String> arguments = new ArrayList<>(List.of("--release", "21", "-proc:full"));
                    if (tool == Tool.ECJ) arguments.remove("-proc:full");
                    arguments.addAll(List.of("-d", classes.toString(), "-s", generated.toString()));
                    if (!options.contains("--module-path")) arguments.addAll(List.of("-classpath", path(classPath)));
                    arguments.addAll(options);
                    JavaCompiler.CompilationTask task = compiler.getTask(
                            Writer.nullWriter(),
                            manager,
                            diagnostics,
                            arguments,
                            null,
                            manager.getJavaFileObjectsFromPaths(files));
                    task.setProcessors(processors);
                    task.call();
                }
                return new Compilation(diagnostics.getDiagnostics(), texts(generated), classes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A new folder, which goes when the build is cleaned. */
        private static Path temporary(String name) throws IOException {
            Path target = Files.createDirectories(Path.of("target", "compilations"));
            return Files.createTempDirectory(target.toAbsolutePath(), name);
        }

        /** Eclipse's compiler wants files. */
        private static List<Path> write(Map<String, String> sources, Path folder) throws IOException {
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source.getValue()));
            }
            return files;
        }

        private static String path(List<Path> first) {
            return Stream.concat(first.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path")))
                    .reduce((a, b) -> a + File.pathSeparator + b)
                    .orElseThrow();
        }
    }

    List<Diagnostic<? extends JavaFileObject>> errors() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .toList();
    }

    /** Errors and warnings as text, for assertions that there are none. */
    List<String> complaints() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
                .map(diagnostic -> diagnostic.getKind() + " "
                        + (diagnostic.getSource() == null
                                ? ""
                                : diagnostic.getSource().getName()) + ":"
                        + diagnostic.getLineNumber() + " " + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    /** The texts of all Java files in a folder, by the names of their classes. */
    static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = folder.relativize(file).toString().replace(File.separatorChar, '.');
                texts.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
            }
        }
        return texts;
    }
}
