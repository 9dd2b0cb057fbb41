// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Blocks;

/** How an outermost transaction begins, and how often it is tried. Immutable. */
public final class TransactionOptions {
    private static final TransactionOptions DEFAULTS = new TransactionOptions(Blocks.Options.DEFAULT);

    private final Blocks.Options options;

    private TransactionOptions(Blocks.Options options) {
        this.options = options;
    }

    /** The database's own isolation, reading and writing, tried once. */
    public static TransactionOptions defaults() {
        return DEFAULTS;
    }

    /** The defaults with this isolation. */
    public static TransactionOptions of(Isolation isolation) {
        return DEFAULTS.isolation(isolation);
    }

    /** With this isolation in place of the database's own. */
    public TransactionOptions isolation(Isolation isolation) {
        return with(isolation.sql(), options.readOnly(), options.deferrable(), options.retries());
    }

    /**
     * Promises not to write: the database refuses it. Several statements see the same state only if the isolation says
     * so, which PostgreSQL's default does not: {@code of(REPEATABLE_READ).readOnly()}.
     */
    public TransactionOptions readOnly() {
        return with(options.isolation(), true, options.deferrable(), options.retries());
    }

    /** On PostgreSQL: a serializable read-only transaction waits until it can run without risk of failure. */
    public TransactionOptions deferrable() {
        return with(options.isolation(), options.readOnly(), true, options.retries());
    }

    /**
     * Runs the block again, up to so many times, after it lost against a concurrent transaction. Before each attempt
     * everything is undone, in the database and in the entities that were saved.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public TransactionOptions retries(int retries) {
        if (retries < 0) throw new IllegalArgumentException("retries must not be negative: " + retries);
        return with(options.isolation(), options.readOnly(), options.deferrable(), retries);
    }

    Blocks.Options options() {
        return options;
    }

    private static TransactionOptions with(
            @Nullable String isolation, boolean readOnly, boolean deferrable, int retries) {
        return new TransactionOptions(new Blocks.Options(isolation, readOnly, deferrable, retries));
    }
}
