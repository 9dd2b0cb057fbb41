// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import org.jspecify.annotations.Nullable;

/**
 * A step that is written in Java, among those that are files. Immutable.
 *
 * <p>It runs in a transaction, together with the record that it was applied, except where changes of the schema commit by
 * themselves (MySQL, MariaDB). Nobody can see whether its code was changed; give it another {@link #checksum} if that is to be
 * noticed.
 */
public final class JavaStep {
    private final long version;
    private final String name;
    private final String checksum;
    private final boolean inTransaction;
    private final StepAction up;
    private final @Nullable StepAction down;

    private JavaStep(
            long version,
            String name,
            String checksum,
            boolean inTransaction,
            StepAction up,
            @Nullable StepAction down) {
        this.version = version;
        this.name = name;
        this.checksum = checksum;
        this.inTransaction = inTransaction;
        this.up = up;
        this.down = down;
    }

    /**
     * @param version from 1; steps are applied in this order
     * @throws IllegalArgumentException if the version is less than 1, or the name is blank
     */
    public static JavaStep of(long version, String name, StepAction up) {
        if (version < 1) throw new IllegalArgumentException("versions count from 1: " + version);
        if (name.isBlank()) throw new IllegalArgumentException("step " + version + " has no name");
        return new JavaStep(version, name, "", true, up, null);
    }

    /** With what undoes it. */
    public JavaStep down(StepAction newDown) {
        return new JavaStep(version, name, checksum, inTransaction, up, newDown);
    }

    /** Each of its statements commits by itself. */
    public JavaStep withoutTransaction() {
        return new JavaStep(version, name, checksum, false, up, down);
    }

    /** Any text that is another one once the step does something else. */
    public JavaStep checksum(String newChecksum) {
        return new JavaStep(version, name, newChecksum, inTransaction, up, down);
    }

    Step step() {
        StepAction undo = down;
        return new Step(
                version,
                name,
                Checksums.of(checksum),
                new Procedure.Code(label(""), up, inTransaction),
                undo == null ? null : new Procedure.Code(label(", down"), undo, inTransaction));
    }

    private String label(String end) {
        return "step " + version + " (" + name + end + ")";
    }
}
