// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.kinglet.Ref;
import org.kinglet.Table;

/** Reads a reference from a key, or from an object that is the entity. */
final class RefDeserializer extends StdDeserializer<Ref<?>> implements ContextualDeserializer {
    private static final long serialVersionUID = 1;

    /** Null as long as it is not known of which property the reference is. */
    private final @Nullable JavaType entity;

    RefDeserializer() {
        super(Ref.class);
        this.entity = null;
    }

    private RefDeserializer(JavaType reference, JavaType entity) {
        super(reference);
        this.entity = entity;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
            throws JsonMappingException {
        JavaType reference = context.getContextualType();
        if (reference == null && property != null) reference = property.getType();
        JavaType target = reference == null ? null : reference.containedType(0);
        if (reference == null || target == null || !KingletModule.isEntity(target.getRawClass())) {
            return context.reportBadDefinition(handledType(), "a Ref of which the entity is not known cannot be read");
        }
        return new RefDeserializer(reference, target);
    }

    @Override
    public Ref<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JavaType target = entity;
        if (target == null) return context.reportInputMismatch(this, "a Ref of which the entity is not known");
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Object read = context.readValue(parser, target);
            return Ref.to(read);
        }
        return byKey(Table.of(target.getRawClass()), parser, context);
    }

    private static <E, K> Ref<E> byKey(Table<E, K> table, JsonParser parser, DeserializationContext context)
            throws IOException {
        JavaType type = context.getTypeFactory()
                .constructType(table.getClass())
                .findSuperType(Table.class)
                .containedType(1);
        K key = context.readValue(parser, type);
        return table.ref(key);
    }

    @Override
    public Object deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer types)
            throws IOException {
        return deserialize(parser, context);
    }

    @Override
    public Ref<?> getNullValue(DeserializationContext context) {
        return Ref.none();
    }
}
