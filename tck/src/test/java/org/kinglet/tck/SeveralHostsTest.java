// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinglet.ConnectionException;
import org.kinglet.Database;
import org.kinglet.query.RawSql;
import org.kinglet.testkit.OwnServer;
import org.kinglet.testkit.ServerOptions;
import org.kinglet.testkit.TestServers;
import org.opentest4j.TestAbortedException;

/** Two servers in one URL, of which one is stopped. */
class SeveralHostsTest {
    @ParameterizedTest
    @EnumSource(
            value = TestDatabase.class,
            names = {"POSTGRESQL", "MARIADB"})
    void theNextHostIsTakenWhileTheFirstIsDown(TestDatabase target) {
        if (TestDatabase.all().noneMatch(chosen -> chosen == target)) {
            throw new TestAbortedException(target + " was not asked for by -Dkinglet.tck");
        }
        target.assumeAvailable();
        Function<ServerOptions, OwnServer> start =
                target == TestDatabase.POSTGRESQL ? TestServers::startPostgresql : TestServers::startMariadb;
        try (OwnServer first = start.apply(ServerOptions.defaults());
                OwnServer second = start.apply(ServerOptions.defaults())) {
            first.administer("create database several");
            second.administer("create database several");
            String url = first.url("several")
                    .replace(
                            ":" + first.port() + "/",
                            ":" + first.port() + "," + second.host() + ":" + second.port() + "/");
            RawSql port = RawSql.of(
                            target == TestDatabase.POSTGRESQL
                                    ? "select cast(current_setting('port') as integer)"
                                    : "select @@port")
                    .readOnly();
            try (Database db = Database.builder(url).poolSize(2).open()) {
                assertThat(db.execute(port).scalar(Integer.class)).isEqualTo(first.port());
                assertThat(db.url()).contains(":" + first.port(), ":" + second.port());
                first.stop();
                TaskTest.awaitUntil(() -> answersFrom(db, port, second));
                assertThat(db.<Integer, RuntimeException>atomic(
                                () -> db.execute(port).scalar(Integer.class)))
                        .isEqualTo(second.port());
                try (Database opened = Database.open(url)) {
                    assertThat(opened.execute(port).scalar(Integer.class)).isEqualTo(second.port());
                }
                second.stop();
                assertThatThrownBy(() -> Database.open(url))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining(":" + first.port())
                        .hasMessageContaining(":" + second.port());
                first.start();
                TaskTest.awaitUntil(() -> answersFrom(db, port, first));
                assertThat(db.stats().inUse()).isZero();
            }
        }
    }

    /** A statement may fail that was on its way, or that came before the next host was found to answer. */
    private static boolean answersFrom(Database db, RawSql port, OwnServer server) {
        try {
            return Integer.valueOf(server.port()).equals(db.execute(port).scalar(Integer.class));
        } catch (ConnectionException lost) {
            return false;
        }
    }
}
