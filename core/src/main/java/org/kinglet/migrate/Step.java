// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import org.jspecify.annotations.Nullable;

/** A step as it was read: how it is done and, perhaps, undone. */
record Step(
        long version,
        String name,
        String checksum,
        Procedure up,
        @Nullable Procedure down) {
    /** Its file or, for code, its version and name: for messages. */
    String label() {
        return up.label();
    }
}
