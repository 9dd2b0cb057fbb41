// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinglet.Many;
import org.kinglet.ManyToMany;
import org.kinglet.Model;
import org.kinglet.Ref;

/** What template engines and scripts call of entities by name: a public method of a class that is not public is refused them. */
class ReflectionTest {
    static List<Class<?>> publicClasses() {
        return List.of(Ref.class, Many.class, ManyToMany.class, Model.class);
    }

    @ParameterizedTest
    @MethodSource("publicClasses")
    void publicMethodsAreThoseOfPublicClasses(Class<?> type) {
        assertThat(Stream.of(type.getMethods())
                        .filter(method ->
                                !Modifier.isPublic(method.getDeclaringClass().getModifiers()))
                        .map(Method::getName))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("collections")
    void aCollectionIsCountedByName(Object collection) throws Exception {
        assertThat(collection.getClass().getMethod("count").invoke(collection)).isEqualTo(0L);
    }

    static List<Object> collections() {
        return List.of(new Many<>(), new ManyToMany<>());
    }
}
