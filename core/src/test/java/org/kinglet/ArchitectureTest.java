// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may use which: the rules of the map of the code, checked on the compiled classes. */
class ArchitectureTest {
    private static final String ROOT = "org.kinglet";

    /** In the order in which a query flows; each may use those before it that are named. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            ROOT + ".schema", List.of(),
            ROOT + ".query", List.of(ROOT + ".schema"),
            ROOT + ".dialect", List.of(ROOT + ".query", ROOT + ".schema"),
            ROOT + ".driver", List.of(ROOT + ".dialect"),
            ROOT + ".internal", List.of(ROOT + ".driver", ROOT + ".dialect", ROOT + ".query", ROOT + ".schema"),
            // Migrations are a user of the library like any other: nothing in it knows them.
            ROOT + ".migrate", List.of(ROOT, ROOT + ".dialect", ROOT + ".query", ROOT + ".schema"));

    private static final ImportOption WITHOUT_TESTS = location -> !location.contains("test-classes");
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(WITHOUT_TESTS).importPackages(ROOT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                ROOT + ".schema",
                ROOT + ".query",
                ROOT + ".dialect",
                ROOT + ".driver",
                ROOT + ".internal",
                ROOT + ".migrate"
            })
    void aPackageUsesOnlyWhatItMay(String from) {
        List<JavaClass> inside = CLASSES.stream()
                .filter(type -> type.getPackageName().equals(from))
                .toList();
        assertThat(inside).as("classes of " + from).isNotEmpty();
        assertThat(inside.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(Dependency::getTargetClass)
                        .map(JavaClass::getPackageName)
                        .filter(target -> target.startsWith(ROOT) && !target.equals(from))
                        .distinct())
                .isSubsetOf(MAY_USE.get(from));
    }

    @Test
    void nothingUsesMigrations() {
        assertThat(CLASSES.stream()
                        .filter(type -> !type.getPackageName().equals(ROOT + ".migrate"))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(target -> target.equals(ROOT + ".migrate")))
                .isEmpty();
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theCoreDependsOnTheJdkAndJSpecifyAlone() {
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getPackageName())
                        .filter(target -> !target.isEmpty()
                                && !target.startsWith("java.")
                                && !target.startsWith("org.jspecify")
                                && !target.startsWith(ROOT))
                        .distinct())
                .isEmpty();
    }
}
