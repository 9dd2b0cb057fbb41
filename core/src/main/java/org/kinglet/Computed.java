// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A column that the database computes from others of the row (SQL: {@code generated always as}). It is read and never
 * written: its companion field has no {@code set}. After {@code save}, {@code insert} and {@code create} the entity has the
 * value, which is read back in the same transaction; after {@code bulkCreate} and {@code bulkUpdate} it has not.
 */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface Computed {
    /** An SQL expression, verbatim, over columns of the same row. */
    String value();

    /** Whether the value is kept with the row; else it is computed on reading, which PostgreSQL can from version 18 on. */
    boolean stored() default true;
}
