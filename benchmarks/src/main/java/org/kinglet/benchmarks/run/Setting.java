// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.util.List;

/** How a worker's JVM and database are set; each has workers of its own. */
enum Setting {
    ORDINARY("-Xms512m -Xmx1g"),

    /** For streams, which must not need more. */
    SMALL_HEAP("-Xmx64m"),

    /** SQLite's commits do not wait for the disk. */
    NOT_SYNCHRONOUS("-Xms512m -Xmx1g");

    private final String flags;

    Setting(String flags) {
        this.flags = flags;
    }

    List<String> flags() {
        return List.of(flags.split(" ", -1));
    }
}
