// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.internal.QueryResultHandler;
import io.vertx.sqlclient.internal.command.CompositeCommand;
import io.vertx.sqlclient.internal.command.QueryCommandBase;
import io.vertx.sqlclient.internal.command.SimpleQueryCommand;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Reply;

/**
 * {@code COMMIT} behind statements that have not been answered.
 *
 * <p>If one of them fails on the server, so does the transaction. But the client may refuse one by itself, when it learns
 * from the server that a value does not fit: it is never sent then, and the transaction would be committed without it. The client
 * does that before it writes what comes behind. So which text it is, {@code COMMIT} or {@code ROLLBACK}, is decided
 * when it asks for the text to write it, and no sooner.
 *
 * <p>Unlike a commit that is sent alone it can be hit by a late request to stop a statement before it. Then it fails, which
 * is a rollback, and nobody who did not want that is concerned.
 */
final class CommitStep extends Step {
    private final WireLease lease;
    private final CommitReply reply = new CommitReply();
    private SqlText.@Nullable Kind sent;

    CommitStep(WireLease lease) {
        this.lease = lease;
    }

    Reply<Boolean> reply() {
        return reply;
    }

    /** It is not taken up at all. */
    void refuse() {
        reply.deliver();
    }

    @Override
    void write(Wire wire, CompositeCommand out) {
        out.add(new Text(), (suspended, failure) -> wire.answered(this, failure));
    }

    private String decide() {
        if (sent == null) {
            sent = lease.isIntact() ? SqlText.Kind.COMMIT : SqlText.Kind.ROLLBACK;
        }
        return sent.name();
    }

    private final class Text extends SimpleQueryCommand<Void> {
        Text() {
            super("", false, false, QueryCommandBase.NULL_COLLECTOR, QueryResultHandler.NOOP_HANDLER);
        }

        @Override
        public String sql() {
            return decide();
        }
    }

    @Override
    void answered(Wire wire, @Nullable Throwable failure) {
        if (sent != null) {
            wire.noteTransaction(sent, failure);
        }
        boolean lostBefore = sent != SqlText.Kind.COMMIT && Failures.is(failure, FailureKind.CONNECTION);
        reply.settle(wire, sent == SqlText.Kind.COMMIT, lostBefore ? null : failure);
    }

    @Override
    void refused(Wire wire, Throwable failure) {
        reply.settle(wire, false, null);
    }

    /** Completed in turn with the replies before it. Nobody can stop it. */
    private final class CommitReply extends Reply<Boolean> implements Deliveries.Due {
        private boolean committing;
        private @Nullable Throwable failure;

        void settle(Wire wire, boolean newCommitting, @Nullable Throwable newFailure) {
            committing = newCommitting;
            failure = newFailure;
            lease.over(wire);
            wire.deliveries().add(this);
        }

        @Override
        public void deliver() {
            if (failure == null) {
                complete(committing);
            } else {
                completeExceptionally(failure);
            }
        }

        @Override
        public void interrupt() {}
    }
}
