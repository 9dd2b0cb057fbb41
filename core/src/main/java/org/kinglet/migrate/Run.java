// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.kinglet.CommitOutcomeUnknownException;
import org.kinglet.Database;
import org.kinglet.DatabaseException;
import org.kinglet.KingletException;
import org.kinglet.TransactionException;
import org.kinglet.migrate.MigrationLock.Round;
import org.kinglet.migrate.Plan.Move;
import org.kinglet.migrate.StepStatus.State;

/**
 * One run of the steps, under the lock.
 *
 * <p>In each round a transaction reads the history anew and decides what the next step is. A step that can be in a
 * transaction is applied in this one, and remembered in it: both happen or neither does. For another this transaction only
 * remembers that it is begun; then its statements run, each after it was remembered that it is its turn, and in the end that
 * all are done. So whatever dies, and whenever, the history says what is known.
 */
final class Run {
    private final Database database;
    private final List<Step> steps;
    private final History history;
    private final MigrationLock lock;
    private final List<Change> changes = new ArrayList<>();

    private @Nullable Long target;
    /** Whether what fails now may be tried again: nothing but reading has been done in this round. */
    private boolean isReading;
    /** The step of this round's transaction, when all of it is done but the commit. */
    private Optional<String> committing = Optional.empty();

    Run(Database database, List<Step> steps, History history, Duration lockTimeout) {
        this.database = database;
        this.steps = steps;
        this.history = history;
        this.lock = new MigrationLock(database, history, lockTimeout);
    }

    /** Applies or undoes steps until the version is the one that the goal names, once it sees where the database is. */
    List<Change> to(ToLongFunction<Plan> goal) {
        lock.rounds(() -> round(() -> step(goal)));
        return List.copyOf(changes);
    }

    /** Remembers steps without running them. */
    void assume(long version) {
        lock.rounds(() -> round(() -> {
            Plan plan = new Plan(steps, history.read());
            plan.checkTarget(version);
            isReading = false;
            history.read().forEach(one -> history.remove(one.version()));
            steps.stream().filter(step -> step.version() <= version).forEach(step -> history.put(step, State.APPLIED));
            return Next.LAST;
        }));
    }

    /** What a round's transaction found. */
    private record Next(Round round, Optional<Move> apart) {
        static final Next LAST = new Next(Round.LAST, Optional.empty());
        static final Next ANOTHER = new Next(Round.ANOTHER, Optional.empty());
        static final Next LATER = new Next(Round.LATER, Optional.empty());
    }

    /** The transaction of a round. */
    private interface Body {
        Next run();
    }

    private Round round(Body body) {
        Next next;
        isReading = true;
        committing = Optional.empty();
        boolean commits = database.dialect().commitsTransaction(Procedure.CHANGE_OF_SCHEMA);
        try {
            if (commits) history.createIfMissing();
            next = database.transaction(() -> {
                if (!commits) history.createIfMissing();
                return body.run();
            });
        } catch (TransactionException nested) {
            if (!isReading) throw nested;
            throw new TransactionException(
                    "migrations begin and end transactions of their own; run them outside of atomic(…) and begin()",
                    nested);
        } catch (MigrationException told) {
            throw told;
        } catch (KingletException failure) {
            if (isReading && lock.isBusy(failure)) return Round.LATER;
            throw committing
                    .<KingletException>map(label -> atCommit(label, failure))
                    .orElse(failure);
        }
        next.apart().ifPresent(this::runApart);
        return next.round();
    }

    private static MigrationException atCommit(String label, KingletException failure) {
        return new MigrationException(
                failure instanceof CommitOutcomeUnknownException
                        ? label + ": the connection was lost while it was committed; all of it was kept or nothing, and"
                                + " status() tells which"
                        : label + ", at its commit, failed: " + reason(failure) + "; nothing of it was kept",
                failure);
    }

    private Next step(ToLongFunction<Plan> goal) {
        Plan plan = new Plan(steps, history.read());
        if (plan.unfinished() != null && lock.letsOthersIn() && lock.hasTime()) return Next.LATER;
        long version = target == null ? goal.applyAsLong(plan) : target;
        target = version;
        List<Move> moves = plan.to(version);
        if (moves.isEmpty()) return Next.LAST;
        Move move = moves.getFirst();
        isReading = false;
        if (!move.procedure().isInTransaction(database.dialect())) {
            history.put(move.step(), move.isUndo() ? State.UNDOING : State.APPLYING);
            return new Next(moves.size() == 1 ? Round.LAST : Round.ANOTHER, Optional.of(move));
        }
        run(move, false);
        end(move);
        committing = Optional.of(move.procedure().label());
        changes.add(move.change());
        return moves.size() == 1 ? Next.LAST : Next.ANOTHER;
    }

    private void end(Move move) {
        if (move.isUndo()) history.remove(move.step().version());
        else history.put(move.step(), State.APPLIED);
    }

    private void runApart(Move move) {
        try {
            run(move, true);
            end(move);
        } catch (Throwable failure) {
            failed(move, failure);
            throw failure;
        }
        changes.add(move.change());
    }

    /** Remembers it if that is possible: a connection that is lost leaves what was remembered before. */
    private void failed(Move move, Throwable failure) {
        boolean interrupted = Thread.interrupted();
        try {
            history.is(move.step().version(), move.isUndo() ? State.UNDO_FAILED : State.FAILED);
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void run(Move move, boolean apart) {
        String kept = apart
                ? "; it has no transaction, so what was done before that stays, and status() says what to do"
                : "; nothing of it was kept";
        switch (move.procedure()) {
            case Procedure.Script script -> {
                for (ScriptStatement statement : script.statements()) {
                    if (apart) history.at(move.step().version(), statement.number());
                    try {
                        history.run(statement.sql());
                    } catch (RuntimeException failure) {
                        throw new MigrationException(
                                script.label() + ", " + statement.place() + ", failed: " + reason(failure) + kept,
                                failure);
                    }
                }
            }
            case Procedure.Code code -> {
                try {
                    database.use(() -> code.action().run(database));
                } catch (Exception failure) {
                    throw new MigrationException(code.label() + " failed: " + reason(failure) + kept, failure);
                }
            }
        }
    }

    /** What the database said, without the statement: that is in the file. Of other exceptions nobody knows what they tell. */
    private static String reason(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof DatabaseException refused && refused.sql() != null) {
            String sql = refused.sql();
            int end = message.indexOf(" [" + sql.substring(0, Math.min(sql.length(), 100)));
            return end < 0 ? message : message.substring(0, end);
        }
        return failure instanceof KingletException
                ? message
                : failure.getClass().getName();
    }
}
