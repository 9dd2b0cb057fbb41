// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated code gives no warnings of its own. */
class WarningsTest {
    @ParameterizedTest
    @EnumSource
    void deprecatedFields(Compilation.Tool tool) {
        Compilation compilation = Compilation.Setup.of(tool).compile(Map.of("app.User", """
                        package app;
                        import org.kinglet.Entity;
                        import org.kinglet.Id;
                        @Entity
                        public class User {
                            @Id public long id;
                            @Deprecated public String nick;
                            @Deprecated(forRemoval = true) public String fax;
                        }
                        """));

        assertThat(compilation.complaints()).isEmpty();
        assertThat(compilation.generated().get("app.Users"))
                .contains("@SuppressWarnings({\"deprecation\", \"removal\"})\n@Generated");
    }

    @ParameterizedTest
    @EnumSource
    void entitiesWithoutPackage(Compilation.Tool tool) {
        Compilation compilation = Compilation.Setup.of(tool)
                .compile(Map.of("User", "import org.kinglet.*; @Entity public record User(@Id long id) {}"));

        assertThat(compilation.complaints()).isEmpty();
        assertThat(compilation.generated().get("Users")).startsWith("import java.util.Objects;\n");
    }

    @ParameterizedTest
    @EnumSource
    void companionsAreAsVisibleAsTheirEntities(Compilation.Tool tool) {
        Compilation compilation = Compilation.Setup.of(tool).compile(Map.of("app.Models", """
                        package app;
                        import org.kinglet.Entity;
                        import org.kinglet.Id;
                        class Models {
                            @Entity public record User(@Id long id) {}
                        }
                        """));

        assertThat(compilation.complaints()).isEmpty();
        assertThat(compilation.generated().get("app.Users")).contains("\nfinal class Users extends");
    }

    /** Without a companion, all that imports it would be in error too, and bury the mistake. */
    @Test
    void aMistakeIsTheOnlyErrorOfAProgramThatUsesTheCompanion() {
        Compilation compilation = Compilation.Setup.of(Compilation.Tool.JAVAC)
                .compile(Map.of(
                        "app.User",
                        "package app; import org.kinglet.*; @Entity public record User(@Id long id, Thread thread) {}",
                        "app.Main",
                        "package app; import static app.Users.USERS;"
                                + " public class Main { Object table = USERS.thread; }"));

        assertThat(compilation.complaints()).singleElement().asString().contains("User.thread is of type Thread");
    }
}
