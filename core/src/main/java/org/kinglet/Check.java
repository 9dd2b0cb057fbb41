// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A condition that every row of the table must satisfy. For a single column there is {@link Column#check}. */
@Target({ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
@Repeatable(Checks.class)
public @interface Check {
    /** An SQL condition, verbatim, over columns of the row. */
    String value();

    /** By default made of the table's name and the condition, so that another condition has another name. */
    String name() default "";
}
