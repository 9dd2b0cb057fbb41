// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServersTest {
    static Stream<TestServer> shared() {
        return Stream.of(TestServers.postgresql(), TestServers.mariadb(), TestServers.mysql());
    }

    @ParameterizedTest
    @MethodSource("shared")
    void eachDatabaseIsNew(TestServer server) throws SQLException {
        String first = server.newDatabase();
        String second = server.newDatabase();
        assertThat(second).isNotEqualTo(first);
        execute(server, first, "create table notes (id int primary key, text varchar(20))");
        execute(server, second, "create table notes (id int primary key, text varchar(20))");
        execute(server, first, "insert into notes values (1, '\uD83D\uDC26')");
        assertThat(text(server, first, "select text from notes")).isEqualTo("\uD83D\uDC26");
        assertThat(text(server, second, "select count(*) from notes")).isEqualTo("0");
        server.clearDatabase(second);
        execute(server, second, "create table notes (id int primary key)");
        server.clearDatabase(second);
        execute(server, second, "create table notes (id int primary key)");
        server.dropDatabase(first);
        assertThatThrownBy(() -> server.jdbc(first)).isInstanceOf(SQLException.class);
        server.dropDatabase(second);
    }

    @ParameterizedTest
    @MethodSource("shared")
    void aWrongPasswordIsTurnedDown(TestServer server) {
        String url = server.newDatabase().replace(":" + server.password() + "@", ":wrong@");
        assertThatThrownBy(() -> server.jdbc(url)).isInstanceOf(SQLException.class);
    }

    @Test
    void whatIsCommittedOutlivesACrash() throws SQLException {
        try (OwnServer server = TestServers.startPostgresql(ServerOptions.defaults())) {
            outlivesACrash(server);
        }
        try (OwnServer server = TestServers.startMariadb(ServerOptions.defaults())) {
            outlivesACrash(server);
        }
    }

    private static void outlivesACrash(OwnServer server) throws SQLException {
        String url = server.newDatabase();
        execute(server, url, "create table notes (id int primary key)");
        execute(server, url, "insert into notes values (1)");
        server.restart();
        assertThat(text(server, url, "select count(*) from notes")).isEqualTo("1");
        assertThat(server.newDatabase()).isNotEqualTo(url);
    }

    @Test
    void aSettingWinsOverTheKits() throws SQLException {
        try (OwnServer server =
                TestServers.startPostgresql(ServerOptions.defaults().setting("max_connections", "17"))) {
            assertThat(text(server, server.url("postgres"), "show max_connections"))
                    .isEqualTo("17");
        }
        try (OwnServer server =
                TestServers.startMariadb(ServerOptions.defaults().setting("max_connections", "17"))) {
            assertThat(text(server, server.url("mysql"), "select @@max_connections"))
                    .isEqualTo("17");
        }
    }

    private static void execute(TestServer server, String url, String sql) throws SQLException {
        try (Connection connection = server.jdbc(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(TestServer server, String url, String sql) throws SQLException {
        try (Connection connection = server.jdbc(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
