// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.TableDefinition;

/**
 * A view and its entities, which are read and never written: what {@code ACTIVE_USERS} is. The annotation processor writes
 * one subclass per entity with {@link View}.
 *
 * <p>Which database is meant, waiting, failures and cancellation are as with a {@link Table}. Thread-safe.
 *
 * @param <E> the entity
 */
public abstract non-sealed class EntityView<E> extends EntitySource<E> {
    /** @param alias null for the view itself */
    @SuppressWarnings("this-escape") // not given out before its class is initialized
    protected EntityView(Class<E> entityClass, TableDefinition definition, @Nullable String alias) {
        super(entityClass, definition, alias);
        if (alias == null) Bindings.register(entityClass, this);
    }

    /** The same view under another name, to use it more than once in a statement. */
    @Override
    public abstract EntityView<E> as(String newAlias);

    /** Creates the view, unless there is something of that name; what it reads must exist. */
    public final void createView() {
        database().createTables(this);
    }

    public final CompletableFuture<Void> createViewAsync() {
        return database().createTablesAsync(this);
    }

    /** Drops the view, if it exists. */
    public final void dropView() {
        database().dropTables(this);
    }

    public final CompletableFuture<Void> dropViewAsync() {
        return database().dropTablesAsync(this);
    }

    /** Whether the view exists. */
    public final boolean viewExists() {
        return database().tableExists(this);
    }

    public final CompletableFuture<Boolean> viewExistsAsync() {
        return database().tableExistsAsync(this);
    }

    /**
     * Computes the rows of a materialized view again, from what its tables have now.
     *
     * @throws UnsupportedOperationException on other databases than PostgreSQL
     */
    public final void refresh() {
        Database database = database();
        database.run(database.schemaOperations().refresh(this, false));
    }

    public final CompletableFuture<Void> refreshAsync() {
        Database database = database();
        return database.start(database.schemaOperations().refresh(this, false));
    }

    /**
     * The same, while others go on reading the view as it was. It must have a unique index over columns of all rows.
     *
     * @throws UnsupportedOperationException on other databases than PostgreSQL
     */
    public final void refreshConcurrently() {
        Database database = database();
        database.run(database.schemaOperations().refresh(this, true));
    }

    public final CompletableFuture<Void> refreshConcurrentlyAsync() {
        Database database = database();
        return database.start(database.schemaOperations().refresh(this, true));
    }

    @Override
    public final @Nullable Object @Nullable [] defaults() {
        return null;
    }
}
