// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.kinglet.benchmarks.worker.AuthorRow;
import org.kinglet.benchmarks.worker.Authors;
import org.kinglet.benchmarks.worker.DirectPeer;
import org.kinglet.benchmarks.worker.MeasurementRow;
import org.kinglet.benchmarks.worker.Sql;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.TweetRecord;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;

/** JDBC by hand and HikariCP. */
public final class JdbcPeer implements DirectPeer {
    private static final String RETURNING = Sql.INSERT + " returning id";
    private static final String ARRAYS = "insert into users (username, bio, active, logins)"
            + " select * from unnest(?::text[], ?::text[], ?::boolean[], ?::integer[]) returning id";

    /** The rows of an insert where there are no arrays. */
    private static final int ROWS = 1_000;

    private static final String VALUES = "insert into users (username, bio, active, logins) values "
            + String.join(", ", Collections.nCopies(ROWS, "(?, ?, ?, ?)")) + " returning id";

    private interface Work<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private interface TransactionWork<T> {
        T run(Connection connection) throws SQLException;
    }

    private final HikariDataSource source;
    private final boolean arrays;

    public JdbcPeer(Target target) {
        source = Sources.open(target);
        arrays = target.scheme().equals("postgresql");
    }

    private <T> T execute(String sql, Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return execute(connection, sql, work);
        }
    }

    private static <T> T execute(Connection connection, String sql, Work<T> work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.run(statement);
        }
    }

    private <T> T inTransaction(TransactionWork<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    @Override
    public UserRecord find(long id) throws SQLException {
        return execute(Sql.FIND, query -> {
            query.setLong(1, id);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return Results.user(rows);
            }
        });
    }

    @Override
    public UserRecord insert(UserRecord user) throws SQLException {
        return execute(RETURNING, insert -> {
            Results.bind(insert, 1, user);
            return Results.withKeys(List.of(user), insert).getFirst();
        });
    }

    @Override
    public long update(UserRecord user) throws SQLException {
        return execute(Sql.UPDATE, update -> {
            Results.bind(update, 1, user);
            update.setLong(5, user.id());
            return update.executeUpdate();
        });
    }

    @Override
    public List<UserRecord> list(long after) throws SQLException {
        return execute(Sql.LIST, query -> {
            query.setLong(1, after);
            return Results.list(query, Results::user);
        });
    }

    @Override
    public List<TweetRecord> tweets(long after) throws SQLException {
        return execute(Sql.TWEETS, query -> {
            query.setLong(1, after);
            return Results.list(query, Results::tweet);
        });
    }

    @Override
    public List<AuthorRow> authors(long after) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Authors authors = new Authors(execute(connection, Sql.AUTHORS, query -> {
                query.setLong(1, after);
                return Results.list(query, Results::user);
            }));
            execute(connection, Sql.POSTS, query -> {
                query.setArray(1, connection.createArrayOf("bigint", authors.ids()));
                try (ResultSet tweets = query.executeQuery()) {
                    while (tweets.next()) Results.add(tweets, authors);
                }
                return authors;
            });
            return authors.list();
        }
    }

    @Override
    public long transfer(long from, long to) throws SQLException {
        return inTransaction(connection -> addLogins(connection, -1, from) + addLogins(connection, 1, to));
    }

    private static int addLogins(Connection connection, int number, long id) throws SQLException {
        return execute(connection, Sql.ADD_LOGINS, update -> {
            update.setInt(1, number);
            update.setLong(2, id);
            return update.executeUpdate();
        });
    }

    @Override
    public List<UserRecord> bulkCreate(List<UserRecord> users) throws SQLException {
        return inTransaction(connection -> arrays ? byArrays(connection, users) : byValues(connection, users));
    }

    private static List<UserRecord> byArrays(Connection connection, List<UserRecord> users) throws SQLException {
        return execute(connection, ARRAYS, insert -> {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", users.stream().map(UserRecord::username).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text", users.stream().map(UserRecord::bio).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "boolean", users.stream().map(UserRecord::active).toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "integer", users.stream().map(UserRecord::logins).toArray()));
            return Results.withKeys(users, insert);
        });
    }

    private static List<UserRecord> byValues(Connection connection, List<UserRecord> users) throws SQLException {
        List<UserRecord> created = new ArrayList<>(users.size());
        for (int start = 0; start < users.size(); start += ROWS) {
            List<UserRecord> part = users.subList(start, start + ROWS);
            created.addAll(execute(connection, VALUES, insert -> {
                for (int i = 0; i < ROWS; i++) Results.bind(insert, 1 + i * 4, part.get(i));
                return Results.withKeys(part, insert);
            }));
        }
        return created;
    }

    @Override
    public long bulkUpdate(List<UserRecord> users) throws SQLException {
        return inTransaction(connection -> execute(connection, Sql.SET_LOGINS, update -> {
            for (UserRecord user : users) {
                update.setInt(1, user.logins());
                update.setLong(2, user.id());
                update.addBatch();
            }
            return Arrays.stream(update.executeBatch()).sum();
        }));
    }

    @Override
    public void stream(Consumer<MeasurementRow> consumer) throws SQLException {
        inTransaction(connection -> execute(connection, Sql.MEASUREMENTS, query -> {
            query.setFetchSize(Workload.PAGE);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) consumer.accept(Results.measurement(rows));
            }
            return null;
        }));
    }

    @Override
    public void close() {
        source.close();
    }
}
