// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A program with one mistake, in the line that ends in {@code // here}.
 *
 * @param inRecord whether it is in a record, of which ECJ does not find the lines
 */
record Mistake(Map<String, String> sources, String file, long line, boolean inRecord) {
    private static final String HEADER =
            "package app; import java.time.*; import java.util.*; import org.jspecify.annotations.*; import org.kinglet.*;"
                    + " import static org.kinglet.schema.ReferentialAction.*;\n";

    static Mistake in(String source) {
        List<String> lines = (HEADER + source).lines().toList();
        int line = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).endsWith("// here"))
                .findFirst()
                .orElseThrow();
        return new Mistake(Map.of("app.Source", HEADER + source), "Source.java", line + 1, false);
    }

    /** The same with another file. */
    Mistake with(String name, String source) {
        Map<String, String> all = new TreeMap<>(sources);
        all.put(name, source);
        return new Mistake(all, file, line, inRecord);
    }

    /** The same with the mistake in another place. */
    Mistake at(String otherFile, long otherLine) {
        return new Mistake(sources, otherFile, otherLine, inRecord);
    }

    /** The same, in a record. */
    Mistake ofRecord() {
        return new Mistake(sources, file, line, true);
    }

    /** Asserts that both compilers say so, there and nothing else. */
    void says(String message) {
        for (Compilation.Tool tool : Compilation.Tool.values()) {
            Compilation compilation = Compilation.Setup.of(tool).lenient().compile(sources);
            assertThat(compilation.errors())
                    .as(() -> tool + ": " + compilation.complaints())
                    .singleElement()
                    .satisfies(error -> {
                        assertThat(error.getMessage(Locale.ROOT)).isEqualTo(message);
                        if (inRecord && tool == Compilation.Tool.ECJ) return;
                        assertThat(error.getLineNumber()).isEqualTo(line);
                        assertThat(error.getSource().getName()).endsWith(file);
                    });
        }
    }
}
