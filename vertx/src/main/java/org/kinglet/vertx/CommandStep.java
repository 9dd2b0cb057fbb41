// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;
import io.vertx.sqlclient.internal.command.SimpleQueryCommand;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * A command on its way. Of several on one wire the server runs one after the other.
 *
 * <p>What controls transactions is sent as plain text and begins alone: a cancellation that comes late hits what the server
 * is running by then, and that must never be {@code BEGIN} or {@code COMMIT}.
 */
final class CommandStep<R> extends Step {
    private final WireReply<R> reply;
    private final SqlText.Kind kind;
    private final @Nullable Tuple tuple;
    private final Owner owner;
    private final @Nullable Step first;
    private @Nullable Execution<R> execution;

    /** Who put the command on the wire. */
    interface Owner {
        /** Why the command must not run. */
        @Nullable
        Throwable refusal(SqlText.Kind kind);

        /** Whether it runs in a transaction of its own. */
        boolean isAutocommit();

        /**
         * The command is over. Called before its reply is settled.
         *
         * @return with what the reply shall fail, usually the same failure
         */
        @Nullable
        Throwable over(CommandStep<?> step, boolean written, @Nullable Throwable failure);
    }

    /**
     * @param first what is to be done right before
     * @throws DriverException if a parameter cannot be sent
     */
    CommandStep(Protocol protocol, WireReply<R> reply, Owner owner, @Nullable Step first) {
        this.first = first;
        this.reply = reply;
        this.owner = owner;
        this.kind = SqlText.kind(reply.command().sql());
        this.tuple = isPrepared() ? protocol.tuple(reply.command().parameters()) : null;
    }

    private boolean isPrepared() {
        return reply.command().parameters().length > 0
                || kind.isPreparable()
                || (reply.command().access() != Access.EXCLUSIVE && !kind.isTransactionControl());
    }

    SqlText.Kind kind() {
        return kind;
    }

    WireReply<R> reply() {
        return reply;
    }

    @Override
    @Nullable
    Step first() {
        return first;
    }

    @Override
    boolean startsAlone() {
        return kind.isTransactionControl();
    }

    @Override
    boolean isUnwanted() {
        return reply.isInterrupted();
    }

    @Override
    boolean begin(Wire wire) {
        Throwable refusal = owner.refusal(kind);
        if (refusal != null) {
            refused(wire, refusal);
            return false;
        }
        if (!reply.begin(wire)) {
            owner.over(this, false, null);
            return false;
        }
        return true;
    }

    @Override
    void write(Wire wire, CompositeCommand out) {
        Execution<R> running = new Execution<>(wire, reply.command());
        execution = running;
        String sql = reply.command().sql();
        if (tuple != null) {
            out.add(
                    ExtendedQueryCommand.createQuery(sql, null, null, tuple, owner.isAutocommit(), running, running),
                    (suspended, failure) -> wire.answered(this, failure));
        } else {
            out.add(
                    new SimpleQueryCommand<>(sql, false, owner.isAutocommit(), running, running),
                    (suspended, failure) -> wire.answered(this, failure));
        }
    }

    @Override
    void answered(Wire wire, @Nullable Throwable failure) {
        R result = null;
        Throwable broken = failure;
        Execution<R> ran = execution;
        if (broken == null && ran != null) {
            try {
                result = ran.finish(reply.command().access() != Access.READ && kind != SqlText.Kind.QUERY);
            } catch (Throwable thrown) {
                broken = thrown;
            }
        }
        if (reply.isInterrupted() && Failures.is(broken, FailureKind.CONNECTION) && !kind.isTransactionControl()) {
            broken = Failures.cancelled(); // it was stopped by closing the connection
        }
        wire.noteTransaction(kind, failure);
        broken = owner.over(this, true, broken);
        reply.settle(result, broken);
    }

    @Override
    void refused(Wire wire, Throwable failure) {
        if (reply.begin(wire)) {
            Throwable why = owner.over(this, false, failure);
            reply.settle(null, why == null ? failure : why);
        } else {
            owner.over(this, false, failure);
        }
    }
}
