// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which mapper is found: each time in a class loader of its own, since it is found once. */
class DiscoveryTest {
    @TempDir
    Path folder;

    /** Not of the packages of Kinglet. */
    private static final String OWN = "program.OwnMapper";

    @Test
    void thatOfThisArtifactIsFound() throws Exception {
        assertThat(written(true)).isEqualTo("[1,2]");
    }

    @Test
    void oneOfTheProgramGoesBefore() throws Exception {
        service(OWN);
        assertThat(written(true)).isEqualTo("by the program");
    }

    @Test
    void severalOfTheProgramAreAnError() throws Exception {
        service(OWN + "\nprogram.OtherMapper");
        assertThatIllegalStateException()
                .isThrownBy(() -> written(true))
                .withMessageContainingAll("several", "[program.OtherMapper, program.OwnMapper]");
    }

    @Test
    void withoutAnyTheMessageNamesTheArtifact() {
        assertThatIllegalStateException()
                .isThrownBy(() -> written(false))
                .withMessageContaining("add the artifact org.kinglet:kinglet-jackson");
    }

    private void service(String names) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.kinglet.schema.JsonMapper"), names);
    }

    /** All that this test runs on: class path, module path, and the test's own classes, which are in neither. */
    private static List<String> entries() throws URISyntaxException {
        List<String> entries = new ArrayList<>();
        for (String path : new String[] {"java.class.path", "jdk.module.path"}) {
            entries.addAll(List.of(System.getProperty(path, "").split(File.pathSeparator)));
        }
        URL own = Objects.requireNonNull(DiscoveryTest.class.getResource("/program/OwnMapper.class"));
        entries.add(Path.of(own.toURI()).getParent().getParent().toString());
        return entries.stream().filter(entry -> !entry.isEmpty()).distinct().toList();
    }

    /** What a fresh copy of the library writes. */
    private @Nullable Object written(boolean withJackson) throws Exception {
        List<URL> urls = new ArrayList<>();
        urls.add(folder.toUri().toURL());
        for (String entry : entries()) {
            boolean ours = Files.exists(Path.of(entry).resolve("org/kinglet/jackson/JacksonMapper.class"))
                    || entry.contains("kinglet-jackson");
            if (withJackson || !ours) urls.add(Path.of(entry).toUri().toURL());
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            thread.setContextClassLoader(loader);
            Class<?> dataType = loader.loadClass("org.kinglet.schema.DataType");
            Object json = dataType.getMethod("json", String.class, Type.class).invoke(null, "a list", List.class);
            return dataType.getMethod("encode", Object.class).invoke(json, List.of(1, 2));
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof RuntimeException cause) throw cause;
            throw failed;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
