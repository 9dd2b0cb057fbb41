// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.nio.file.Path;

/** Where steps come from. */
sealed interface StepSource {
    /** The files of a folder. */
    record Folder(Path path) implements StepSource {}

    /** The files of a folder on the class path. */
    record Resources(Class<?> anchor, String folder) implements StepSource {}

    /** A file that the program has already. */
    record Text(String file, String text) implements StepSource {}

    /** Code. */
    record Java(JavaStep step) implements StepSource {}
}
