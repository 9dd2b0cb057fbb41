// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for those who come from Peewee says which test proves what; this one keeps it from naming any that is gone. */
class ComingFromPeeweeTest {
    private static final int ITEMS = 156;
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/coming-from-peewee.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|([^|]+)\\|([^|]+)\\|([^|]*)\\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results().toList();
    }

    @Test
    void everyItemHasItsRow() throws IOException {
        assertThat(rows())
                .extracting(row -> Integer.parseInt(row.group(1)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ITEMS).boxed().toList());
        assertThat(rows())
                .noneMatch(row -> row.group(2).isBlank() || row.group(3).isBlank());
    }

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        Map<String, Set<String>> tests = tests();
        List<String> wrong = new ArrayList<>();
        for (MatchResult row : rows()) {
            List<MatchResult> named = NAMED.matcher(row.group(4)).results().toList();
            boolean toCome = row.group(3).contains("comes with");
            if (named.isEmpty() && !toCome) wrong.add(row.group(1) + " names no test");
            for (MatchResult test : named) {
                boolean exists = tests.getOrDefault(test.group(1), Set.of()).contains(test.group(2));
                if (!exists) wrong.add(row.group(1) + " names " + test.group());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The methods of each test class of all modules; those of classes of the same name are taken together. */
    private static Map<String, Set<String>> tests() throws IOException {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Path sources : sources()) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java"))
                        .toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    METHOD.matcher(Files.readString(file))
                            .results()
                            .forEach(method -> methods.computeIfAbsent(name, none -> new HashSet<>())
                                    .add(method.group(1)));
                }
            }
        }
        return methods;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Stream.concat(Files.list(ROOT), Files.list(ROOT.resolve("examples")))) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
