// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the end of a level does in memory. Guarded by the level's lock. */
final class Effects {
    private Deque<Runnable> undos = new ArrayDeque<>();
    private List<Runnable> afterCommit = new ArrayList<>();
    /** Callbacks of what was committed by hand within the block; they wait until the connection is back. */
    private final List<Runnable> due = new ArrayList<>();
    /** Whether something of the block was committed and stands, whatever becomes of the rest. */
    private boolean hasCommitted;

    void onRollback(Runnable undo) {
        undos.push(undo);
    }

    void afterCommit(Runnable callback) {
        afterCommit.add(callback);
    }

    /** A transaction was committed. */
    void committed() {
        due.addAll(afterCommit);
        hasCommitted = true;
        clear();
    }

    /** What a savepoint did is part of this from now on. */
    void inherit(Effects savepoint) {
        savepoint.undos.descendingIterator().forEachRemaining(undos::push);
        afterCommit.addAll(savepoint.afterCommit);
        savepoint.clear();
    }

    /** What is to be run because of a rollback, in this order. */
    Deque<Runnable> takeUndos() {
        Deque<Runnable> taken = undos;
        clear();
        return taken;
    }

    /** What is to be run now that the outermost transaction has ended and its connection is back. */
    List<Runnable> takeDue() {
        List<Runnable> taken = List.copyOf(due);
        due.clear();
        return taken;
    }

    boolean hasCommitted() {
        return hasCommitted;
    }

    private void clear() {
        undos = new ArrayDeque<>();
        afterCommit = new ArrayList<>();
    }
}
