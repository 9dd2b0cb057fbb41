// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.query.TableColumn;

/**
 * An entity that can save itself. It knows whether its row exists, and what the row held when it was last read or written,
 * so that {@link #save} inserts or updates correctly whatever the key, and writes only what has changed.
 *
 * <p>A model that was read or saved belongs to that database. What a rollback undoes in the database, it undoes here too.
 * Like any mutable object it is not thread-safe.
 *
 * @param <E> the class itself: {@code class User extends Model<User>}
 */
public abstract class Model<E extends Model<E>> {
    private transient @Nullable Database database;
    /** What the row holds; null while there is no row. */
    private transient @Nullable Object @Nullable [] stored;

    /** A new entity, which has no row yet. */
    protected Model() {}

    /**
     * Inserts a new entity, or updates what has changed since the row was last read or written. Gives the number of rows
     * written: 1, or 0 if nothing has changed.
     *
     * @throws NoRowException if the row is gone
     * @throws StaleRowException if it has a {@link Version} and somebody else has changed the row
     */
    public int save() {
        Database home = home();
        return home.run(Lifecycle.of(home, table()).save(self(), null));
    }

    public CompletableFuture<Integer> saveAsync() {
        Database home = home();
        return home.start(Lifecycle.of(home, table()).save(self(), null));
    }

    /** The same, but of an entity that has a row only these columns are written. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final int save(TableColumn<E, ?>... columns) {
        Database home = home();
        return home.run(Lifecycle.of(home, table()).save(self(), List.of(columns)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only copies
    public final CompletableFuture<Integer> saveAsync(TableColumn<E, ?>... columns) {
        Database home = home();
        return home.start(Lifecycle.of(home, table()).save(self(), List.of(columns)));
    }

    /** Inserts it, even if it is known to have a row; gives the number of rows, which is 1. */
    public int insert() {
        Database home = home();
        return home.run(Lifecycle.of(home, table()).insertOnly(self()));
    }

    public CompletableFuture<Integer> insertAsync() {
        Database home = home();
        return home.start(Lifecycle.of(home, table()).insertOnly(self()));
    }

    /** Deletes its row; gives the number of rows, 0 or 1. The fields stay as they are. */
    public int delete() {
        Database home = home();
        return home.run(Lifecycle.of(home, table()).delete(self()));
    }

    public CompletableFuture<Integer> deleteAsync() {
        Database home = home();
        return home.start(Lifecycle.of(home, table()).delete(self()));
    }

    /**
     * Deletes its row together with the rows that refer to it, and those that refer to them: children first, in one
     * transaction, with a number of statements that depends on the tables and not on the rows. Gives the number of rows
     * of its own, 0 or 1. What is known in memory of other entities stays as it is.
     *
     * @throws IntegrityException if a row refers that this program has no entity for, or that somebody added meanwhile;
     *     nothing is deleted then
     * @throws StaleRowException if it has a {@link Version} and somebody else has changed the row; nothing is deleted then
     */
    public int delete(Recursive how) {
        Database home = home();
        return home.run(Lifecycle.of(home, table()).delete(self(), how));
    }

    public CompletableFuture<Integer> deleteAsync(Recursive how) {
        Database home = home();
        return home.start(Lifecycle.of(home, table()).delete(self(), how));
    }

    /**
     * Reads the row again, over what the fields hold.
     *
     * @throws NoRowException if it is gone
     */
    public void refresh() {
        Database home = home();
        home.run(table().operations().reads().refresh(home, self()));
    }

    public CompletableFuture<Void> refreshAsync() {
        Database home = home();
        return home.start(table().operations().reads().refresh(home, self())).thenApply(entity -> null);
    }

    /** Whether its row exists, as far as is known here. */
    public boolean isPersisted() {
        return stored != null;
    }

    /** The columns that {@link #save} would write; all of them while there is no row. */
    public List<TableColumn<E, ?>> dirtyColumns() {
        Table<E, ?> table = table();
        @Nullable Object[] now = table.values(self());
        @Nullable Object[] before = stored;
        List<TableColumn<E, ?>> dirty = new ArrayList<>();
        for (int i = 0; i < now.length; i++) {
            TableColumn<E, ?> column = table.columnAt(i);
            if (column == null || dirty.contains(column)) continue;
            boolean same =
                    before != null && table.definition().columns().get(i).type().isSame(now[i], before[i]);
            if (!same && table.definition().columns().get(i).isWritten()) dirty.add(column);
        }
        return dirty;
    }

    @SuppressWarnings("unchecked") // E is the class itself; the processor checks that
    private E self() {
        return (E) this;
    }

    private Table<E, ?> table() {
        return Table.of(self());
    }

    private Database home() {
        Database known = database;
        return known != null ? known : table().database();
    }

    @Nullable
    Object @Nullable [] stored() {
        return stored;
    }

    @Nullable
    Database origin() {
        return database;
    }

    /** @param values what the row holds, or null if there is none */
    void stored(@Nullable Database newDatabase, @Nullable Object @Nullable [] values) {
        database = newDatabase;
        stored = values;
    }

    /** By table and key once it has one, by identity before. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) return true;
        if (!(other instanceof Model<?> model)) return false;
        Table<?, ?> table = table();
        if (table != Table.of(model.self())) return false;
        @Nullable Object[] key = key();
        return key != null && Arrays.deepEquals(key, model.key());
    }

    /** Of the table and the key; so put an entity into a hash table only once it has its key. */
    @Override
    public int hashCode() {
        @Nullable Object[] key = key();
        return key == null ? System.identityHashCode(this) : 31 * table().hashCode() + Arrays.deepHashCode(key);
    }

    /** The class and the key; no other value, and never a query. */
    @Override
    public String toString() {
        @Nullable Object[] key = key();
        return getClass().getSimpleName() + (key == null ? "[new]" : Arrays.deepToString(key));
    }

    private @Nullable Object @Nullable [] key() {
        return table().operations().columns().keyOf(self());
    }
}
