// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.BulkRenderer;
import org.kinglet.dialect.Dialect;
import org.kinglet.dialect.EntityRenderer;
import org.kinglet.schema.TableDefinition;

/** The statements about single entities of one table in one database, each written once. Thread-safe. */
final class EntitySql {
    private final EntityRenderer renderer;
    private final BulkRenderer bulk;
    private final Map<BitSet, String> inserts = new ConcurrentHashMap<>();
    private final Map<BitSet, String> insertsReturningKey = new ConcurrentHashMap<>();
    private final Map<BitSet, String> insertsOfArrays = new ConcurrentHashMap<>();
    private final Map<BitSet, String> insertsOfArraysReturningKey = new ConcurrentHashMap<>();
    private final Map<BitSet, String> updatesOfArrays = new ConcurrentHashMap<>();
    private final Map<BitSet, String> insertsOrNothing = new ConcurrentHashMap<>();
    private final Map<BitSet, String> updates = new ConcurrentHashMap<>();
    private final Latest insertMany = new Latest();
    private final Latest insertManyReturningKey = new Latest();
    private final Latest updateMany = new Latest();
    private final List<String> primaryKey;
    private final String selectByKey;
    private final String delete;

    EntitySql(Dialect dialect, TableDefinition table) {
        this.renderer = new EntityRenderer(dialect, table);
        this.bulk = new BulkRenderer(dialect, table);
        this.primaryKey = table.primaryKey();
        this.selectByKey = renderer.selectBy(table.primaryKey());
        this.delete = renderer.delete();
    }

    String insert(BitSet columns) {
        return cached(inserts, columns, set -> renderer.insert(set, 1));
    }

    String insertReturningKey(BitSet columns) {
        return cached(insertsReturningKey, columns, set -> renderer.insertReturning(set, 1, primaryKey));
    }

    String insertOrNothing(BitSet columns) {
        return cached(insertsOrNothing, columns, renderer::insertOrNothing);
    }

    String update(BitSet columns) {
        return cached(updates, columns, renderer::update);
    }

    /** Whether rows of these columns go as one array for each column. */
    boolean insertTakesArrays(BitSet columns) {
        return bulk.takesArrays(columns);
    }

    /** Whether the key, the version and these columns go as one array for each column. */
    boolean updateTakesArrays(BitSet columns) {
        return bulk.updateTakesArrays(columns);
    }

    String insertMany(BitSet columns, int rows) {
        if (bulk.takesArrays(columns)) return cached(insertsOfArrays, columns, bulk::insertArrays);
        return insertMany.of(columns, rows, set -> renderer.insert(set, rows));
    }

    String insertManyReturningKey(BitSet columns, int rows) {
        if (bulk.takesArrays(columns)) {
            return cached(
                    insertsOfArraysReturningKey,
                    columns,
                    set -> bulk.insertArrays(set) + renderer.returning(primaryKey));
        }
        return insertManyReturningKey.of(columns, rows, set -> renderer.insertReturning(set, rows, primaryKey));
    }

    String updateMany(BitSet columns, int rows) {
        if (bulk.updateTakesArrays(columns)) return cached(updatesOfArrays, columns, set -> bulk.update(set, 0));
        return updateMany.of(columns, rows, set -> bulk.update(set, rows));
    }

    String selectByKey() {
        return selectByKey;
    }

    /** Reads these columns of the row with a key. */
    String selectComputed(List<String> columns) {
        return renderer.select(columns, primaryKey);
    }

    String delete() {
        return delete;
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
