// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is called when an entity of a table is saved, deleted or read. Immutable: each registration makes another, so that
 * an operation sees all or nothing of it. A table without any has none, which is all that its operations ask.
 */
record Hooks<E>(
        List<SaveHook<? super E>> beforeSave,
        List<SaveHook<? super E>> afterSave,
        List<Consumer<? super E>> beforeDelete,
        List<Consumer<? super E>> afterDelete,
        List<Consumer<? super E>> afterLoad,
        @Nullable ToIntFunction<? super E> insteadOfDelete) {

    static <E> Hooks<E> none() {
        return new Hooks<>(List.of(), List.of(), List.of(), List.of(), List.of(), null);
    }

    static <E> Hooks<E> beforeSave(SaveHook<? super E> hook) {
        return new Hooks<>(List.of(hook), List.of(), List.of(), List.of(), List.of(), null);
    }

    static <E> Hooks<E> afterSave(SaveHook<? super E> hook) {
        return new Hooks<>(List.of(), List.of(hook), List.of(), List.of(), List.of(), null);
    }

    static <E> Hooks<E> beforeDelete(Consumer<? super E> hook) {
        return new Hooks<>(List.of(), List.of(), List.of(hook), List.of(), List.of(), null);
    }

    static <E> Hooks<E> afterDelete(Consumer<? super E> hook) {
        return new Hooks<>(List.of(), List.of(), List.of(), List.of(hook), List.of(), null);
    }

    static <E> Hooks<E> afterLoad(Consumer<? super E> hook) {
        return new Hooks<>(List.of(), List.of(), List.of(), List.of(), List.of(hook), null);
    }

    static <E> Hooks<E> insteadOfDelete(ToIntFunction<? super E> hook) {
        return new Hooks<>(List.of(), List.of(), List.of(), List.of(), List.of(), hook);
    }

    /** These and then the others. */
    Hooks<E> with(Hooks<E> others) {
        if (insteadOfDelete != null && others.insteadOfDelete != null) {
            throw new IllegalStateException("there is a hook instead of delete already; remove it first");
        }
        return combined(
                others, Hooks::joined, others.insteadOfDelete == null ? insteadOfDelete : others.insteadOfDelete);
    }

    /** These but for one registration of each of the others; null if none is left. */
    @Nullable
    Hooks<E> without(Hooks<E> others) {
        Hooks<E> left =
                combined(others, Hooks::separated, others.insteadOfDelete == insteadOfDelete ? null : insteadOfDelete);
        return left.equals(none()) ? null : left;
    }

    private Hooks<E> combined(Hooks<E> others, Merge merge, @Nullable ToIntFunction<? super E> newInsteadOfDelete) {
        return new Hooks<>(
                merge.of(beforeSave, others.beforeSave),
                merge.of(afterSave, others.afterSave),
                merge.of(beforeDelete, others.beforeDelete),
                merge.of(afterDelete, others.afterDelete),
                merge.of(afterLoad, others.afterLoad),
                newInsteadOfDelete);
    }

    private interface Merge {
        <T> List<T> of(List<T> first, List<T> second);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private static <T> List<T> separated(List<T> all, List<T> removed) {
        List<T> left = new ArrayList<>(all);
        removed.forEach(left::remove);
        return List.copyOf(left);
    }

    boolean onSave() {
        return !beforeSave.isEmpty() || !afterSave.isEmpty();
    }

    boolean onDelete() {
        return !beforeDelete.isEmpty() || !afterDelete.isEmpty() || insteadOfDelete != null;
    }

    static <E> void run(List<SaveHook<? super E>> hooks, E entity, boolean insert) {
        for (SaveHook<? super E> hook : hooks) hook.run(entity, insert);
    }

    static <E> void run(List<Consumer<? super E>> hooks, E entity) {
        for (Consumer<? super E> hook : hooks) hook.accept(entity);
    }
}
