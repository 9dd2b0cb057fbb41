// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.internal.command.CommandBase;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;
import io.vertx.sqlclient.internal.command.SimpleQueryCommand;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/**
 * A command on its way, once.
 *
 * <p>What controls transactions is sent as plain text and begins alone: a cancellation that comes late hits what the server
 * is running by then, and that must never be {@code BEGIN} or {@code COMMIT}.
 */
final class CommandStep<R> extends Step {
    private final WireReply<R> reply;
    private final SqlText.Kind kind;
    private final @Nullable Tuple tuple;
    private final Owner<R> owner;
    private final @Nullable Step first;
    private @Nullable Execution<R> execution;

    /** Who has put the command on the wire. */
    interface Owner<R> {
        /** Why the command must not run, if that is so. On the loop. */
        @Nullable
        Throwable refusal(SqlText.Kind kind);

        /** Whether it is a transaction of its own. On the loop. */
        boolean isAutocommit();

        /**
         * The command has run, or it was written and its answer will never come. Has to settle the reply. On the loop.
         *
         * @param failure {@code null} if it succeeded
         */
        void ran(CommandStep<R> step, Wire wire, @Nullable R result, @Nullable Throwable failure);

        /**
         * The command will not be written here.
         *
         * @param failure {@code null} if the reply was given up before its turn; else the reply is still waiting
         */
        void skipped(CommandStep<R> step, Wire wire, @Nullable Throwable failure);
    }

    /**
     * @param first what is to be done right before
     * @throws DriverException if a parameter cannot be sent
     */
    CommandStep(Protocol protocol, WireReply<R> reply, Owner<R> owner, @Nullable Step first) {
        this.first = first;
        this.reply = reply;
        this.owner = owner;
        this.kind = SqlText.kind(reply.command().sql());
        this.tuple = isPrepared(reply.command(), kind)
                ? protocol.tuple(reply.command().parameters())
                : null;
    }

    /** Text is for what servers cannot prepare, and for what is not worth it. */
    private static boolean isPrepared(Command<?> command, SqlText.Kind kind) {
        return command.parameters().length > 0
                || kind.isPreparable()
                || (command.access() != Access.EXCLUSIVE && !kind.isTransactionControl());
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
    boolean isRepeatable() {
        return reply instanceof Single<?> && reply.command().access() != Access.EXCLUSIVE;
    }

    @Override
    boolean begin(Wire wire) {
        Throwable refusal = owner.refusal(kind);
        if (refusal != null) {
            owner.skipped(this, wire, refusal);
            return false;
        }
        if (!reply.begin(wire)) {
            owner.skipped(this, wire, null);
            return false;
        }
        return true;
    }

    @Override
    void write(Wire wire, CompositeCommand out) {
        Execution<R> running = new Execution<>(wire, reply.command());
        execution = running;
        String sql = reply.command().sql();
        CommandBase<Boolean> command = tuple != null
                ? ExtendedQueryCommand.createQuery(sql, null, null, tuple, owner.isAutocommit(), running, running)
                : new SimpleQueryCommand<>(sql, false, owner.isAutocommit(), running, running);
        out.add(command, (suspended, failure) -> wire.answered(this, failure));
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
        if (broken == null && ran != null && isDoubtful(wire, ran)) {
            broken = Failures.cancelled();
        }
        if (reply.isInterrupted() && Failures.is(broken, FailureKind.CONNECTION) && !kind.isTransactionControl()) {
            broken = Failures.cancelled(); // it was stopped by closing the connection
        }
        wire.noteTransaction(kind, failure);
        owner.ran(this, wire, result, broken);
    }

    /**
     * Whether it may have been stopped without the server saying so. Nothing has come of it in any case, so it can be sent
     * again. Not so what may do something without telling of any row, and what was not to be stopped and cannot be sent again.
     */
    private boolean isDoubtful(Wire wire, Execution<R> ran) {
        return wire.isCancelling()
                && wire.protocol().mayStopSilently()
                && ran.isEmpty()
                && (isRepeatable() || reply.isInterrupted())
                && reply.command().access() != Access.EXCLUSIVE
                && !kind.isTransactionControl();
    }

    @Override
    void refused(Wire wire, Throwable failure) {
        owner.skipped(this, wire, failure);
    }
}
