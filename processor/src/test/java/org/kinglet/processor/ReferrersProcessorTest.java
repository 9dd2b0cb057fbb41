// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists of what refers to an entity. */
class ReferrersProcessorTest {
    private static final String IMPORTS = "import org.kinglet.*; ";

    @ParameterizedTest
    @EnumSource
    void eachEntityThatIsReferredToHasAList(Compilation.Tool tool) throws IOException {
        Compilation compilation = Compilation.Setup.of(tool)
                .with(new ReferrersProcessor())
                .lenient()
                .compile(
                        Map.of(
                                "app.User",
                                "package app; " + IMPORTS + "@Entity public class User { @Id public long id; }",
                                "app.Owned",
                                "package app; " + IMPORTS + "public class Owned { public Ref<User> owner; }",
                                "app.Pet",
                                "package app; " + IMPORTS
                                        + "@Entity public class Pet extends Owned { @Id public long id; }",
                                "app.Zoo",
                                "package app; " + IMPORTS
                                        + "public class Zoo { @Entity public record Cage(@Id long id, Ref<Pet> pet, Ref<User> user) {} }"));

        assertThat(compilation.errors()).isEmpty();
        assertThat(Files.readString(list(compilation, "app.User"))).isEqualTo("app.Pet\napp.Zoo$Cage\n");
        assertThat(Files.readString(list(compilation, "app.Pet"))).isEqualTo("app.Zoo$Cage\n");
        assertThat(list(compilation, "app.Zoo$Cage")).doesNotExist();
    }

    private static Path list(Compilation compilation, String entity) {
        return compilation.classes().resolve("META-INF/kinglet/references").resolve(entity);
    }
}
