// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of properties with {@code @Json} into JSON text and back. Found by {@link java.util.ServiceLoader} when
 * it is first needed; the artifact {@code org.kinglet:kinglet-jackson} brings one, and one of the program's own goes before
 * it. Needs a public constructor without arguments.
 *
 * <p>Thread-safe and quick: it may run on a driver's thread. No message of an exception may contain a value.
 */
public interface JsonMapper {
    /**
     * The value as JSON, by its declared type.
     *
     * @param value never null: that is SQL's NULL, and is not asked
     * @throws IllegalArgumentException if it cannot be JSON
     */
    String write(Object value, Type type);

    /**
     * The value that the text says; JSON's {@code null} is whatever the type makes of it, and what comes out as Java's null
     * is read like SQL's NULL.
     *
     * @throws IllegalArgumentException if the text is not JSON, or not that of such a value
     */
    @Nullable
    Object read(String json, Type type);

    /**
     * Whether two texts, both made by {@link #write}, are the same document, though the order of members may differ. Asked
     * only when the texts differ, to find out whether a property has changed.
     */
    default boolean isSame(String one, String other) {
        return one.equals(other);
    }
}
