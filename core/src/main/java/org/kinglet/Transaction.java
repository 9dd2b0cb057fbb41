// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.internal.Blocks;
import org.kinglet.internal.Channel;
import org.kinglet.internal.Engine;
import org.kinglet.internal.Frame;
import org.kinglet.internal.Level;

/**
 * A transaction or savepoint as an object.
 *
 * <p>In {@code db.atomic(tx -> …)} the block ends it; {@link #commit} and {@link #rollback} within the block end it early
 * and begin the next. From {@code db.begin()} it is the caller's: commit and rollback are final and give the connection
 * back, and so does {@link #close}, which rolls back what was not committed.
 */
public final class Transaction extends Manager implements AutoCloseable {
    /** Who ends it, and whether unqualified statements of the task go to it. */
    enum Kind {
        BLOCK,
        BEGUN,
        BEGUN_ASYNC
    }

    private final Database database;
    private final Level level;
    private final Kind kind;

    Transaction(Database database, Level level, Kind kind) {
        this.database = database;
        this.level = level;
        this.kind = kind;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    Engine engine() {
        return database.engine();
    }

    @Override
    Channel channel() {
        return level.innermost();
    }

    /**
     * Commits, when everything that was started in it has ended; waits for that.
     *
     * @throws CommitOutcomeUnknownException if the connection was lost on the way
     */
    public void commit() {
        engine().checkMayBlock();
        leave();
        Blocks.commit(level, kind == Kind.BLOCK);
    }

    /** Not for the transaction of a block, which is its task's. */
    public CompletableFuture<@Nullable Void> commitAsync() {
        refuseInBlock("commitAsync()", "commit()");
        leave();
        return Blocks.commitAsync(level);
    }

    /** Undoes everything, also in the entities that were saved. */
    public void rollback() {
        engine().checkMayBlock();
        leave();
        Blocks.rollback(level, kind == Kind.BLOCK);
    }

    public CompletableFuture<@Nullable Void> rollbackAsync() {
        refuseInBlock("rollbackAsync()", "rollback()");
        leave();
        return Blocks.rollbackAsync(level);
    }

    /**
     * Runs something once the outermost commit is done and the connection is back, outside of any transaction. Dropped if
     * this, or what it is nested in, is rolled back. If it throws, the others run all the same, and the caller gets an
     * {@link AfterCommitException}: the commit stands.
     */
    public void afterCommit(Runnable callback) {
        level.afterCommit(callback);
    }

    /** Rolls back, unless it has ended. In a block there is nothing to do. */
    @Override
    public void close() {
        if (kind == Kind.BLOCK) return;
        leave();
        if (!level.isEnded()) rollback();
    }

    public CompletableFuture<@Nullable Void> closeAsync() {
        if (kind == Kind.BLOCK || level.isEnded()) return CompletableFuture.completedFuture(null);
        return rollbackAsync();
    }

    private void leave() {
        if (kind == Kind.BEGUN) Frame.remove(level);
    }

    private void refuseInBlock(String method, String instead) {
        if (kind == Kind.BLOCK) {
            throw new TransactionException(
                    method + " in a block: the block waits for its own end; use " + instead + ", or beginAsync()",
                    null);
        }
    }
}
