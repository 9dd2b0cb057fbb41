// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which {@link Ref} field of the child a {@link Many} is the other side of, when there are several. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.CLASS)
public @interface MappedBy {
    String value();
}
