// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores the property as a JSON document: {@code jsonb} in PostgreSQL, {@code json} in MySQL and MariaDB, text in SQLite.
 *
 * <p>A {@code String} is the document itself, as its text. Any other type, with its type arguments, is turned into JSON and
 * back by a {@link org.kinglet.schema.JsonMapper}, which the artifact {@code org.kinglet:kinglet-jackson} brings: records,
 * classes, lists, maps, {@code JsonNode}. A change inside the value counts as a change when the entity is saved.
 *
 * <p>A Java null is SQL's NULL, never JSON's {@code null}; a JSON {@code null} that is found in the column is read as what
 * the mapper makes of it: a {@code NullNode} for a {@code JsonNode}, null for most others.
 */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.CLASS)
public @interface Json {}
