// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rows of SQL of your own, and how many rows it changed. Immutable; holds no connection. */
public final class Result implements Iterable<Row> {
    private final List<Row> rows;
    private final long affectedRows;

    /** @param rows are copied */
    public Result(List<Row> rows, long affectedRows) {
        this.rows = List.copyOf(rows);
        this.affectedRows = affectedRows;
    }

    /** All rows; cannot be changed. */
    public List<Row> list() {
        return rows;
    }

    /** All rows; needs no closing. */
    public Stream<Row> stream() {
        return rows.stream();
    }

    @Override
    public Iterator<Row> iterator() {
        return rows.iterator();
    }

    /** The first row, if there is one. */
    public Optional<Row> first() {
        return rows.stream().findFirst();
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }

    /** How many rows were inserted, updated or deleted. */
    public long affectedRows() {
        return affectedRows;
    }

    /** The first column of the first row; null if there is no row, or its value is null. */
    public <V> @Nullable V scalar(Class<V> type) {
        return rows.isEmpty() ? null : rows.getFirst().get(0, type);
    }

    /** The rows as records of this class: each component is the column of that name. */
    public <R extends Record> List<R> as(Class<R> recordClass) {
        RecordMapper<R> mapper = RecordMapper.of(recordClass);
        return rows.stream().map(mapper::map).toList();
    }

    @Override
    public String toString() {
        return "Result[" + rows.size() + " rows, " + affectedRows + " affected]";
    }
}
