// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kinglet.migrate.StepStatus.State;

/** The steps that there are, compared with those that the database has: what is wrong, and what is to be done. */
final class Plan {
    private final List<Step> steps;
    private final Map<Long, Step> byVersion = new HashMap<>();
    private final Map<Long, Applied> applied = new TreeMap<>();

    Plan(List<Step> steps, List<Applied> applied) {
        this.steps = steps;
        for (Step step : steps) byVersion.put(step.version(), step);
        for (Applied one : applied) this.applied.put(one.version(), one);
    }

    /** A step to be applied or undone. */
    record Move(Step step, boolean isUndo, Procedure procedure) {
        Change change() {
            return new Change(step.version(), step.name(), isUndo, procedure.sql());
        }
    }

    /** The version of the last step that was applied; 0 if none was. */
    long current() {
        return applied.keySet().stream().max(Comparator.naturalOrder()).orElse(0L);
    }

    /** The version before the current one. */
    long previous() {
        long current = current();
        return applied.keySet().stream()
                .filter(version -> version < current)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }

    /** The version of the last step that there is. */
    long last() {
        return steps.isEmpty() ? 0 : steps.getLast().version();
    }

    /** A step that another program may be in the middle of. */
    @Nullable
    Applied unfinished() {
        return applied.values().stream()
                .filter(one -> one.state() == State.APPLYING || one.state() == State.UNDOING)
                .findFirst()
                .orElse(null);
    }

    void checkTarget(long target) {
        if (target == 0 || byVersion.containsKey(target)) return;
        throw new MigrationException("there is no step " + target + "; there are "
                + (steps.isEmpty() ? "none" : steps.stream().map(Step::version).toList() + ", and 0 for none"));
    }

    /**
     * What leads to the version, in order.
     *
     * @throws MigrationException if anything is wrong
     */
    List<Move> to(long target) {
        checkTarget(target);
        for (Applied one : applied.values()) fail(problem(one));
        for (Step step : steps) fail(problem(step));
        List<Move> moves = new ArrayList<>();
        for (Applied one : List.copyOf(applied.values()).reversed()) {
            if (one.version() > target) moves.add(undo(one));
        }
        for (Step step : steps) {
            if (step.version() <= target && !applied.containsKey(step.version())) {
                moves.add(new Move(step, false, step.up()));
            }
        }
        return moves;
    }

    private Move undo(Applied one) {
        Step step = byVersion.get(one.version());
        if (step == null || step.down() == null) {
            throw new MigrationException(one.label() + " cannot be undone: there is no "
                    + (step != null && step.up() instanceof Procedure.Code
                            ? "down(…) in its code"
                            : "file with its name and .down.sql at the end"));
        }
        return new Move(step, true, step.down());
    }

    private static void fail(@Nullable String problem) {
        if (problem != null) throw new MigrationException(problem);
    }

    /** What is wrong with a step that was applied, or begun. */
    private @Nullable String problem(Applied one) {
        Step step = byVersion.get(one.version());
        if (one.isUnfinished()) return unfinished(one, step);
        if (step == null) {
            return one.label()
                    + " was applied to this database, and is no longer there; put it back, or undo it with the"
                    + " program that has it";
        }
        if (!step.checksum().equals(one.checksum())) {
            return step.label()
                    + " was changed after it had been applied; put it back as it was and make another step for"
                    + " the change, or, if the database has the change already, say so by " + assume(current());
        }
        return null;
    }

    /** What is wrong with a step that was not applied. */
    private @Nullable String problem(Step step) {
        if (applied.containsKey(step.version()) || step.version() > current()) return null;
        return step.label() + " was not applied, but step " + current()
                + ", which comes behind it, was; give it a version above " + last() + ", so that it is applied in its"
                + " order everywhere, or, if the database has it already, say so by " + assume(current());
    }

    private String unfinished(Applied one, @Nullable Step step) {
        Procedure procedure = step == null ? null : one.isUndoing() ? step.down() : step.up();
        boolean known = procedure instanceof Procedure.Script script
                && one.statement() >= 1
                && one.statement() <= script.statements().size();
        String place = "";
        String before = "";
        if (known && procedure instanceof Procedure.Script script) {
            place = " at " + script.statements().get(one.statement() - 1).place() + " of "
                    + script.statements().size();
            before = one.statement() == 1
                    ? "; no statement before it was run"
                    : "; those before it are done, and committed";
        }
        boolean failed = one.state() == State.FAILED || one.state() == State.UNDO_FAILED;
        String what = (procedure == null ? one.label() : procedure.label())
                + (failed
                        ? " failed" + place + before
                        : " was begun and did not end, because the program or its connection died" + place
                                + (known ? ", which may be done or not" : "") + before);
        long without = applied.keySet().stream()
                .filter(version -> version < one.version())
                .max(Comparator.naturalOrder())
                .orElse(0L);
        return what
                + ". It has no transaction that could undo them. Bring the database by hand to where it was before the"
                + " step and say so by " + assume(one.isUndoing() ? one.version() : without)
                + (one.isUndoing() ? ", or undo the rest of it" : ", or do the rest of it") + " by hand and say so by "
                + assume(one.isUndoing() ? without : one.version());
    }

    private static String assume(long version) {
        return "assume(" + version + ")";
    }

    /** All steps that there are or were. */
    List<StepStatus> status() {
        TreeSet<Long> versions = new TreeSet<>(byVersion.keySet());
        versions.addAll(applied.keySet());
        return versions.stream().map(this::status).toList();
    }

    private StepStatus status(long version) {
        Applied one = applied.get(version);
        Step step = byVersion.get(version);
        if (one != null) {
            return new StepStatus(version, one.name(), one.state(), one.begunAt(), problem(one));
        }
        if (step == null) throw new IllegalStateException("neither there nor applied: " + version);
        return new StepStatus(version, step.name(), State.PENDING, null, problem(step));
    }
}
