// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
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

    /** The same as the database keeps them. */
    static Object[] values(TestDatabase target, Specimen specimen) {
        return Arrays.stream(values(specimen))
                .map(value -> asKept(target, value))
                .toArray();
    }

    /** MySQL and MariaDB keep 30 digits after the point, of which the zeros at the end are left out. */
    static Object asKept(TestDatabase target, Object value) {
        if (!target.isMysqlFamily() || !(value instanceof BigDecimal decimal)) return value;
        BigDecimal stripped = decimal.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
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
