// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** What a table was told to call; made by {@link Table#beforeSave(java.util.function.Consumer)} and its like. Thread-safe. */
public final class Hook {
    private final Runnable removal;

    Hook(Runnable removal) {
        this.removal = removal;
    }

    /** Operations that begin from now on don't call it any more. Idempotent. */
    public void remove() {
        removal.run();
    }
}
