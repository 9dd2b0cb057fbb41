// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks what the annotation processor wrote. Coverage and analysis tools leave out what is so called. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Generated {
    /** The processor. */
    String value();
}
