// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.query.Relation;
import org.kinglet.query.TableSource;

/**
 * What the entities of one result have in common: the database they came from, and the references that are loaded together
 * when the first of them is needed. Generated code passes it on to the references and collections of the entity it has
 * read.
 */
public final class ResultContext {
    private final Database database;
    private final List<TableSource<?>> tables;
    private final List<Relation<?, ?>> joined;
    /** One for each reference that its entities have; filled by the thread that reads the result. */
    private final List<Batch<?, ?>> batches = new ArrayList<>(2);

    ResultContext(Database database) {
        this(database, List.of(), List.of());
    }

    /**
     * @param tables those whose entities are in the result, each as often as it is read
     * @param joined the references whose rows are in it, each as often as it was followed
     */
    ResultContext(Database database, List<TableSource<?>> tables, List<Relation<?, ?>> joined) {
        this.database = database;
        this.tables = tables;
        this.joined = joined;
    }

    Database database() {
        return database;
    }

    /** Whether the rows of the reference come with all entities of the result that have it: one that is met twice may not. */
    private boolean isJoined(ForeignKey<?, ?, ?> relation) {
        if (joined.isEmpty()) return false;
        long followed = joined.stream().filter(relation::isOver).count();
        long read = tables.stream()
                .filter(table -> table.definition() == relation.table().definition())
                .count();
        return followed == read;
    }

    @SuppressWarnings("unchecked") // made for this relation
    <P, K> Batch<P, K> batch(ForeignKey<?, P, K> relation) {
        for (int i = 0; i < batches.size(); i++) {
            Batch<?, ?> known = batches.get(i);
            if (known.relation() == relation) return (Batch<P, K>) known;
        }
        Batch<P, K> batch = new Batch<>(database, relation, isJoined(relation));
        batches.add(batch);
        return batch;
    }
}
