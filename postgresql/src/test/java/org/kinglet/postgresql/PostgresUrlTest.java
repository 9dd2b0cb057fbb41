// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.Isolation;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.vertx.ServerUrl;
import org.kinglet.vertx.ServerUrl.Server;
import org.kinglet.vertx.TargetServer;
import org.kinglet.vertx.TlsMode;

/** What URL, settings and environment amount to, without a server. */
class PostgresUrlTest {
    private static PostgresConfig config(String url) {
        return config(url, PostgresSettings.defaults(), Map.of());
    }

    private static PostgresConfig config(String url, PostgresSettings settings, Map<String, String> environment) {
        return PostgresConfig.of(ServerUrl.parse(url), settings, environment);
    }

    @Test
    void every_part() {
        PostgresConfig config = config("postgres://m%C3%BCller%40home:p%3Aa%2Fs%3Fs%40%25@db.example:6000/my%2Fdb"
                + "?sslmode=disable&connect_timeout=3&pipelining=7&statement_cache_size=9&prepared_statements=off");
        assertThat(config.user()).isEqualTo("müller@home");
        assertThat(config.password()).isEqualTo("p:a/s?s@%");
        assertThat(config.servers()).containsExactly(new Server("db.example", 6000));
        assertThat(config.database()).isEqualTo("my/db");
        assertThat(config.tls().mode()).isEqualTo(TlsMode.DISABLE);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.pipelining()).isEqualTo(7);
        assertThat(config.statementCacheSize()).isEqualTo(9);
        assertThat(config.prepared()).isFalse();
        assertThat(config.toString()).isEqualTo("postgresql://db.example:6000/my/db");
    }

    @Test
    void nothing_but_the_scheme() {
        PostgresConfig config = config("postgresql://");
        assertThat(config.servers()).containsExactly(new Server("localhost", 5432));
        assertThat(config.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(config.database()).isEqualTo(config.user());
        assertThat(config.password()).isEmpty();
        assertThat(config.tls().mode()).isEqualTo(TlsMode.PREFER);
        assertThat(config.target()).isEqualTo(TargetServer.ANY);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.prepared()).isTrue();
        assertThat(config("postgresql://ann@/").database()).isEqualTo("ann");
    }

    @Test
    void hosts() {
        assertThat(config("postgresql://a,b:1,[::1]:2,[fe80::1%25eth0]/db").servers())
                .containsExactly(
                        new Server("a", 5432),
                        new Server("b", 1),
                        new Server("::1", 2),
                        new Server("fe80::1%eth0", 5432));
        assertThat(config("postgresql://a,b:1/db?port=7").servers())
                .containsExactly(new Server("a", 7), new Server("b", 1));
        assertThat(config("postgresql:///db?host=a,b&port=7,8").servers())
                .containsExactly(new Server("a", 7), new Server("b", 8));
        assertThat(config("postgresql:///db?host=a:7,b:8").servers())
                .containsExactly(new Server("a", 7), new Server("b", 8));
        assertThat(config("postgresql:///db?host=::1").servers()).containsExactly(new Server("::1", 5432));
        assertThat(config("postgresql:///db?host=/run/pg").servers()).containsExactly(new Server("/run/pg", 5432));
        assertThat(config("postgresql://%2Frun%2Fpg/db").servers().getFirst().isUnixSocket())
                .isTrue();
        assertThat(config("postgresql://[::1]:9,b/db").displayUrl()).isEqualTo("postgresql://[::1]:9,b:5432/db");
    }

    @Test
    void the_url_wins_over_the_settings_and_these_over_the_environment() {
        Map<String, String> environment = Map.of(
                "PGHOST", "env-host",
                "PGPORT", "1111",
                "PGUSER", "env-user",
                "PGPASSWORD", "env-password",
                "PGDATABASE", "env-database",
                "PGSSLMODE", "disable",
                "PGAPPNAME", "env-app",
                "PGOPTIONS", "-c geqo=off",
                "PGCONNECT_TIMEOUT", "9",
                "PGTARGETSESSIONATTRS", "read-write");
        PostgresConfig all = config("postgresql://", PostgresSettings.defaults(), environment);
        assertThat(all.servers()).containsExactly(new Server("env-host", 1111));
        assertThat(all.user()).isEqualTo("env-user");
        assertThat(all.password()).isEqualTo("env-password");
        assertThat(all.database()).isEqualTo("env-database");
        assertThat(all.tls().mode()).isEqualTo(TlsMode.DISABLE);
        assertThat(all.session()).containsEntry("application_name", "env-app").containsEntry("options", "-c geqo=off");
        assertThat(all.connectTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(all.target()).isEqualTo(TargetServer.PRIMARY);

        PostgresSettings settings = PostgresSettings.defaults()
                .user("set-user")
                .password("set-password")
                .applicationName("set-app")
                .connectTimeout(Duration.ofMillis(1500))
                .isolation(Isolation.REPEATABLE_READ)
                .pipelining(3);
        PostgresConfig some =
                config("postgresql://url-user@url-host/url-db?applicationName=url-app", settings, environment);
        assertThat(some.servers()).containsExactly(new Server("url-host", 1111));
        assertThat(some.user()).isEqualTo("url-user");
        assertThat(some.password()).isEqualTo("set-password");
        assertThat(some.database()).isEqualTo("url-db");
        assertThat(some.connectTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(some.session())
                .containsEntry("application_name", "url-app")
                .containsEntry("default_transaction_isolation", "repeatable read");
        assertThat(config("postgresql://h/d?isolation=serializable", settings, Map.of())
                        .session())
                .containsEntry("default_transaction_isolation", "serializable");
        assertThat(config("postgresql://h/d?default_transaction_isolation=read%20committed")
                        .session())
                .containsEntry("default_transaction_isolation", "read committed");
    }

    @Test
    void the_file_of_passwords(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pgpass");
        Files.writeString(file, """
                # a comment
                other:*:*:*:no
                h:5432:d\\:b:u:with\\:colon\\\\
                *:*:*:u:any
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> environment = Map.of("PGPASSFILE", file.toString());
        assertThat(config("postgresql://u@h/d%3Ab", PostgresSettings.defaults(), environment)
                        .password())
                .isEqualTo("with:colon\\");
        assertThat(config("postgresql://u@h/d?passfile=" + file).password()).isEqualTo("any");
        assertThat(config("postgresql://u:url@h/d?passfile=" + file).password()).isEqualTo("url");
        assertThat(config("postgresql://x@h/d?passfile=" + file).password()).isEmpty();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(config("postgresql://u@h/d?passfile=" + file).password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql:db",
                "postgresql:/db",
                "postgresql://u:secret@h:port/db",
                "postgresql://u:secret@h:0/db",
                "postgresql://u:secret@h:70000/db",
                "postgresql://u:secret@h:1:2/db",
                "postgresql://u:secret@[::1/db",
                "postgresql://u:secret@[::1]x/db",
                "postgresql://u:secret@a,,b/db",
                "postgresql://u:secret%@h/db",
                "postgresql://u:secret%zz@h/db",
                "postgresql://u:secret@h/db?secret",
                "postgresql://u:secret@h/db?=secret",
                "postgresql://u:secret@h/db?sslmode=disable&sslMode=secret",
                "postgresql://u:sec/ret@h/db",
                "postgresql://u:secret@h/d%00b",
                "postgresql://u:secret@h/db?sslmode=secret",
                "postgresql://u:secret@h/db?connect_timeout=secret",
                "postgresql://u:secret@h/db?statement_cache_size=-1",
                "postgresql://u:secret@h/db?statement_cache_size=secret",
                "postgresql://u:secret@h/db?prepared_statements=secret",
                "postgresql://u:secret@h/db?target_session_attrs=secret",
                "postgresql://u:secret@h/db?isolation=secret",
                "postgresql://u:secret@h/db?port=secret",
                "postgresql://u:secret@h/db?port=1,2",
                "postgresql://u:secret@h/db?secret_option=1"
            })
    void a_mistake_is_told_without_the_secret(String url) {
        assertThatThrownBy(() -> config(url))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.PROGRAMMING))
                .satisfies(failure -> assertThat(failure.getMessage().replace("no option secretoption", ""))
                        .doesNotContain("secret")
                        .doesNotContain("sec/"));
    }

    @Test
    void an_unknown_option_names_those_that_there_are() {
        assertThatThrownBy(() -> config("postgresql://h/db?aplication_name=x"))
                .hasMessage("PostgreSQL has no option aplicationname. There are: application_name, connect_timeout,"
                        + " currentSchema, database, dbname, default_transaction_isolation, host, isolation, options,"
                        + " passfile, password, pipelining, port, prepared_statements, search_path, sslcert, sslkey,"
                        + " sslmode, sslrootcert, statement_cache_size, targetServerType, target_session_attrs, user");
        assertThatThrownBy(() ->
                        config("postgresql://h/db", PostgresSettings.defaults().option("sslMod", "x"), Map.of()))
                .hasMessageStartingWith("PostgreSQL has no option sslmod.");
    }

    @Test
    void settings_are_values() {
        PostgresSettings one = PostgresSettings.defaults().searchPath("a");
        assertThat(config("postgresql://h/d", one.searchPath("b\"c"), Map.of()).session())
                .containsEntry("search_path", "\"b\"\"c\"");
        assertThat(config("postgresql://h/d", one, Map.of()).session()).containsEntry("search_path", "\"a\"");
        assertThat(List.of(one.toString())).noneMatch(text -> text.contains("secret"));
        assertThatThrownBy(() -> one.session("work_mem; drop", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.connectTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
