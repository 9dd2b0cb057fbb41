// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles what a test has written. */
public final class Sources {
    private Sources() {}

    /**
     * Compiles all files below a folder, with what the test itself has on its class path; a warning is an error.
     *
     * @param classes where to; made if it is missing
     * @throws AssertionError if it does not compile; the message is the compiler's
     */
    public static void compile(Path sources, Path classes, Processor processor) throws IOException {
        Files.createDirectories(classes);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            String classPath = System.getProperty("java.class.path")
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", "");
            List<String> options = List.of(
                    "-Xlint:all,-processing",
                    "-Werror",
                    "-encoding",
                    "UTF-8",
                    "-d",
                    classes.toString(),
                    "-cp",
                    classPath);
            JavaCompiler.CompilationTask task = compiler.getTask(
                    messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files(sources)));
            task.setProcessors(List.of(processor));
            if (!task.call()) throw new AssertionError(messages.toString());
        }
    }

    /** All files below a folder, in order. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
