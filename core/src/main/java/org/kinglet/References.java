// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.kinglet.schema.Deferral;

/** What the foreign key of a {@link Ref} is called, and when it is checked. */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface References {
    /** By default made of the names of the table and the columns. */
    String name() default "";

    /** When it is checked. MySQL and MariaDB cannot defer it, and refuse the table. */
    Deferral deferral() default Deferral.NOT_DEFERRABLE;
}
