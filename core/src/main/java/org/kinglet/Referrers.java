// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The foreign keys that lead to a table. A table knows to which others it refers, but not which refer to it, and a class
 * that nobody has used yet is not even loaded. So the annotation processor leaves a list beside the classes, one for each
 * entity that is referred to; with it the answer doesn't depend on what the program did before. Companions that have been
 * used count as well, in case the list got lost on the way into the program's jar.
 */
final class Referrers {
    /** Where the annotation processor writes the lists; behind it comes the name of the class that is referred to. */
    private static final String FOLDER = "META-INF/kinglet/references/";

    private Referrers() {}

    /** In an order that is always the same. */
    static List<ForeignKey<?, ?, ?>> of(Table<?, ?> parent) {
        loadListed(parent.entityClass());
        List<ForeignKey<?, ?, ?>> referrers = new ArrayList<>();
        for (Class<?> entityClass : Bindings.known()) {
            for (ForeignKey<?, ?, ?> foreignKey : Bindings.table(entityClass).references()) {
                if (foreignKey.target() == parent) referrers.add(foreignKey);
            }
        }
        referrers.sort(Comparator.comparing(ForeignKey::toString));
        return referrers;
    }

    private static void loadListed(Class<?> parent) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null && context != parent.getClassLoader()) loadListed(parent, context);
        loadListed(parent, parent.getClassLoader());
    }

    private static void loadListed(Class<?> parent, ClassLoader loader) {
        if (!Bindings.of(parent).isFirstFrom(loader)) return;
        try {
            for (URL list : Collections.list(loader.getResources(FOLDER + parent.getName()))) {
                for (String name : lines(list)) {
                    Class<?> child = classNamed(name, loader);
                    if (child != null) Bindings.table(child);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the list of what refers to " + parent.getName(), unreadable);
        }
    }

    private static List<String> lines(URL list) throws IOException {
        URLConnection connection = list.openConnection();
        connection.setUseCaches(false); // else a jar would stay open
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** Null for a class that is gone: compilers that compile only what has changed leave its line. */
    private static @Nullable Class<?> classNamed(String name, ClassLoader loader) {
        try {
            Class<?> named = Class.forName(name, false, loader);
            return named.isAnnotationPresent(Entity.class) ? named : null;
        } catch (ClassNotFoundException gone) {
            return null;
        }
    }
}
