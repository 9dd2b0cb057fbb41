// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinglet.Entity;

/**
 * Entities in modules of their own. Under javac alone: the compiler of Eclipse's command line, unlike Eclipse itself, takes
 * generated sources for part of the unnamed module, whoever generates them.
 */
class ModuleTest {
    private static final Map<String, String> SOURCES = Map.of(
            "module-info",
            "/** A shop. */ module shop { requires transitive org.kinglet; exports shop; }",
            "shop.Shop",
            """
            package shop;

            import java.time.Instant;
            import org.jspecify.annotations.Nullable;
            import org.kinglet.Entity;
            import org.kinglet.Id;
            import org.kinglet.Many;
            import org.kinglet.Model;
            import org.kinglet.Ref;

            @Entity
            public class Shop extends Model<Shop> {
                @Id public long id;
                public @Nullable Instant opened;
                public final Many<Item> items = new Many<>();

                /** Makes an empty one. */
                public Shop() {}

                @Entity
                public record Item(@Id long id, Ref<Shop> shop) {}
            }
            """);

    @Test
    void generatedCodeNeedsNoOtherModule() {
        Compilation compilation = Compilation.Setup.of(Compilation.Tool.JAVAC)
                .options("--module-path", modulePath())
                .compile(SOURCES);

        assertThat(compilation.complaints()).isEmpty();
        assertThat(compilation.generated()).containsOnlyKeys("shop.Shops", "shop.Items");
    }

    private static String modulePath() {
        return String.join(File.pathSeparator, place(Entity.class), place(Nullable.class));
    }

    /** The jar or folder that the class comes from. */
    private static String place(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
