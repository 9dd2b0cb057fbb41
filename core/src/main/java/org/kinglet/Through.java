// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The table between the two sides of a {@link ManyToMany}: an entity that refers to both, which may have columns of its own, or
 * the name of the table that the annotation processor is to make.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface Through {
    /** The entity; by default one is written that has nothing but the two references, which are its key. */
    Class<?> value() default void.class;

    /** The field of that entity which refers to the one that has the collection, if there are several. */
    String from() default "";

    /** The field of that entity which refers to the others, if there are several. */
    String to() default "";

    /** The name of the table that is made, where the rule's is taken. */
    String table() default "";
}
