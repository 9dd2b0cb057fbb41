// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a column is called and made of, where it does not follow from the field. */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface Column {
    /** The column's name; by default the field's in snake case, and with {@code _id} for a {@link Ref}. */
    String name() default "";

    /** The most characters of a text; 0 for no limit. */
    int length() default 0;

    /** Decimal digits in all; 0 for the default of the backend. */
    int precision() default 0;

    /** Decimal digits after the point. */
    int scale() default 0;

    /** The SQL type, verbatim, instead of the one that follows from the Java type. */
    String type() default "";

    /** The server's default, an SQL expression, verbatim. */
    String defaultValue() default "";

    String collation() default "";

    /** An SQL condition, verbatim, that every row must satisfy. */
    String check() default "";
}
