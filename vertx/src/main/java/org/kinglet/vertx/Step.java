// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.internal.command.CompositeCommand;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do on a wire. Handed in from any thread; from then on used on the wire's event loop alone: it is begun,
 * written and answered, or refused and never written.
 */
abstract class Step {
    /** The link of the wire's inbox. */
    @Nullable
    Step next;

    private boolean over;
    private boolean conspicuous;

    /** What is to be done right before it, if anything. */
    @Nullable
    Step first() {
        return null;
    }

    /** Whether it is written only when everything before it has been answered. */
    boolean startsAlone() {
        return false;
    }

    /** Whether nothing may be written until it has been answered. */
    boolean staysAlone() {
        return false;
    }

    /** Whether it is still wanted; if not, whoever waits for it knows already, and the wire goes on with the next. */
    boolean begin(Wire wire) {
        return true;
    }

    /** Adds what goes over the wire; each answer must end up in {@link Wire#answered}. */
    abstract void write(Wire wire, CompositeCommand out);

    /** The answer is here, or the connection was lost. Called once if it was begun. */
    abstract void answered(Wire wire, @Nullable Throwable failure);

    /** It will never be written, because the connection was lost before. Called at most once, instead of {@code begin}. */
    abstract void refused(Wire wire, Throwable failure);

    /** Whether somebody wants the statement to be stopped. */
    boolean isUnwanted() {
        return false;
    }

    /** Whether it may be stopped although its user did not ask for that, and sent again. */
    boolean isRepeatable() {
        return false;
    }

    /** Whether it was what the server was at when others were in a hurry, or when the connection was lost. */
    final boolean isConspicuous() {
        return conspicuous;
    }

    final void setConspicuous() {
        conspicuous = true;
    }

    /** True the first time. */
    final boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
