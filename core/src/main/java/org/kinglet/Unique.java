// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.kinglet.schema.Deferral;

/**
 * A column in which no two rows have the same value; or on the class, several fields of which no two rows have the same
 * values. The database keeps to it by a unique index; by a constraint of the table, if it has a name or a deferral.
 */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
@Repeatable(Uniques.class)
public @interface Unique {
    /** On a class: the fields, by their Java names. */
    String[] value() default {};

    /** The name of the constraint. */
    String name() default "";

    /** When it is checked. Only PostgreSQL can defer it; elsewhere a deferral is refused when the table is created. */
    Deferral deferral() default Deferral.NOT_DEFERRABLE;

    /** Whether two rows with NULL count as the same. Only PostgreSQL has that; elsewhere it is refused. */
    boolean nullsNotDistinct() default false;
}
