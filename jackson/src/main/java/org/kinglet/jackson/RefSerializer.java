// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.kinglet.Ref;

/** Writes the entity if it is loaded, else its key. */
final class RefSerializer extends StdSerializer<Ref<?>> {
    private static final long serialVersionUID = 1;

    RefSerializer() {
        super(Ref.class, false);
    }

    @Override
    public void serialize(Ref<?> reference, JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (reference.isNone()) {
            generator.writeNull();
        } else if (reference.isLoaded()) {
            provider.defaultSerializeValue(reference.get(), generator);
        } else {
            EntitySerializer.writeKey(reference, generator, provider);
        }
    }

    @Override
    public void serializeWithType(
            Ref<?> reference, JsonGenerator generator, SerializerProvider provider, TypeSerializer types)
            throws IOException {
        serialize(reference, generator, provider); // what it refers to says its type itself
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Ref<?> reference) {
        return reference.isNone();
    }
}
