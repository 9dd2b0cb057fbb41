// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns properties with {@code @Json} into JSON and back with an {@link ObjectMapper}: by default one that keeps every
 * digit of a number, writes times as text, knows all Jackson modules of the class path, and refuses a document with members
 * that the class does not have.
 *
 * <p>To use another, write a subclass with a public constructor without arguments, and register it as a service of
 * {@code org.kinglet.schema.JsonMapper}: it goes before this one.
 *
 * <pre>{@code
 * public class LenientMapper extends JacksonMapper {
 *     public LenientMapper() {
 *         super(defaults().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build());
 *     }
 * }
 * }</pre>
 *
 * <p>Thread-safe. Messages of exceptions say where in the document something is wrong and never what is there.
 */
public class JacksonMapper implements org.kinglet.schema.JsonMapper {
    private final ObjectMapper mapper;
    private final Map<Type, JavaType> types = new ConcurrentHashMap<>();

    /** With the {@link #defaults}. */
    public JacksonMapper() {
        this(defaults().build());
    }

    /** @param mapper not to be configured any more */
    protected JacksonMapper(ObjectMapper mapper) {
        this.mapper = Objects.requireNonNull(mapper);
    }

    /** What this class uses unless a subclass says otherwise; a new builder. */
    protected static JsonMapper.Builder defaults() {
        // What was written must be readable, however large it is: the database has its own limits.
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .findAndAddModules()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
    }

    @Override
    public String write(Object value, Type type) {
        try {
            return mapper.writerFor(javaType(type)).writeValueAsString(value);
        } catch (JsonProcessingException failed) {
            throw new IllegalArgumentException("it cannot be written as JSON" + why(failed));
        }
    }

    @Override
    public @Nullable Object read(String json, Type type) {
        try {
            return mapper.readerFor(javaType(type)).readValue(json);
        } catch (JsonProcessingException failed) {
            throw new IllegalArgumentException(
                    failed instanceof JsonMappingException
                            ? "the JSON is not that of such a value" + why(failed)
                            : "it is not JSON" + why(failed));
        }
    }

    @Override
    public boolean isSame(String one, String other) {
        try {
            return mapper.readTree(one).equals(mapper.readTree(other));
        } catch (JsonProcessingException failed) {
            return false; // written by a mapper that does not write JSON; the texts differ, as is known
        }
    }

    private JavaType javaType(Type type) {
        JavaType known = types.get(type);
        return known != null ? known : types.computeIfAbsent(type, mapper.getTypeFactory()::constructType);
    }

    /** Where, in the document and in the class. Jackson's own message quotes what is there, so nobody sees it. */
    private static String why(JsonProcessingException failed) {
        StringBuilder why = new StringBuilder(": ").append(failed.getClass().getSimpleName());
        if (failed instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            why.append(" at ");
            for (JsonMappingException.Reference step : mapping.getPath()) why.append(step(step));
        }
        if (failed.getCause() != null) {
            why.append(", because of a ").append(failed.getCause().getClass().getSimpleName());
        }
        JsonLocation location = failed.getLocation();
        if (location != null && location.getLineNr() > 0) {
            why.append(", line ")
                    .append(location.getLineNr())
                    .append(", column ")
                    .append(location.getColumnNr());
        }
        return why.toString();
    }

    /** The key of a map is part of the value. */
    private static String step(JsonMappingException.Reference step) {
        if (step.getFieldName() == null) return "[" + step.getIndex() + "]";
        return step.getFrom() instanceof Map ? "[…]" : "." + step.getFieldName();
    }
}
