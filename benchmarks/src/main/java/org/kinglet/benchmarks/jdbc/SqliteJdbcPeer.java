// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.kinglet.benchmarks.worker.DirectPeer;
import org.kinglet.benchmarks.worker.Sql;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;

/** sqlite-jdbc as it can be used best: one thread, one connection, statements prepared once. */
public final class SqliteJdbcPeer implements DirectPeer {
    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement list;
    private final PreparedStatement insert;
    private final PreparedStatement lastKey;

    public SqliteJdbcPeer(Target target) throws SQLException {
        String[] parts = target.url().split("\\?synchronous=", 2);
        connection = DriverManager.getConnection("jdbc:" + parts[0]);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma foreign_keys = on");
            statement.execute("pragma synchronous = " + parts[1]);
        }
        find = connection.prepareStatement(Sql.FIND);
        list = connection.prepareStatement(Sql.LIST);
        insert = connection.prepareStatement(Sql.INSERT);
        lastKey = connection.prepareStatement("select last_insert_rowid()");
    }

    @Override
    public int tasks(Workload workload) {
        return 1;
    }

    @Override
    public UserRecord find(long id) throws SQLException {
        find.setLong(1, id);
        try (ResultSet rows = find.executeQuery()) {
            rows.next();
            return Results.user(rows);
        }
    }

    @Override
    public UserRecord insert(UserRecord user) throws SQLException {
        Results.bind(insert, 1, user);
        insert.executeUpdate();
        return user.withId(lastKey());
    }

    private long lastKey() throws SQLException {
        try (ResultSet row = lastKey.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public List<UserRecord> list(long after) throws SQLException {
        list.setLong(1, after);
        return Results.list(list, Results::user);
    }

    /** Keys follow each other: nobody else writes meanwhile. */
    @Override
    public List<UserRecord> bulkCreate(List<UserRecord> users) throws SQLException {
        connection.setAutoCommit(false);
        for (UserRecord user : users) {
            Results.bind(insert, 1, user);
            insert.addBatch();
        }
        insert.executeBatch();
        long key = lastKey() - users.size();
        connection.commit();
        connection.setAutoCommit(true);
        List<UserRecord> created = new ArrayList<>(users.size());
        for (UserRecord user : users) created.add(user.withId(++key));
        return created;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
