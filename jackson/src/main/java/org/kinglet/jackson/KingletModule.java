// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleSerializers;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.kinglet.Entity;
import org.kinglet.Many;
import org.kinglet.ManyToMany;
import org.kinglet.Model;
import org.kinglet.Ref;

/**
 * Teaches an {@code ObjectMapper} entities: classes that extend {@link Model}, and records, with their references.
 *
 * <pre>{@code
 * ObjectMapper mapper = JsonMapper.builder().addModule(new KingletModule()).build();
 * }</pre>
 *
 * <p>No query is ever made for it. A {@link Ref} is written as the entity if that is loaded, else as its key, and as null if
 * it refers to nothing; it is read from any of these. A {@link Many} or {@link ManyToMany} is written as an array
 * if it is loaded, else left out, and not read: its rows are saved for themselves. An entity that is reached through itself is written
 * as its key, so that cycles end. What a {@code Model} knows of its row ({@code isPersisted}) is no property.
 *
 * <p>All else is Jackson's: which fields and methods are properties, embedded classes and records, times (add
 * jackson-datatype-jsr310). An entity that was read has no row as far as is known; {@code save()} inserts it. {@code
 * findAndAddModules} finds this module by itself.
 */
public final class KingletModule extends Module {
    private static final Set<Class<?>> COLLECTIONS = Set.of(Many.class, ManyToMany.class);

    /** Has nothing to configure. */
    public KingletModule() {}

    @Override
    public String getModuleName() {
        return getClass().getName();
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    /** By the class: added twice, it counts once. */
    @Override
    public Object getTypeId() {
        return getClass();
    }

    @Override
    public void setupModule(SetupContext context) {
        SimpleSerializers serializers = new SimpleSerializers();
        serializers.addSerializer(new RefSerializer());
        serializers.addSerializer(CollectionSerializer.ofMany());
        serializers.addSerializer(CollectionSerializer.ofManyToMany());
        context.addSerializers(serializers);
        SimpleDeserializers deserializers = new SimpleDeserializers();
        deserializers.addDeserializer(Ref.class, new RefDeserializer());
        context.addDeserializers(deserializers);
        context.addBeanSerializerModifier(new Writing());
        context.addBeanDeserializerModifier(new Reading());
        for (Class<?> collection : COLLECTIONS) {
            context.configOverride(collection)
                    .setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
        }
    }

    private static final class Writing extends BeanSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription description, List<BeanPropertyWriter> properties) {
            List<BeanPropertyWriter> kept = new ArrayList<>(properties);
            kept.removeIf(property -> property.getMember().getDeclaringClass() == Model.class);
            return kept;
        }

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            return isEntity(description.getBeanClass()) ? new EntitySerializer(serializer) : serializer;
        }
    }

    private static final class Reading extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
            List<String> names = new ArrayList<>();
            for (Iterator<SettableBeanProperty> all = builder.getProperties(); all.hasNext(); ) {
                SettableBeanProperty property = all.next();
                if (COLLECTIONS.contains(property.getType().getRawClass())) names.add(property.getName());
            }
            for (String name : names) {
                builder.removeProperty(com.fasterxml.jackson.databind.PropertyName.construct(name));
                builder.addIgnorable(name);
            }
            return builder;
        }
    }

    /** A subclass of an entity is one too. */
    static boolean isEntity(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.isAnnotationPresent(Entity.class)) return true;
        }
        return false;
    }
}
