// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Entity;

/** Entities in modules of their own. */
class ModuleTest {
    private static final Map<String, String> SOURCES = Map.of(
            "module-info",
            "/** A shop. */ module shop { requires transitive org.kinglet; exports shop; }",
            "shop.Shop",
            """
            package shop;

            import java.time.Instant;
            import org.jspecify.annotations.Nullable;
            import org.kinglet.*;

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
    void javac() {
        Compilation compilation = Compilation.Setup.of(Compilation.Tool.JAVAC)
                .options("--module-path", modulePath())
                .compile(SOURCES);

        assertThat(compilation.complaints()).isEmpty();
        assertThat(compilation.generated()).containsOnlyKeys("shop.Shops", "shop.Items");
    }

    /** Through its command line, since its implementation of {@code javax.tools} finds no modules. */
    @Test
    void ecj(@TempDir Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", "21", "--module-path", modulePath()));
        arguments.addAll(List.of("-processorpath", System.getProperty("java.class.path")));
        arguments.addAll(List.of("-d", folder.toString(), "-s", folder.toString()));
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);

        boolean compiled = BatchCompiler.compile(arguments.toArray(String[]::new), writer, writer, null);

        assertThat(output.toString()).isEmpty();
        assertThat(compiled).isTrue();
        assertThat(folder.resolve("shop/Shops.class")).exists();
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
