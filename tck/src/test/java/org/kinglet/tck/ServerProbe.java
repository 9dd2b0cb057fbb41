// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;

/**
 * On a server the statements sleep, or wait for a lock in the name of the probe that a JDBC connection holds; another one
 * looks at what the server is doing.
 */
final class ServerProbe implements Probe.Kind {
    private static final int FOR_EVER = 100_000; // seconds

    private final TestDatabase target;
    private final int lock;
    private final String name;
    private final Set<String> seen = new HashSet<>();
    private Optional<Connection> watcher = Optional.empty();
    private Optional<Connection> holder = Optional.empty();

    private String url = "";

    ServerProbe(TestDatabase target, int lock, String name) {
        this.target = target;
        this.lock = lock;
        this.name = name;
    }

    @Override
    public DatabaseBuilder prepare(String url) {
        this.url = url; // PostgreSQL's locks are those of a database
        return Database.builder(url);
    }

    private boolean isPostgresql() {
        return target == TestDatabase.POSTGRESQL;
    }

    @Override
    public String endless() {
        // Alone in a select list, MySQL's sleep ends without a failure when it is killed.
        return isPostgresql()
                ? "select 1 from pg_sleep(" + FOR_EVER + ")"
                : "select count(*) from (select 1 as x union all select 2) as two where sleep(" + FOR_EVER + ") = x";
    }

    @Override
    public String endlessWrite() {
        return isPostgresql()
                ? "update users set logins = (select 1 from pg_sleep(" + FOR_EVER + "))"
                : "update users set logins = 1 where sleep(" + FOR_EVER + ") = 0";
    }

    @Override
    public String heldRead() {
        hold();
        return isPostgresql()
                ? "select 1 from pg_advisory_xact_lock_shared(" + lock + ")"
                : "select get_lock('kinglet" + lock + "', 60) + release_lock('kinglet" + lock + "')";
    }

    private void hold() {
        if (holder.isPresent()) return;
        Connection connection = connect(url);
        holder = Optional.of(connection);
        execute(
                connection,
                isPostgresql()
                        ? "select pg_advisory_lock(" + lock + ")"
                        : "select get_lock('kinglet" + lock + "', 60)");
    }

    @Override
    public void release() {
        holder.ifPresent(ServerProbe::close); // with it goes its lock
    }

    /** The server says which statements of ours sleep or wait, each under a name that it has never again. */
    private String running() {
        return switch (target) {
            case POSTGRESQL ->
                "select pid || ' ' || query_start from pg_stat_activity where wait_event in ('PgSleep', 'advisory')"
                        + " and query like '%" + name + "%'";
            case MARIADB ->
                "select query_id from information_schema.processlist where state in ('User sleep', 'User lock')"
                        + " and info like '%" + name + "%'";
            default ->
                "select concat(thread_id, ' ', event_id) from performance_schema.threads"
                        + " join performance_schema.events_statements_current using (thread_id)"
                        + " where processlist_state in ('User sleep', 'User lock')"
                        + " and processlist_info like '%" + name + "%'";
        };
    }

    @Override
    public void awaitBegun() {
        if (watcher.isEmpty()) watcher = Optional.of(connect(url));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!sawAnother(watcher.get())) {
            assertThat(System.nanoTime()).as("it has begun").isLessThan(deadline);
        }
    }

    private boolean sawAnother(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(running())) {
            while (rows.next()) {
                if (seen.add(rows.getString(1))) return true;
            }
            return false;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Connection connect(String to) {
        try {
            return target.server().jdbc(to);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        watcher.ifPresent(ServerProbe::close);
        holder.ifPresent(ServerProbe::close);
    }
}
