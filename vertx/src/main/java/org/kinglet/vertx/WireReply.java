// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.Reply;

/**
 * A command on its way and its result. It waits, is begun by the wire that writes it, and ends. A single statement may go
 * back to waiting and be begun again elsewhere; see {@link WirePool}. Whoever moves it to {@code ENDED} completes it.
 */
final class WireReply<R> extends Reply<R> {
    private static final int WAITING = 0;
    private static final int BEGUN = 1;
    private static final int ENDED = 2;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(WireReply.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Command<R> command;
    private volatile int state;
    private volatile boolean interrupted;
    private volatile @Nullable Wire wire;

    WireReply(Command<R> command) {
        this.command = command;
    }

    Command<R> command() {
        return command;
    }

    /** Takes it on, on the wire's loop; false if it has been given up. */
    boolean begin(Wire on) {
        wire = on;
        return STATE.compareAndSet(this, WAITING, BEGUN);
    }

    boolean isWaiting() {
        return state == WAITING;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** Ends it if it has not begun. */
    boolean giveUp(Throwable why) {
        if (STATE.compareAndSet(this, WAITING, ENDED)) {
            completeExceptionally(why);
            return true;
        }
        return false;
    }

    /** Hands over the result of what was begun. */
    @SuppressWarnings("NullAway") // a null result is a result
    void settle(@Nullable R result, @Nullable Throwable failure) {
        state = ENDED;
        if (failure != null) {
            completeExceptionally(failure);
        } else {
            complete(result);
        }
    }

    @Override
    public void interrupt() {
        if (interrupted) {
            return;
        }
        interrupted = true;
        if (!giveUp(Failures.cancelled())) {
            Wire running = wire;
            if (running != null) {
                running.stop(this);
            }
        }
    }
}
