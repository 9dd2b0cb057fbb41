// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores what a property is made of, a record or a class, in columns of the entity's own table: {@code @Embedded Address
 * address} has the columns {@code address_street} and {@code address_city}, which queries know as {@code
 * USERS.address.street}. What is embedded is mapped as an entity is, may be nested and may have references; it has no key,
 * no version and no {@link Many}.
 *
 * <p>A {@code @Nullable} property is null when all its columns are NULL, and its columns may all be NULL; so one whose
 * properties are all null is read as null. A property that is not {@code @Nullable} is never read as null.
 *
 * <p>{@link Index} and {@link Unique} on the property are over all its columns, in their order.
 */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface Embedded {
    /**
     * What the names of the columns begin with. Left out, it is the name of the property and an underscore; {@code prefix =
     * ""} is for no prefix at all.
     */
    String prefix() default "";
}
