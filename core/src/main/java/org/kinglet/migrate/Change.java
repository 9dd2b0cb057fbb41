// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.util.List;

/**
 * A step that was applied or undone or, in a dry run, would have been.
 *
 * @param isUndone whether it was undone
 * @param statements what was sent; empty if the step is written in Java
 */
public record Change(long version, String name, boolean isUndone, List<String> statements) {
    public Change {
        statements = List.copyOf(statements);
    }

    /** Version and name. */
    @Override
    public String toString() {
        return (isUndone ? "undone " : "applied ") + version + " (" + name + ")";
    }
}
