// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of entities in memory when one statement has inserted many, and how that is undone. It is one record for all of
 * them: a closure for each would take more memory than the rows.
 */
final class BulkInserted<E> implements Runnable {
    private final Table<E, ?> table;
    private final ResultContext context;
    private final List<E> withKey = new ArrayList<>();
    private final List<Model<?>> models = new ArrayList<>();
    /** Of the few models that had a row before. */
    private final Map<Integer, Before> before = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // not copied: it is given back as it was
    private record Before(
            @Nullable Database database, @Nullable Object @Nullable [] stored) {}

    BulkInserted(Table<E, ?> table, Database database) {
        this.table = table;
        this.context = new ResultContext(database);
    }

    E withGeneratedKey(E entity, long key) {
        E saved = table.withGeneratedKey(entity, key);
        if (saved == entity) withKey.add(entity);
        return inserted(saved, table.values(saved));
    }

    /** @param values what the row holds */
    E inserted(E entity, @Nullable Object[] values) {
        if (entity instanceof Model<?> model) {
            if (model.origin() != null || model.stored() != null) {
                before.put(models.size(), new Before(model.origin(), model.stored()));
            }
            models.add(model);
            model.stored(context.database(), values);
        }
        table.attach(entity, context);
        return entity;
    }

    /** Undoes it. The last comes first, because an entity may be among them twice. */
    @Override
    public void run() {
        for (int i = models.size() - 1; i >= 0; i--) {
            Before was = before.get(i);
            if (was == null) models.get(i).stored(null, null);
            else models.get(i).stored(was.database, was.stored);
        }
        for (E entity : withKey) table.withGeneratedKey(entity, 0);
    }
}
