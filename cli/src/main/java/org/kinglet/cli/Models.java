// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.kinglet.Entity;
import org.kinglet.EntitySource;

/** The entities of a program, found in its class path. To be closed when their tables are no longer used. */
final class Models implements AutoCloseable {
    private static final String CLASS = ".class";

    private final List<Path> places = new ArrayList<>();
    private final URLClassLoader loader;
    private final List<String> left = new ArrayList<>();

    /** @param classPath folders and jars, separated as the platform does */
    Models(String classPath) throws IOException {
        for (String place : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            if (place.isBlank()) continue;
            Path path = Path.of(place);
            if (!Files.exists(path))
                throw new IllegalArgumentException("there is no " + path + ", which the class path names");
            places.add(path);
        }
        URL[] urls = new URL[places.size()];
        for (int i = 0; i < urls.length; i++) urls[i] = url(places.get(i));
        loader = new URLClassLoader(urls, Models.class.getClassLoader());
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    /** In the order of the names of their classes. */
    List<EntitySource<?>> tables() throws IOException {
        List<EntitySource<?>> tables = new ArrayList<>();
        for (String name : names()) {
            Class<?> type;
            try {
                type = Class.forName(name, false, loader);
                if (!type.isAnnotationPresent(Entity.class)) continue;
            } catch (ClassNotFoundException | LinkageError incomplete) {
                left.add(name + " (" + incomplete.getMessage() + ")"); // it needs what is not on the class path
                continue;
            }
            tables.add(EntitySource.of(type));
        }
        return tables;
    }

    /** Classes that could not be looked at, each with what it needs and the class path does not have. */
    List<String> left() {
        return List.copyOf(left);
    }

    private Set<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    files.forEach(
                            file -> add(place.relativize(file).toString().replace(File.separatorChar, '/'), names));
                }
            } else {
                try (JarFile jar = new JarFile(place.toFile())) {
                    jar.stream().forEach(entry -> add(entry.getName(), names));
                }
            }
        }
        return names;
    }

    private static void add(String file, Set<String> names) {
        if (!file.endsWith(CLASS) || file.startsWith("META-INF/") || file.endsWith("-info" + CLASS)) return;
        names.add(file.substring(0, file.length() - CLASS.length()).replace('/', '.'));
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
