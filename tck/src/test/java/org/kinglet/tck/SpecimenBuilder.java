// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.kinglet.tck.model.Specimen;

/** Specimens with one value, or with one for each component. */
final class SpecimenBuilder {
    private static final RecordComponent[] COMPONENTS = Specimen.class.getRecordComponents();

    private SpecimenBuilder() {}

    /** @param values by type: each goes into the component of its type */
    static Specimen of(Object... values) {
        return withId(0, values);
    }

    static Specimen withId(long id, Object... values) {
        Object[] arguments = new Object[COMPONENTS.length];
        arguments[0] = id;
        for (Object value : values) arguments[position(value)] = value;
        try {
            return Specimen.class
                    .getDeclaredConstructor(
                            Stream.of(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }

    /** The values of the components, in their order, without the key. */
    static Object[] values(Specimen specimen) {
        return Arrays.stream(COMPONENTS)
                .skip(1)
                .map(component -> value(component, specimen))
                .toArray();
    }

    private static Object value(RecordComponent component, Specimen specimen) {
        try {
            return component.getAccessor().invoke(specimen);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }

    private static int position(Object value) {
        for (int i = 1; i < COMPONENTS.length; i++) {
            if (COMPONENTS[i].getType().isInstance(value)) return i;
        }
        throw new IllegalArgumentException(value.getClass().toString());
    }
}
