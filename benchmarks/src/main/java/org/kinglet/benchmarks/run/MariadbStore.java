// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.sql.Connection;
import java.sql.SQLException;
import org.kinglet.testkit.OwnServer;
import org.kinglet.testkit.ServerOptions;
import org.kinglet.testkit.TestServers;

/** MariaDB; a commit goes to the system and does not wait for the disk. */
final class MariadbStore implements Store {
    private final ServerTree tree = new ServerTree();
    private final OwnServer server = TestServers.startMariadb(ServerOptions.defaults()
            .setting("innodb-flush-log-at-trx-commit", "2")
            .setting("innodb-buffer-pool-size", "256M")
            .setting("innodb-log-file-size", "512M"));
    private final String url = server.newDatabase();
    private final Connection connection;

    MariadbStore() throws SQLException {
        tree.started();
        connection = server.jdbc(url);
        String user = "(id bigint auto_increment primary key, username varchar(255) not null, bio text,"
                + " active boolean not null, logins integer not null)";
        Tables.execute(
                connection,
                "set session sql_mode = concat(@@sql_mode, ',PIPES_AS_CONCAT')",
                "set session max_recursive_iterations = 4000000000",
                "create table users_seed " + user,
                "create table users " + user,
                Tables.users("true"));
        reset(url);
    }

    @Override
    public String url(Contestant contestant, Setting setting) {
        return url;
    }

    @Override
    public void reset(String of) throws SQLException {
        Tables.execute(
                connection,
                "truncate table users",
                "insert into users select * from users_seed",
                "analyze table users");
    }

    @Override
    public long users(String of) throws SQLException {
        return Tables.number(connection, "select count(*) from users");
    }

    @Override
    public long cpuNanos() {
        return tree.cpuNanos();
    }

    @Override
    public String version() throws SQLException {
        return "MariaDB " + Tables.text(connection, "select version()");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        server.close();
    }
}
