// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.Reply;
import org.kinglet.query.Select;

/** The rows of a cursor, a chunk at a time, for one reader. */
public final class RowStream<T> implements Iterator<T> {
    private final Engine engine;
    private final Select<T> select;
    private final Command<List<T>> command;
    private final @Nullable Duration timeout;
    private final int fetchSize;
    private final Channel channel;
    private final Channel.OpenCursor<List<T>> open;
    private final boolean hooked;
    private Iterator<T> chunk = List.<T>of().iterator();
    private boolean first = true;
    private boolean last;

    RowStream(Engine engine, Channel channel, Select<T> select, int fetchSize) {
        if (fetchSize < 1)
            throw new IllegalArgumentException("a stream fetches at least one row at a time, not " + fetchSize);
        this.engine = engine;
        this.select = select;
        this.command = Requests.rows(engine, select);
        this.timeout = Requests.limit(engine, select);
        this.fetchSize = fetchSize;
        this.channel = select.isOnPrimary() ? channel.onPrimary() : channel;
        this.hooked = AfterLoad.isFor(engine, select);
        this.open = this.channel.open(command);
    }

    /** A lazy stream that closes itself at its end. */
    public static <T> Stream<T> open(Engine engine, Channel channel, Select<T> select, int fetchSize) {
        engine.checkMayBlock();
        RowStream<T> rows = new RowStream<>(engine, channel, select, fetchSize);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.IMMUTABLE), false)
                .onClose(rows::close);
    }

    @Override
    public boolean hasNext() {
        while (!chunk.hasNext()) {
            if (last) return false;
            fetch();
        }
        return true;
    }

    @Override
    public T next() {
        if (!hasNext()) throw new NoSuchElementException();
        return chunk.next();
    }

    void close() {
        last = true;
        chunk = List.<T>of().iterator();
        open.close();
    }

    private void fetch() {
        try {
            Reply<List<T>> reply = open.fetch(fetchSize);
            engine.fetched(command, reply, first);
            first = false;
            List<T> rows = Waiting.await(channel, reply, command.sql(), timeout);
            last = rows.size() < fetchSize;
            if (RelatedRows.areFor(select)) RelatedRows.load(open.beside(), select, rows);
            if (hooked) AfterLoad.run(channel, hooks -> hooks.show(select, rows));
            chunk = rows.iterator();
        } catch (Throwable failure) {
            closeAfter(failure);
            throw failure;
        }
        if (last) open.close();
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }
}
