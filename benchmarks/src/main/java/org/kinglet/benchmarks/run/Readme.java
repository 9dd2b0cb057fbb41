// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown file in which what was measured stands between {@code <!-- NAME -->} and {@code <!-- /NAME -->}. */
final class Readme {
    private Readme() {}

    /** Makes the file if it is not there. */
    static void write(Path file, String name, String text) throws IOException {
        String begin = "<!-- " + name + " -->";
        String end = "<!-- /" + name + " -->";
        String block = begin + "\n\n" + text.strip() + "\n\n" + end;
        String whole = Files.exists(file) ? Files.readString(file) : "";
        int from = whole.indexOf(begin);
        int to = whole.indexOf(end);
        Files.writeString(
                file,
                from < 0 || to < from
                        ? whole + block + "\n"
                        : whole.substring(0, from) + block + whole.substring(to + end.length()));
    }
}
