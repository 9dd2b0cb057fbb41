// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An index over a field's column, or on the class over several fields. {@link Ref} columns have one anyway. What a database
 * lacks is left out of an index that is not unique, or the index is, since that changes no answer; a unique one is refused
 * when the table is created.
 */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
@Repeatable(Indexes.class)
public @interface Index {
    /**
     * On a class: the fields, by their Java names, in the order of the index; or in parentheses an SQL expression, verbatim:
     * {@code @Index({"owner", "(lower(name))", "createdAt desc"})}. Behind each may be {@code desc}.
     */
    String[] value() default {};

    boolean unique() default false;

    /** By default the table's name and the columns'. */
    String name() default "";

    /** An SQL condition, verbatim: only rows that satisfy it are in the index. */
    String where() default "";

    /** Further fields whose values the index holds, so that a query need not look at the table. */
    String[] include() default {};

    /** How it is made, such as {@code gin}, {@code gist}, {@code hash} or {@code brin}; MySQL: {@code fulltext}. */
    String using() default "";

    /** Whether two rows with NULL count as the same, for a unique index. Only PostgreSQL has that. */
    boolean nullsNotDistinct() default false;

    /** PostgreSQL: it is made without keeping others from writing, after the tables and outside of their transaction. */
    boolean concurrently() default false;
}
