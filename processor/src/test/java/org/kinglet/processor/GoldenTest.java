// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is generated, to the letter. After a change that is meant, {@code -Dgolden.update=true} writes what is expected
 * anew, to be read in the diff.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @EnumSource
    void generatesWhatIsExpectedAndCompilesWithoutWarnings(Compilation.Tool tool) throws IOException {
        Compilation compilation = Compilation.Setup.of(tool).compile(Compilation.texts(FOLDER.resolve("entities")));

        assertThat(compilation.complaints()).isEmpty();
        Path expected = FOLDER.resolve("expected");
        if (Boolean.getBoolean("golden.update")) update(expected, compilation.generated());
        assertThat(compilation.generated()).isEqualTo(Compilation.texts(expected));
    }

    @Test
    void theOrderOfTheSourcesDoesNotMatter() throws IOException {
        Map<String, String> sources = Compilation.texts(FOLDER.resolve("entities"));
        Map<String, String> reversed = new LinkedHashMap<>();
        List.copyOf(sources.keySet()).reversed().forEach(name -> reversed.put(name, sources.get(name)));

        Compilation compilation = Compilation.Setup.of(Compilation.Tool.JAVAC).compile(reversed);

        assertThat(compilation.complaints()).isEmpty();
        assertThat(compilation.generated()).isEqualTo(Compilation.texts(FOLDER.resolve("expected")));
    }

    private static void update(Path folder, Map<String, String> generated) throws IOException {
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path path = folder.resolve(file.getKey().replace('.', '/') + ".java");
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
