// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class or record whose instances are rows of a table. The annotation processor {@code kinglet-processor} writes
 * its companion: for {@code User} the class {@code Users} with the constant {@code USERS}, in the same package.
 *
 * <p>The table is the class's name in snake case and in the plural, by one fixed rule (consonant and y to ies; s, x, z,
 * ch, sh and es; else s). Classes need a constructor without arguments that the package can see.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Entity {
    /** The table's name, where the rule's is not right. The companion is named after it. */
    String value() default "";

    /** The companion's name, where the table's makes none, or one that is taken. */
    String companion() default "";

    /** The schema that the table is in; by default the database's own. */
    String schema() default "";
}
