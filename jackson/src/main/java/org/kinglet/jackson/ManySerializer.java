// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.kinglet.Many;

/** Writes the rows that are loaded; as a property it is left out if they are not, and null where it cannot be. */
final class ManySerializer extends StdSerializer<Many<?>> {
    private static final long serialVersionUID = 1;

    ManySerializer() {
        super(Many.class, false);
    }

    @Override
    public void serialize(Many<?> many, JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (many.isLoaded()) {
            provider.defaultSerializeValue(many.list(), generator);
        } else {
            generator.writeNull();
        }
    }

    @Override
    public void serializeWithType(
            Many<?> many, JsonGenerator generator, SerializerProvider provider, TypeSerializer types)
            throws IOException {
        serialize(many, generator, provider);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Many<?> many) {
        return !many.isLoaded();
    }
}
