// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.Many;
import org.kinglet.ManyToMany;

/** Writes the rows that are loaded; as a property it is left out if they are not, and null where it cannot be. */
final class CollectionSerializer<C> extends StdSerializer<C> {
    private static final long serialVersionUID = 1;

    /** Gives what is loaded, or null. */
    private final transient Function<? super C, @Nullable List<?>> loaded;

    private CollectionSerializer(Class<?> type, Function<? super C, @Nullable List<?>> loaded) {
        super(type, false);
        this.loaded = loaded;
    }

    static CollectionSerializer<Many<?>> ofMany() {
        return new CollectionSerializer<>(Many.class, many -> many.isLoaded() ? many.list() : null);
    }

    static CollectionSerializer<ManyToMany<?>> ofManyToMany() {
        return new CollectionSerializer<>(ManyToMany.class, many -> many.isLoaded() ? many.list() : null);
    }

    @Override
    public void serialize(C collection, JsonGenerator generator, SerializerProvider provider) throws IOException {
        List<?> rows = loaded.apply(collection);
        if (rows != null) {
            provider.defaultSerializeValue(rows, generator);
        } else {
            generator.writeNull();
        }
    }

    @Override
    public void serializeWithType(
            C collection, JsonGenerator generator, SerializerProvider provider, TypeSerializer types)
            throws IOException {
        serialize(collection, generator, provider);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, C collection) {
        return loaded.apply(collection) == null;
    }
}
