// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a class out of rows. The one place that uses reflection: the canonical constructor is looked up once
 * per class, and is a method handle from then on.
 */
public final class RecordMapper<R> {
    private static final ClassValue<RecordMapper<?>> MAPPERS = new ClassValue<>() {
        @Override
        protected RecordMapper<?> computeValue(Class<?> type) {
            return new RecordMapper<>(type);
        }
    };

    private final Class<?> type;
    private final RecordComponent[] components;
    private final MethodHandle constructor;

    private RecordMapper(Class<?> type) {
        this.type = type;
        this.components = type.getRecordComponents();
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            constructor = MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            throw new IllegalArgumentException(
                    "as(" + type.getName() + "): its constructor cannot be reached; make the record public, or open the"
                            + " package " + type.getPackageName() + " to module org.kinglet",
                    hidden);
        }
    }

    @SuppressWarnings("unchecked") // each class has its own mapper
    public static <R> RecordMapper<R> of(Class<R> type) {
        return (RecordMapper<R>) MAPPERS.get(type);
    }

    /**
     * @throws IllegalArgumentException if the row lacks a component, or has a value that it cannot be, or null for a
     *     primitive one
     */
    @SuppressWarnings("unchecked") // the constructor of type makes R
    public R map(Row row) {
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) arguments[i] = argument(row, components[i]);
        try {
            return (R) constructor.invoke(arguments);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException("the constructor of " + type.getName() + " threw", checked);
        }
    }

    private @Nullable Object argument(Row row, RecordComponent component) {
        String name = component.getName();
        int position = row.layout().find(name);
        if (position < 0) {
            throw new IllegalArgumentException("as(" + type.getName() + "): nothing is selected for the component "
                    + name + ", only " + row.names() + "; name an expression by .as(\"" + name + "\")");
        }
        Object value = row.get(position, component.getType());
        if (value == null && component.getType().isPrimitive()) {
            throw new IllegalArgumentException("as(" + type.getName() + "): the component " + name
                    + " is primitive and the row has null; declare it as its box");
        }
        return value;
    }
}
