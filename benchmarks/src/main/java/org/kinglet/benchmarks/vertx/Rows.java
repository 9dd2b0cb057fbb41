// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.vertx;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.kinglet.benchmarks.worker.Authors;
import org.kinglet.benchmarks.worker.MeasurementRecord;
import org.kinglet.benchmarks.worker.TweetRecord;
import org.kinglet.benchmarks.worker.UserRecord;

/** Rows by hand, into records and out of them. */
final class Rows {
    private Rows() {}

    static UserRecord user(Row row) {
        return user(row, 0);
    }

    private static UserRecord user(Row row, int first) {
        return new UserRecord(
                row.getLong(first),
                row.getString(first + 1),
                row.getString(first + 2),
                row.getBoolean(first + 3),
                row.getInteger(first + 4));
    }

    static TweetRecord tweet(Row row) {
        return new TweetRecord(row.getLong(0), user(row, 3), row.getString(1), instant(row.getValue(2)));
    }

    static Authors with(Authors authors, RowSet<Row> tweets) {
        for (Row row : tweets) authors.add(row.getLong(0), row.getString(1), instant(row.getValue(2)), row.getLong(3));
        return authors;
    }

    /** MariaDB's time has no zone; it is kept in UTC. */
    private static Instant instant(Object time) {
        return time instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    }

    static MeasurementRecord measurement(Row row) {
        return new MeasurementRecord(row.getLong(0), row.getString(1), row.getInteger(2));
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapper) {
        List<T> list = new ArrayList<>(rows.size());
        for (Row row : rows) list.add(mapper.apply(row));
        return list;
    }

    static Tuple inserted(UserRecord user) {
        return Tuple.of(user.username(), user.bio(), user.active(), user.logins());
    }

    static Tuple updated(UserRecord user) {
        return Tuple.of(user.username(), user.bio(), user.active(), user.logins(), user.id());
    }
}
