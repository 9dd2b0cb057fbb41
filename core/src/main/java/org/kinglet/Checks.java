// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Several {@link Check} on one class; written by the compiler. */
@Target({ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface Checks {
    Check[] value();
}
