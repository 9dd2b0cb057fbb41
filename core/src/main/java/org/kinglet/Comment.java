// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a table or column is for, as the database shows it to who looks there. SQLite keeps no comments. */
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface Comment {
    String value();
}
