// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the opt-in script {@code testkit/fetch-tools} has unpacked, without installing it. */
final class Tools {
    private Tools() {}

    /** Put in front of a program, lets it find libraries that only the script has brought. */
    static List<String> libraryPath() {
        Path libraries = Workspace.get().tools().resolve("lib");
        if (!Files.isDirectory(libraries)) return List.of();
        String given = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        return List.of("env", "LD_LIBRARY_PATH=" + libraries + (given.isEmpty() ? "" : ":" + given));
    }
}
