// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which {@link Ref} field of the child a {@link Many} is the other side of, when there are several; or which {@link
 * ManyToMany} field of the other entity this one is the other direction of.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface MappedBy {
    String value();
}
