// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import org.jspecify.annotations.Nullable;

/** One group of an aggregate of the program: asks its code, and tells how that failed. */
final class Group<A, R> {
    private final SqliteRoutine routine;
    private final SqliteAggregate.Groups<A, R> groups;
    private final Interruption interruption;
    private @Nullable Accumulator<A, R> accumulator;

    Group(SqliteRoutine routine, SqliteAggregate.Groups<A, R> groups, Interruption interruption) {
        this.routine = routine;
        this.groups = groups;
        this.interruption = interruption;
    }

    /** What a result is that is none. */
    record Failed(String message) {}

    /** The same for another group. */
    Group<A, R> another() {
        return new Group<>(routine, groups, interruption);
    }

    private interface Step<A, R> {
        void with(Accumulator<A, R> accumulator, A value);
    }

    /** @return why it failed, or {@code null} */
    @Nullable
    String add(ArgumentRow.Source source) {
        return step(source, Accumulator::add);
    }

    /** @return why it failed, or {@code null} */
    @Nullable
    String remove(ArgumentRow.Source source) {
        return step(source, (sliding, value) -> ((Accumulator.Sliding<A, R>) sliding).remove(value));
    }

    @SuppressWarnings("unchecked") // it was read as the type says
    private @Nullable String step(ArgumentRow.Source source, Step<A, R> step) {
        try {
            ArgumentRow row = ArgumentRow.read(1, source);
            if (row.hasNull()) return null;
            A value = (A) row.as(routine.arguments())[0];
            if (value == null) return null;
            interruption.enterApplication();
            try {
                step.with(accumulator(), value);
            } finally {
                interruption.leaveApplication();
            }
            return null;
        } catch (Throwable failure) { // nothing may leave into SQLite's own code
            return routine.reason(failure);
        }
    }

    /** What the rows so far make, as SQLite stores it, or {@link Failed}. */
    @Nullable
    Object value() {
        try {
            interruption.enterApplication();
            try {
                return SqliteRoutine.stored(accumulator().result(), groups.result());
            } finally {
                interruption.leaveApplication();
            }
        } catch (Throwable failure) {
            return new Failed(routine.reason(failure));
        }
    }

    /** The same, after which the group begins anew. */
    @Nullable
    Object end() {
        Object value = value();
        accumulator = null;
        return value;
    }

    private Accumulator<A, R> accumulator() {
        Accumulator<A, R> current = accumulator;
        if (current == null) {
            current = groups.supplier().get();
            accumulator = current;
        }
        return current;
    }
}
