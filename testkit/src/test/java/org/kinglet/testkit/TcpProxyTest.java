// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kinglet.testkit.TcpProxy.Fault;
import org.kinglet.testkit.TcpProxy.Side;

class TcpProxyTest {
    private final TestServer server = TestServers.postgresql();

    @Test
    void passesOnAndCutsAndRefuses() throws SQLException {
        try (TcpProxy proxy = TcpProxy.before(server)) {
            String url = proxy.url(server.mainUrl());
            assertThat(url).isNotEqualTo(server.mainUrl());
            try (Connection connection = server.jdbc(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
                proxy.cut();
                assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
            }
            proxy.refuse(true);
            assertThatThrownBy(() -> server.jdbc(url)).isInstanceOf(SQLException.class);
            proxy.refuse(false);
            server.jdbc(url).close();
            assertThat(proxy.hits()).isPositive();
        }
    }

    @Test
    void failsWhereTheTextIsSaid() throws SQLException {
        String url = server.newDatabase();
        try (TcpProxy proxy = TcpProxy.before(server);
                Connection direct = server.jdbc(url)) {
            direct.createStatement().execute("create table notes (id int)");
            for (Fault fault :
                    new Fault[] {Fault.CLOSE_BEFORE, Fault.RESET_BEFORE, Fault.CLOSE_AT_ANSWER, Fault.RESET_AT_ANSWER
                    }) {
                proxy.at("INSERT into NOTES", fault);
                try (Connection connection = server.jdbc(proxy.url(url));
                        Statement statement = connection.createStatement()) {
                    statement.execute("select 1");
                    assertThatThrownBy(() -> statement.execute("insert into notes values (1)"))
                            .isInstanceOf(SQLException.class);
                }
            }
            assertThat(proxy.hits()).isEqualTo(4);
            try (var rows = direct.createStatement().executeQuery("select count(*) from notes")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(2); // those whose answer alone was lost
            }
        }
        server.dropDatabase(url);
    }

    @Test
    void holdsBackAndPasses() throws Exception {
        try (TcpProxy proxy = TcpProxy.before(server);
                Connection connection = server.jdbc(proxy.url(server.mainUrl()));
                Statement statement = connection.createStatement()) {
            proxy.record();
            proxy.hold(Side.SERVER);
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    answer.complete(statement.execute("select 'held'"));
                } catch (SQLException failure) {
                    answer.completeExceptionally(failure);
                }
            });
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (proxy.count("select 'held'") == 0 && System.nanoTime() < deadline) Thread.onSpinWait();
            assertThat(answer).isNotDone();
            proxy.pass();
            assertThat(answer.get(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
