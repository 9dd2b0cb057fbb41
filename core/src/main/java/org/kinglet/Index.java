// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An index over a field's column, or on the class over several fields. {@link Ref} columns have one anyway. */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
@Repeatable(Indexes.class)
public @interface Index {
    /** On a class: the fields, by their Java names, in the order of the index. */
    String[] value() default {};

    boolean unique() default false;

    /** By default the table's name and the columns'. */
    String name() default "";
}
