// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the one {@link JsonMapper}, when it is first needed. */
final class JsonMappers {
    private static final String OWN = "org.kinglet.";

    private JsonMappers() {}

    /** @throws IllegalStateException if there is none; the message names the artifact to add */
    static JsonMapper get() {
        return Holder.MAPPER.get();
    }

    private static final class Holder {
        static final Found MAPPER = find();
    }

    /** What was found, or why nothing was: an exception while the class is initialized would be told only once. */
    private sealed interface Found {
        JsonMapper get();
    }

    private record One(JsonMapper mapper) implements Found {
        @Override
        public JsonMapper get() {
            return mapper;
        }
    }

    private record None(String why) implements Found {
        @Override
        public JsonMapper get() {
            throw new IllegalStateException(why);
        }
    }

    /** By the class loader of the thread, and if that knows of none, by Kinglet's own. */
    private static Found find() {
        Found found = find(Thread.currentThread().getContextClassLoader());
        return found instanceof One ? found : find(JsonMapper.class.getClassLoader());
    }

    private static Found find(ClassLoader loader) {
        List<ServiceLoader.Provider<JsonMapper>> all =
                ServiceLoader.load(JsonMapper.class, loader).stream().toList();
        List<ServiceLoader.Provider<JsonMapper>> others = new ArrayList<>(all);
        others.removeIf(provider -> provider.type().getName().startsWith(OWN));
        List<ServiceLoader.Provider<JsonMapper>> candidates = others.isEmpty() ? all : others;
        if (candidates.isEmpty()) {
            return new None("nothing here turns properties with @Json into JSON: add the artifact"
                    + " org.kinglet:kinglet-jackson, or a service " + JsonMapper.class.getName() + " of your own");
        }
        if (candidates.size() > 1) {
            return new None("there are several services " + JsonMapper.class.getName() + ", keep one: "
                    + candidates.stream()
                            .map(provider -> provider.type().getName())
                            .sorted()
                            .toList());
        }
        try {
            return new One(candidates.getFirst().get());
        } catch (ServiceConfigurationError failed) {
            return new None("the service " + candidates.getFirst().type().getName() + " cannot be made: "
                    + failed.getMessage());
        }
    }
}
