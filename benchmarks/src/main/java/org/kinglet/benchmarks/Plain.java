// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** sqlite-jdbc as it can be used best: one thread, statements prepared once, no generated keys asked for. */
final class Plain implements Side {
    private final Connection connection;
    private final PreparedStatement byId;
    private final PreparedStatement list;
    private final PreparedStatement insert;

    Plain(Path file, String synchronous) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = " + synchronous);
            statement.execute("pragma foreign_keys = on");
            statement.execute("create table users (id integer primary key, username text not null, bio text,"
                    + " active integer not null, logins integer not null)");
        }
        byId = connection.prepareStatement("select id, username, bio, active, logins from users where id = ?");
        list = connection.prepareStatement("select id, username, bio, active, logins from users where id <= " + ROWS);
        insert = connection.prepareStatement("insert into users (username, bio, active, logins) values (?, ?, ?, ?)");
        bulk(IntStream.range(0, ROWS).mapToObj(User::numbered).toList());
    }

    @Override
    public void pointSelects(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            byId.setLong(1, 1 + i % ROWS);
            try (ResultSet rows = byId.executeQuery()) {
                rows.next();
                if (read(rows).id != 1 + i % ROWS) throw new AssertionError();
            }
        }
    }

    @Override
    public void inserts(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            bind(User.numbered(i));
            insert.executeUpdate();
        }
    }

    @Override
    public List<User> list() throws SQLException {
        List<User> users = new ArrayList<>();
        try (ResultSet rows = list.executeQuery()) {
            while (rows.next()) users.add(read(rows));
        }
        return users;
    }

    @Override
    public void bulk(List<User> users) throws SQLException {
        connection.setAutoCommit(false);
        for (User user : users) {
            bind(user);
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from users where id > " + ROWS);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void bind(User user) throws SQLException {
        insert.setString(1, user.username);
        insert.setString(2, user.bio);
        insert.setBoolean(3, user.active);
        insert.setInt(4, user.logins);
    }

    private static User read(ResultSet row) throws SQLException {
        User user = new User();
        user.id = row.getLong(1);
        user.username = row.getString(2);
        user.bio = row.getString(3);
        user.active = row.getBoolean(4);
        user.logins = row.getInt(5);
        return user;
    }
}
