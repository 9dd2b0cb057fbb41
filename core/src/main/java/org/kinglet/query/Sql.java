// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as it is sent: text with placeholders, and the parameters in their order. */
public final class Sql {
    private final String text;
    private final @Nullable Object[] parameters;

    /** @param parameters not copied, and nobody's to change any more */
    public Sql(String text, @Nullable Object[] parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    public String text() {
        return text;
    }

    /** The values, as drivers take them; unmodifiable. */
    public List<@Nullable Object> parameters() {
        return Collections.<@Nullable Object>unmodifiableList(Arrays.<@Nullable Object>asList(parameters));
    }

    /** For drivers: the array itself. */
    public @Nullable Object[] parameterArray() {
        return parameters;
    }

    /** The text alone. */
    @Override
    public String toString() {
        return text;
    }
}
