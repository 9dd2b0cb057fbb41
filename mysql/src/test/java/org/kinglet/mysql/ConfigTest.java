// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.vertx.ServerUrl.Server;
import org.kinglet.vertx.TargetServer;
import org.kinglet.vertx.TlsMode;

class ConfigTest {
    private static MysqlConfig read(String url) {
        return MysqlConfig.read(url, MysqlSettings.defaults(), Map.of());
    }

    @Test
    void theUrlSaysItAll() {
        MysqlConfig config = read(
                "mariadb://me:se%40cret@one:3307,two/shop?sslmode=disable&connect_timeout=3"
                        + "&isolation=read-committed&statementCacheSize=7&preparedStatements=off&pipelining-depth=9"
                        + "&targetServer=primary&sessionVariables=lock_wait_timeout=10,%20sql_safe_updates=1&applicationName=till");
        assertThat(config.servers()).containsExactly(new Server("one", 3307), new Server("two", 3306));
        assertThat(config.user()).isEqualTo("me");
        assertThat(config.password()).isEqualTo("se@cret");
        assertThat(config.database()).isEqualTo("shop");
        assertThat(config.tls().mode()).isEqualTo(TlsMode.DISABLE);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.isolation()).isEqualTo("READ-COMMITTED");
        assertThat(config.statementCacheSize()).isEqualTo(7);
        assertThat(config.preparedStatements()).isFalse();
        assertThat(config.pipeliningDepth()).isEqualTo(9);
        assertThat(config.target()).isEqualTo(TargetServer.PRIMARY);
        assertThat(config.applicationName()).isEqualTo("till");
        assertThat(config.variables()).containsEntry("lock_wait_timeout", "10").containsEntry("sql_safe_updates", "1");
        assertThat(config.displayUrl()).isEqualTo("mariadb://one:3307,two:3306/shop");
        assertThat(config).hasToString(config.displayUrl());
    }

    @Test
    void theUrlWinsOverSettingsAndThoseOverTheEnvironment() {
        MysqlSettings settings = MysqlSettings.defaults().option("user", "ours").option("password", "ours");
        Map<String, String> environment =
                Map.of("MYSQL_PWD", "theirs", "MYSQL_HOST", "there", "MYSQL_TCP_PORT", "3399", "HOME", "not an option");
        MysqlConfig config = MysqlConfig.read("mysql://me@/shop", settings, environment);
        assertThat(config.user()).isEqualTo("me");
        assertThat(config.password()).isEqualTo("ours");
        assertThat(config.servers()).containsExactly(new Server("there", 3399));
        assertThat(MysqlConfig.read("mysql://here/shop", MysqlSettings.defaults(), environment))
                .extracting(MysqlConfig::password)
                .isEqualTo("theirs");
    }

    @Test
    void aSocketIsUsedWhereNoHostIsNamed() {
        Map<String, String> environment = Map.of("MYSQL_UNIX_PORT", "/run/s");
        assertThat(MysqlConfig.read("mysql:///shop", MysqlSettings.defaults(), environment)
                        .servers())
                .containsExactly(new Server("/run/s", 3306));
        assertThat(MysqlConfig.read("mysql://host/shop", MysqlSettings.defaults(), environment)
                        .servers())
                .containsExactly(new Server("host", 3306));
        assertThat(read("mysql:///shop?socket=/tmp/s").servers()).containsExactly(new Server("/tmp/s", 3306));
        assertThat(read("mysql://%2Ftmp%2Fs/shop").servers()).containsExactly(new Server("/tmp/s", 3306));
    }

    @Test
    void mistakesAreToldWithoutValues() {
        for (String url : new String[] {
            "mysql://me:secret@h/d?sslmod=require",
            "mysql://me:secret@h/d?sslmode=secret",
            "mysql://me:secret@h/d?isolation=secret",
            "mysql://me:secret@h/d?sessionVariables=secret",
            "mysql://me:secret@h/d?serverPublicKey=/no/such/secret",
            "mysql://me:secret@h:port/d",
        }) {
            assertThatThrownBy(() -> read(url))
                    .as(url)
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.PROGRAMMING))
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> read("mysql://h/d?sslmod=require"))
                .hasMessageContaining("sslmod")
                .hasMessageContaining("sslmode")
                .hasMessageContaining("sessionVariables");
    }

    @Test
    void variablesCannotBreakOutOfTheStatementThatSetsThem() {
        MysqlConfig config = MysqlConfig.read(
                "mysql://h/d",
                MysqlSettings.defaults()
                        .variable("init_connect", "x', sql_mode = '")
                        .variable("a.b", "5"),
                Map.of());
        String sql = Session.setUp(config, ServerVersion.parse("11.4.5-MariaDB"));
        assertThat(sql)
                .startsWith("set names utf8mb4 collate utf8mb4_nopad_bin, session sql_mode = 'STRICT_TRANS_TABLES,")
                .contains("session init_connect = _utf8mb4 0x78272c2073716c5f6d6f6465203d2027")
                .endsWith("session a.b = 5");
        assertThatThrownBy(() -> MysqlSettings.defaults().variable("a = 1, b", "5"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void versionsAreReadAsServersWriteThem() {
        assertThat(ServerVersion.parse("5.5.5-10.11.6-MariaDB-1:10.11.6+maria~ubu2204"))
                .isEqualTo(new ServerVersion(true, 10, 11, 6));
        assertThat(ServerVersion.parse("11.4.5-MariaDB")).isEqualTo(new ServerVersion(true, 11, 4, 5));
        assertThat(ServerVersion.parse("8.0.36-0ubuntu0.22.04.1")).isEqualTo(new ServerVersion(false, 8, 0, 36));
        assertThat(ServerVersion.parse("8.0.mysql_aurora.3.04.0")).isEqualTo(new ServerVersion(false, 8, 0, 0));
        assertThat(ServerVersion.parse("9.7")).isEqualTo(new ServerVersion(false, 9, 7, 0));
        assertThat(ServerVersion.parse("5.7.44").isSupported()).isFalse();
        assertThat(ServerVersion.parse("10.6.1-MariaDB").isSupported()).isFalse();
        assertThat(ServerVersion.parse("nonsense").isSupported()).isFalse();
        assertThat(ServerVersion.parse("8.0.15").exactCollation()).isEqualTo("utf8mb4_bin");
        assertThat(ServerVersion.parse("8.4.0").exactCollation()).isEqualTo("utf8mb4_0900_bin");
    }
}
