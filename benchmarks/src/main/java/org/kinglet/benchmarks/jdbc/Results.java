// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.kinglet.benchmarks.worker.Authors;
import org.kinglet.benchmarks.worker.MeasurementRecord;
import org.kinglet.benchmarks.worker.TweetRecord;
import org.kinglet.benchmarks.worker.UserRecord;

/** Rows of JDBC by hand, into records and out of them. */
final class Results {
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private Results() {}

    static <T> List<T> list(PreparedStatement query, Mapper<T> mapper) throws SQLException {
        List<T> list = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) list.add(mapper.map(rows));
        }
        return list;
    }

    static UserRecord user(ResultSet row) throws SQLException {
        return user(row, 1);
    }

    private static UserRecord user(ResultSet row, int first) throws SQLException {
        return new UserRecord(
                row.getLong(first),
                row.getString(first + 1),
                row.getString(first + 2),
                row.getBoolean(first + 3),
                row.getInt(first + 4));
    }

    static TweetRecord tweet(ResultSet row) throws SQLException {
        return new TweetRecord(row.getLong(1), user(row, 4), row.getString(2), created(row));
    }

    static void add(ResultSet tweet, Authors authors) throws SQLException {
        authors.add(tweet.getLong(1), tweet.getString(2), created(tweet), tweet.getLong(4));
    }

    private static Instant created(ResultSet tweet) throws SQLException {
        return tweet.getObject(3, OffsetDateTime.class).toInstant();
    }

    static MeasurementRecord measurement(ResultSet row) throws SQLException {
        return new MeasurementRecord(row.getLong(1), row.getString(2), row.getInt(3));
    }

    static void bind(PreparedStatement insert, int first, UserRecord user) throws SQLException {
        insert.setString(first, user.username());
        insert.setString(first + 1, user.bio());
        insert.setBoolean(first + 2, user.active());
        insert.setInt(first + 3, user.logins());
    }

    /** The users under the keys that the insert returns, in order. */
    static List<UserRecord> withKeys(List<UserRecord> users, PreparedStatement insert) throws SQLException {
        List<UserRecord> created = new ArrayList<>(users.size());
        try (ResultSet keys = insert.executeQuery()) {
            for (UserRecord user : users) {
                keys.next();
                created.add(user.withId(keys.getLong(1)));
            }
        }
        return created;
    }
}
