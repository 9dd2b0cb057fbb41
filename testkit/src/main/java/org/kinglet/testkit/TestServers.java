// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

/**
 * The servers of this machine. Each is started when it is first used, once per JVM, on a free port of the loopback
 * interface, and stopped when the JVM ends. {@code -Dkinglet.test.postgresql=URL} ({@code .mariadb}, {@code .mysql}) uses a
 * server that runs already; its user must be allowed to create databases.
 *
 * <p>All methods can be called by any thread.
 */
public final class TestServers {
    private static final Engine POSTGRESQL = new PostgresqlEngine();
    private static final Engine MARIADB = new MariadbEngine();
    private static final Engine MYSQL = new MysqlEngine();

    private static final TestServer SHARED_POSTGRESQL = new SharedServer(POSTGRESQL);
    private static final TestServer SHARED_MARIADB = new SharedServer(MARIADB);
    private static final TestServer SHARED_MYSQL = new SharedServer(MYSQL);

    private TestServers() {}

    /** PostgreSQL 18. */
    public static TestServer postgresql() {
        return SHARED_POSTGRESQL;
    }

    /** MariaDB 11.4. */
    public static TestServer mariadb() {
        return SHARED_MARIADB;
    }

    /** MySQL 8.0, where the machine has the {@code libaio.so.1} that it needs. */
    public static TestServer mysql() {
        return SHARED_MYSQL;
    }

    /** Starts a server for one test, which closes it. Throws {@link ServerUnavailableException} where that is impossible. */
    public static OwnServer startPostgresql(ServerOptions options) {
        return OwnServer.start(POSTGRESQL, options);
    }

    /** As {@link #startPostgresql}. */
    public static OwnServer startMariadb(ServerOptions options) {
        return OwnServer.start(MARIADB, options);
    }

    /** As {@link #startPostgresql}. */
    public static OwnServer startMysql(ServerOptions options) {
        return OwnServer.start(MYSQL, options);
    }
}
