// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a row of another table: its key, and the row itself once it was loaded. Never loads by surprise: only
 * {@link #get} and {@link #getAsync} query, once. Immutable as to what it refers to; thread-safe.
 *
 * @param <T> the entity that is referenced
 */
public final class Ref<T> {
    private static final Ref<Object> NONE = new Ref<>(null, null, null);

    private final @Nullable ForeignKey<?, T, ?> relation;
    private final @Nullable Object key;
    private volatile @Nullable T loaded;
    /** Whether the row was looked for in vain. */
    private volatile boolean missing;

    private volatile @Nullable Batch<T, ?> batch;

    private Ref(@Nullable ForeignKey<?, T, ?> relation, @Nullable Object key, @Nullable T loaded) {
        this.relation = relation;
        this.key = key;
        this.loaded = loaded;
    }

    /** To this entity. Its key is read when the referencing row is saved, so it may be saved between now and then. */
    public static <T> Ref<T> to(T entity) {
        return new Ref<>(null, null, Objects.requireNonNull(entity, "Ref.to(null): use Ref.none()"));
    }

    /** To nothing: SQL's NULL. */
    @SuppressWarnings("unchecked") // holds nothing of type T
    public static <T> Ref<T> none() {
        return (Ref<T>) NONE;
    }

    static <T, K> Ref<T> ofKey(ForeignKey<?, T, K> relation, K key) {
        return new Ref<>(relation, key, null);
    }

    /** It came with a result, or was saved. One that is saved stays with the others of the result that it came with. */
    void attach(Batch<T, ?> newBatch) {
        Batch<T, ?> known = batch;
        if (known != null && known.database() == newBatch.database()) return;
        batch = newBatch;
        if (!isKnown()) newBatch.add(this);
    }

    /** The row, or null if there is none. */
    void load(@Nullable T row) {
        loaded = row;
        missing = row == null;
    }

    /** As if the row had not been loaded. */
    void unload() {
        if (key == null) return;
        loaded = null;
        missing = false;
    }

    /** Whether it is known which row it is, or that there is none. */
    boolean isKnown() {
        return loaded != null || missing;
    }

    @Nullable
    T loaded() {
        return loaded;
    }

    /** The row, now that it has been looked for. */
    T known() {
        T row = loaded;
        if (row == null) throw isMissing();
        return row;
    }

    private ReferenceException isMissing() {
        return new ReferenceException(relation + " refers to a row that does not exist (any more)");
    }

    /** Whether it refers to nothing. */
    public boolean isNone() {
        return key == null && loaded == null;
    }

    /**
     * The key of the referenced row, without any query. Its type is that of the row's key; the caller's type is taken on
     * trust, as in {@code long userId = tweet.user.id()}.
     *
     * @throws ReferenceException if it refers to nothing, or to an entity that has no key yet
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // see above
    public <K> K id() {
        if (key != null) return (K) key;
        T entity = loaded;
        if (entity == null) throw isNothing();
        return (K) Table.of(entity).savedKey(entity);
    }

    /** Whether {@link #get} needs no query. */
    public boolean isLoaded() {
        return loaded != null;
    }

    /**
     * The referenced row. If it was not loaded with the row that refers to it, the first call queries, and loads the rows
     * to which the other rows of the same result refer with it: a loop over a result makes one query in all. Also long after the
     * result was read. In a transaction of the current task the query is part of it.
     *
     * @throws ReferenceException if it refers to nothing, if its row does not exist, or if it is {@code @Lazy(false)} and
     *     was not loaded
     * @throws BlockingCallException on an event loop thread, if it would have to query
     */
    public T get() {
        return isKnown() ? known() : batch().database().run(batch().load(this));
    }

    /** As {@link #get}. Cancelling the future stops the query, but not for other tasks that want its rows. */
    public CompletableFuture<T> getAsync() {
        T row = loaded;
        if (row != null) return CompletableFuture.completedFuture(row);
        return missing
                ? CompletableFuture.failedFuture(isMissing())
                : batch().database().start(batch().load(this));
    }

    /** The referenced row, or null if it refers to nothing. */
    public @Nullable T orNull() {
        return isNone() ? null : get();
    }

    private Batch<T, ?> batch() {
        if (isNone()) throw isNothing();
        Batch<T, ?> origin = batch;
        if (origin == null) {
            // Made of a key by the program, and not saved yet: what the task means, as with every statement.
            ForeignKey<?, T, ?> made = Objects.requireNonNull(relation, "an entity that is referred to is loaded");
            origin = new Batch<>(made.target().database(), made, false);
            batch = origin;
        }
        return origin;
    }

    private static ReferenceException isNothing() {
        return new ReferenceException("the reference is to nothing (null); ask isNone() first, or take orNull()");
    }

    /** By table and key, if there is one; else by the entity. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) return true;
        if (!(other instanceof Ref<?> ref) || isNone() || ref.isNone()) return false;
        Table<?, ?> table = table();
        if (table != ref.table()) return false;
        @Nullable Object @Nullable [] mine = keyValues(table);
        @Nullable Object @Nullable [] others = ref.keyValues(table);
        return mine == null || others == null ? loaded == ref.loaded : Arrays.deepEquals(mine, others);
    }

    @Override
    public int hashCode() {
        if (isNone()) return 0;
        @Nullable Object @Nullable [] values = keyValues(table());
        return values == null ? System.identityHashCode(loaded) : Arrays.deepHashCode(values);
    }

    private Table<?, ?> table() {
        return relation != null ? relation.target() : Table.of(Objects.requireNonNull(loaded));
    }

    @SuppressWarnings("unchecked") // the table is that of the key and of the entity
    private <K> @Nullable Object @Nullable [] keyValues(Table<?, K> table) {
        if (key != null) return table.keyValues((K) key);
        return ((Table<T, ?>) table).operations().columns().keyOf(Objects.requireNonNull(loaded));
    }

    /** The key alone: neither the row nor a query. */
    @Override
    public String toString() {
        if (isNone()) return "Ref.none";
        T entity = loaded;
        return "Ref[" + (key != null || entity == null ? key : entity.getClass().getSimpleName()) + "]";
    }
}
