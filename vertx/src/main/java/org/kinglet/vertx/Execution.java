// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.internal.QueryResultHandler;
import io.vertx.sqlclient.internal.RowDesc;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.RowCollector;

/**
 * One execution of a command, or one fetch, as the Vert.x client sees it: it is given the rows while they are decoded, and
 * then the counts. A collector that throws gets no more rows; the rest of the result is read and dropped, so the
 * connection is none the worse for it. Only the first result of a statement that has several counts.
 */
final class Execution<R> implements Collector<Row, Execution<R>, Execution<R>>, QueryResultHandler<Execution<R>> {
    private final Wire wire;
    private final Command<R> command;
    private @Nullable RowCollector<R> collector;
    private @Nullable Throwable thrown;
    private boolean started;
    private boolean ended;
    private long count;
    private long affectedRows;
    private long lastInsertedId;

    Execution(Wire wire, Command<R> command) {
        this.wire = wire;
        this.command = command;
    }

    /** Whether no row came, and none was touched. */
    boolean isEmpty() {
        return count == 0 && affectedRows <= 0;
    }

    private RowCollector<R> collector() {
        RowCollector<R> known = collector;
        if (known == null) {
            known = command.collector().get();
            collector = known;
        }
        return known;
    }

    private void start(RowCollector<R> to, List<String> names) {
        started = true;
        wire.rows().names(names);
        to.start(wire.rows());
    }

    private void accept(Row row) {
        if (thrown == null && !ended) {
            try {
                RowCollector<R> to = collector();
                if (!started) {
                    start(to, new RowNames(row));
                }
                count += wire.rows().read(row, to);
            } catch (Throwable failure) {
                thrown = failure;
            }
        }
        row.release();
    }

    @Override
    public void handleResult(
            int updated, int size, @Nullable RowDesc desc, Execution<R> result, @Nullable Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        affectedRows = updated;
        if (failure != null && thrown == null) {
            thrown = failure;
        }
        if (thrown == null && !started) {
            try {
                start(collector(), desc == null ? List.of() : desc.columnNames());
            } catch (Throwable broken) {
                thrown = broken;
            }
        }
    }

    @Override
    public <V> void addProperty(PropertyKind<V> property, V value) {
        if (property == wire.protocol().lastInsertedId() && lastInsertedId == 0) {
            lastInsertedId = (Long) value;
        }
    }

    /**
     * The result, when everything has arrived.
     *
     * @param affected whether the affected rows are wanted; for a query some servers report the rows that it returned
     * @throws Throwable what the collector threw
     */
    R finish(boolean affected) throws Throwable {
        RowCollector<R> to = collector();
        if (!started && thrown == null) {
            start(to, List.of()); // a statement without any result, such as an empty one
        }
        if (thrown != null) {
            throw thrown;
        }
        return to.finish(affected ? Math.max(0, affectedRows) : 0, lastInsertedId);
    }

    /** As {@link #finish(boolean)}, for a chunk of a cursor. */
    R finishChunk() throws Throwable {
        affectedRows = count;
        return finish(true);
    }

    @Override
    public Supplier<Execution<R>> supplier() {
        return () -> this;
    }

    @Override
    public BiConsumer<Execution<R>, Row> accumulator() {
        return Execution::accept;
    }

    @Override
    public BinaryOperator<Execution<R>> combiner() {
        return (first, second) -> first;
    }

    @Override
    public Function<Execution<R>, Execution<R>> finisher() {
        return Function.identity();
    }

    @Override
    public Set<Characteristics> characteristics() {
        return Set.of(Characteristics.IDENTITY_FINISH);
    }

    /** The names of a row's columns, which may be more than the client has made values of. */
    private static final class RowNames extends AbstractList<String> {
        private final String[] names;

        RowNames(Row row) {
            int count = 0;
            while (row.getColumnName(count) != null) {
                count++;
            }
            names = new String[count];
            for (int i = 0; i < count; i++) {
                names[i] = row.getColumnName(i);
            }
        }

        @Override
        public String get(int index) {
            return names[index];
        }

        @Override
        public int size() {
            return names.length;
        }
    }
}
