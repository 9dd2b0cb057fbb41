// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.List;

/**
 * What the entities of one result have in common: the database they came from, and the references that are loaded together
 * when the first of them is needed. Generated code passes it on to the references and collections of the entity it has
 * read.
 */
public final class ResultContext {
    private final Database database;
    /** One for each reference that its entities have; filled by the thread that reads the result. */
    private final List<Batch<?, ?>> batches = new ArrayList<>(2);

    ResultContext(Database database) {
        this.database = database;
    }

    Database database() {
        return database;
    }

    @SuppressWarnings("unchecked") // made for this relation
    <P, K> Batch<P, K> batch(ForeignKey<?, P, K> relation) {
        for (int i = 0; i < batches.size(); i++) {
            Batch<?, ?> known = batches.get(i);
            if (known.relation() == relation) return (Batch<P, K>) known;
        }
        Batch<P, K> batch = new Batch<>(database, relation);
        batches.add(batch);
        return batch;
    }
}
