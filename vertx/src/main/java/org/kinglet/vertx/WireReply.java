// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.Reply;

/**
 * A command on its way and its result. It waits, is begun by the wire that writes it, and ends. A single statement is assigned
 * to a wire in between, and may go back to waiting and be begun again elsewhere; see {@link Single}. Whoever moves it to
 * {@code ENDED} completes it.
 */
class WireReply<R> extends Reply<R> implements Deliveries.Due {
    private static final int WAITING = 0;
    private static final int ASSIGNED = 1;
    private static final int BEGUN = 2;
    private static final int ENDED = 3;
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

    // Only on the wire's loop, from settling to delivery:
    private @Nullable R result;
    private @Nullable Throwable failure;

    WireReply(Command<R> command) {
        this.command = command;
    }

    final Command<R> command() {
        return command;
    }

    /** It has a place on a wire, and ends only when it has left that again; false if it has been given up. */
    final boolean assign() {
        return STATE.compareAndSet(this, WAITING, ASSIGNED);
    }

    /** Takes it on, on the wire's loop; false if it has been given up, or shall be by who has assigned it. */
    final boolean begin(Wire on) {
        wire = on;
        if (state == ASSIGNED) {
            if (interrupted) {
                return false;
            }
            state = BEGUN;
            return true;
        }
        return STATE.compareAndSet(this, WAITING, BEGUN);
    }

    /** What was assigned or begun begins anew, elsewhere; false if nobody wants it any more, and then it has ended. */
    final boolean beginAgain() {
        state = WAITING;
        return !(interrupted && giveUp(Failures.cancelled()));
    }

    public final boolean isWaiting() {
        return state == WAITING;
    }

    final boolean isInterrupted() {
        return interrupted;
    }

    /** Ends it if it has not begun. */
    final boolean giveUp(Throwable why) {
        if (STATE.compareAndSet(this, WAITING, ENDED)) {
            completeExceptionally(why);
            return true;
        }
        return false;
    }

    /** This is the result of what was begun; it is handed over soon. On the loop of the wire that has run it. */
    final void settle(Wire ran, @Nullable R newResult, @Nullable Throwable newFailure) {
        state = ENDED;
        result = newResult;
        failure = newFailure;
        ran.deliveries().add(this);
    }

    @Override
    @SuppressWarnings("NullAway") // a null result is a result
    public final void deliver() {
        R known = result;
        result = null;
        if (failure != null) {
            completeExceptionally(failure);
        } else {
            complete(known);
        }
    }

    @Override
    public final void interrupt() {
        if (interrupted) {
            return;
        }
        interrupted = true;
        if (!giveUp(Failures.cancelled())) {
            Wire running = wire;
            if (running != null) {
                running.stop();
            }
        }
    }
}
