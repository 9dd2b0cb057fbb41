// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an {@link Entity} one of a view: its rows are those of a query, and nothing writes them. The companion is an {@link
 * EntityView}, which has no insert, update or delete; the entity needs no {@link Id}, is best a record, and its properties
 * are plain values, one for each column of the query by the names that they have there.
 */
@Target({ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface View {
    /** The query, verbatim. */
    String value();

    /** PostgreSQL: the rows are kept until {@link EntityView#refresh} computes them again. */
    boolean materialized() default false;
}
