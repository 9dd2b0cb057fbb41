// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.Naming;

/**
 * For each entity class its companion and the database that it was bound to. The companion is found by its name, which
 * follows from the class and its annotation: its initialisation registers it, so nothing of it is reflected upon.
 */
final class Bindings {
    private static final ClassValue<Binding> BINDINGS = new ClassValue<>() {
        @Override
        protected Binding computeValue(Class<?> type) {
            return new Binding();
        }
    };

    /** The entity classes of tables whose companions have been used. */
    private static final Set<Class<?>> KNOWN = weakSet();

    /** Of one entity class. */
    static final class Binding {
        private final Set<ClassLoader> asked = weakSet();
        private volatile @Nullable EntitySource<?> source;
        private volatile boolean initialized;
        volatile @Nullable Database database;
        volatile @Nullable Hooks<?> hooks;

        /** Whether the class loader is asked for the first time what refers to the class. */
        boolean isFirstFrom(ClassLoader loader) {
            return asked.add(loader);
        }
    }

    private static <T> Set<T> weakSet() {
        return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    }

    private Bindings() {}

    static Binding of(Class<?> entityClass) {
        return BINDINGS.get(entityClass);
    }

    /** Called by the companion's constructor; not to be given out before the class is initialized. */
    static void register(Class<?> entityClass, EntitySource<?> source) {
        of(entityClass).source = source;
        if (source instanceof Table<?, ?>) KNOWN.add(entityClass);
    }

    static List<Class<?>> known() {
        synchronized (KNOWN) {
            return List.copyOf(KNOWN);
        }
    }

    static Table<?, ?> table(Class<?> type) {
        if (source(type) instanceof Table<?, ?> table) return table;
        throw new IllegalStateException(type.getName() + " is an entity of a view, which has no table");
    }

    static EntitySource<?> source(Class<?> type) {
        Class<?> entityClass = entityClass(type);
        Binding binding = of(entityClass);
        if (!binding.initialized) {
            initialize(entityClass);
            binding.initialized = true;
        }
        EntitySource<?> source = binding.source;
        if (source == null) throw noCompanion(entityClass, null);
        return source;
    }

    private static Class<?> entityClass(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.isAnnotationPresent(Entity.class)) return c;
        }
        throw new IllegalArgumentException(type.getName() + " is no entity: it has no @Entity");
    }

    private static void initialize(Class<?> entityClass) {
        String name = companionName(entityClass);
        try {
            Class.forName(name, true, entityClass.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw noCompanion(entityClass, missing);
        }
    }

    private static String companionName(Class<?> entityClass) {
        Entity entity = entityClass.getAnnotation(Entity.class);
        String table = Naming.tableName(entityClass.getSimpleName(), entity.value());
        String companion = Naming.companionName(table, entity.companion());
        String packageName = entityClass.getPackageName();
        return packageName.isEmpty() ? companion : packageName + "." + companion;
    }

    private static IllegalStateException noCompanion(Class<?> entityClass, @Nullable Throwable cause) {
        return new IllegalStateException(
                companionName(entityClass) + ", the companion of " + entityClass.getName()
                        + ", does not exist; compile it with the annotation processor kinglet-processor",
                cause);
    }
}
