// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.EntityRenderer;
import org.kinglet.schema.TableDefinition;

/** The statements about single entities of one table in one database, each written once. Thread-safe. */
final class EntitySql {
    private final EntityRenderer renderer;
    private final Map<BitSet, String> inserts = new ConcurrentHashMap<>();
    private final Map<BitSet, String> insertsOrNothing = new ConcurrentHashMap<>();
    private final Map<BitSet, String> updates = new ConcurrentHashMap<>();
    private final Latest insertMany = new Latest();
    private final Latest insertManyReturningKey = new Latest();
    private final Latest updateMany = new Latest();
    private final List<String> primaryKey;
    private final String selectByKey;
    private final String delete;

    EntitySql(EntityRenderer renderer, TableDefinition table) {
        this.renderer = renderer;
        this.primaryKey = table.primaryKey();
        this.selectByKey = renderer.selectBy(table.primaryKey());
        this.delete = renderer.delete();
    }

    String insert(BitSet columns) {
        return cached(inserts, columns, set -> renderer.insert(set, 1));
    }

    String insertOrNothing(BitSet columns) {
        return cached(insertsOrNothing, columns, renderer::insertOrNothing);
    }

    String update(BitSet columns) {
        return cached(updates, columns, renderer::update);
    }

    String insertMany(BitSet columns, int rows) {
        return insertMany.of(columns, rows, set -> renderer.insert(set, rows));
    }

    String insertManyReturningKey(BitSet columns, int rows) {
        return insertManyReturningKey.of(columns, rows, set -> renderer.insertReturning(set, rows, primaryKey));
    }

    String updateMany(BitSet columns, int rows) {
        return updateMany.of(columns, rows, set -> renderer.updateMany(set, rows));
    }

    String selectByKey() {
        return selectByKey;
    }

    String delete() {
        return delete;
    }

    EntityRenderer renderer() {
        return renderer;
    }

    private static String cached(Map<BitSet, String> cache, BitSet columns, Function<BitSet, String> render) {
        String sql = cache.get(columns);
        if (sql != null) return sql;
        BitSet key = (BitSet) columns.clone();
        return cache.computeIfAbsent(key, render);
    }

    /** Only the latest is kept: all batches but the last are of one size, and the sizes that there may be are many. */
    private static final class Latest {
        private volatile @Nullable Batch latest;

        private record Batch(BitSet columns, int rows, String sql) {}

        String of(BitSet columns, int rows, Function<BitSet, String> render) {
            Batch known = latest;
            if (known != null && known.rows == rows && known.columns.equals(columns)) return known.sql;
            String sql = render.apply(columns);
            latest = new Batch((BitSet) columns.clone(), rows, sql);
            return sql;
        }
    }
}
