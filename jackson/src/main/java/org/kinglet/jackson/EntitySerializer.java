// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.kinglet.Ref;
import org.kinglet.ReferenceException;

/** Writes an entity as Jackson would, but one that is being written already as its key. */
final class EntitySerializer extends JsonSerializer<Object> implements ContextualSerializer, ResolvableSerializer {
    /** The attribute that holds the entities that are being written, the innermost first. */
    private static final Object PATH = new Object();

    private final JsonSerializer<Object> plain;

    @SuppressWarnings("unchecked") // made for the class of the entity
    EntitySerializer(JsonSerializer<?> plain) {
        this.plain = (JsonSerializer<Object>) plain;
    }

    @Override
    public void resolve(SerializerProvider provider) throws JsonMappingException {
        if (plain instanceof ResolvableSerializer resolvable) resolvable.resolve(provider);
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, @Nullable BeanProperty property)
            throws JsonMappingException {
        JsonSerializer<?> contextual = provider.handleSecondaryContextualization(plain, property);
        return contextual == plain ? this : new EntitySerializer(contextual);
    }

    @Override
    public void serialize(Object entity, JsonGenerator generator, SerializerProvider provider) throws IOException {
        write(entity, generator, provider, () -> plain.serialize(entity, generator, provider));
    }

    @Override
    public void serializeWithType(
            Object entity, JsonGenerator generator, SerializerProvider provider, TypeSerializer types)
            throws IOException {
        write(entity, generator, provider, () -> plain.serializeWithType(entity, generator, provider, types));
    }

    private interface Writing {
        void write() throws IOException;
    }

    private static void write(Object entity, JsonGenerator generator, SerializerProvider provider, Writing writing)
            throws IOException {
        Deque<Object> path = path(provider);
        if (path.contains(entity)) {
            writeKey(Ref.to(entity), generator, provider);
            return;
        }
        path.push(entity);
        try {
            writing.write();
        } finally {
            path.pop();
        }
    }

    @SuppressWarnings("unchecked") // put there by this method
    private static Deque<Object> path(SerializerProvider provider) {
        Deque<Object> path = (Deque<Object>) provider.getAttribute(PATH);
        if (path == null) {
            path = new ArrayDeque<>();
            provider.setAttribute(PATH, path);
        }
        return path;
    }

    /** Null, if it has none yet. */
    static void writeKey(Ref<?> reference, JsonGenerator generator, SerializerProvider provider) throws IOException {
        Object key;
        try {
            key = reference.<Object>id();
        } catch (ReferenceException unsaved) {
            key = null;
        }
        provider.defaultSerializeValue(key, generator);
    }

    @Override
    public Class<Object> handledType() {
        return plain.handledType();
    }
}
