// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Isolation;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.testkit.Certificates;
import org.kinglet.testkit.OwnServer;
import org.kinglet.testkit.ServerOptions;
import org.kinglet.testkit.TestServer;
import org.kinglet.testkit.TestServers;

/** How a connection begins, and how it does not. */
@SuppressWarnings("resource") // what is not connected need not be closed
class ConnectTest {
    private static final TestServer SERVER = TestServers.postgresql();
    private static String url;

    @BeforeAll
    static void database() {
        url = SERVER.newDatabase();
    }

    private static String with(String parameters) {
        return url + "?" + parameters;
    }

    private static DriverException refusal(String url) {
        return refusal(url, PostgresSettings.defaults());
    }

    private static DriverException refusal(String url, PostgresSettings settings) {
        try (ProtocolClient client = new ProtocolClient(url, settings)) {
            throw new AssertionError("connected to " + client.get("select version()"));
        } catch (DriverException failure) {
            assertThat(failure).hasMessageNotContaining(SERVER.password()).hasMessageNotContaining("wrong");
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain(SERVER.password(), "wrong");
            }
            return failure;
        }
    }

    /** A statement that the server runs already; what comes after it on the connection is not hit. */
    private static void cancels(ProtocolClient client, String url) {
        Object pid = client.get("select pg_backend_pid()");
        var sleeping = client.send("select pg_sleep(60)");
        try (ProtocolClient other = new ProtocolClient(url)) {
            other.awaitTrue("select wait_event = 'PgSleep' from pg_stat_activity where pid = " + pid);
        }
        client.await(client.protocol.cancel(client.connection));
        var next = client.send("select count(*) from generate_series(1, 100000)");
        assertThatThrownBy(() -> client.await(sleeping)).isInstanceOfSatisfying(DriverException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
            assertThat(failure.sqlState()).isEqualTo("57014");
        });
        assertThat(client.await(next).size()).isEqualTo(1);
    }

    @Nested
    class Refused {
        @Test
        void nobody_listens() {
            DriverException failure = refusal("postgresql://127.0.0.1:1/db");
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure).hasMessage("Cannot connect to 127.0.0.1:1: The server refuses connections");
        }

        @Test
        void unknown_host() {
            DriverException failure = refusal("postgresql://no-such-host.invalid/db");
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure).hasMessage("Cannot connect to no-such-host.invalid:5432: The host is not known");
        }

        @Test
        void wrong_password() {
            for (String user : List.of(SERVER.user(), "kinglet_md5", "kinglet_plain", "nobody")) {
                DriverException failure =
                        refusal(url.replace(SERVER.user() + ":" + SERVER.password() + "@", user + ":wrong@"));
                assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
                assertThat(failure.sqlState()).isEqualTo("28P01");
                assertThat(failure).hasMessageEndingWith("password authentication failed for user \"" + user + "\"");
            }
        }

        @Test
        void no_password() {
            DriverException failure = refusal(url.replace(":" + SERVER.password() + "@", "@"));
            assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
            assertThat(failure).hasMessageEndingWith("The server wants a password, and there is none");
        }

        @Test
        void unknown_database() {
            DriverException failure = refusal(SERVER.url("no_such_database"));
            assertThat(failure.kind()).isEqualTo(FailureKind.PROGRAMMING);
            assertThat(failure.sqlState()).isEqualTo("3D000");
            assertThat(failure).hasMessageEndingWith("database \"no_such_database\" does not exist");
        }

        @Test
        void unknown_parameter_of_the_server() {
            DriverException failure = refusal(url, PostgresSettings.defaults().session("no_such_parameter", "1"));
            assertThat(failure.kind()).isEqualTo(FailureKind.PROGRAMMING);
            assertThat(failure).hasMessageContaining("unrecognized configuration parameter \"no_such_parameter\"");
        }

        @Test
        void too_many() throws Exception {
            SERVER.administer("create role few login password 'secret' connection limit 0");
            try {
                DriverException failure =
                        refusal(url.replace(SERVER.user() + ":" + SERVER.password() + "@", "few:secret@"));
                assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCES);
                assertThat(failure.sqlState()).isEqualTo("53300");
            } finally {
                SERVER.administer("drop role few");
            }
        }

        /** Accepts by the backlog alone, and never says a word. */
        @Test
        void a_server_that_says_nothing() throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                silent.setSoTimeout(10_000);
                for (String mode : new String[] {"disable", "prefer", "require"}) {
                    DriverException failure = refusal("postgresql://127.0.0.1:" + silent.getLocalPort()
                            + "/db?connect_timeout=200ms&sslmode=" + mode);
                    assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
                    assertThat(failure).hasMessageEndingWith("The server did not answer within 200 ms");
                }
                // Nothing stays open to it.
                for (int i = 0; i < 3; i++) {
                    try (Socket given = silent.accept()) {
                        given.setSoTimeout(10_000);
                        given.getInputStream().readAllBytes();
                    }
                }
            }
        }

        @Test
        void a_server_that_is_starting_or_stopping() throws Exception {
            DriverException failure = answered(error("57P03", "the database system is starting up"));
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure.sqlState()).isEqualTo("57P03");
            failure = answered(error("57P01", "terminating connection due to administrator command"));
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
        }

        @Test
        void a_server_of_another_kind() throws Exception {
            assertThat(answered("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                            .kind())
                    .isIn(FailureKind.CONNECTION, FailureKind.OTHER, FailureKind.UNSUPPORTED);
            assertThat(answered(new byte[0]).kind()).isEqualTo(FailureKind.CONNECTION);
        }

        private DriverException answered(byte[] answer) throws Exception {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread thread = Thread.ofVirtual().start(() -> {
                    try (Socket socket = server.accept()) {
                        InputStream in = socket.getInputStream();
                        in.readNBytes(in.read() * 0 + 7);
                        OutputStream out = socket.getOutputStream();
                        out.write(answer);
                        out.flush();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                DriverException failure = refusal(
                        "postgresql://127.0.0.1:" + server.getLocalPort() + "/db?connect_timeout=2&sslmode=disable");
                thread.join();
                return failure;
            }
        }

        private byte[] error(String code, String message) {
            byte[] fields = ("SFATAL\0C" + code + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[fields.length + 5];
            all[0] = 'E';
            all[4] = (byte) (fields.length + 4);
            System.arraycopy(fields, 0, all, 5, fields.length);
            return all;
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Tls {
        private final Certificates certificates = Certificates.forLocalhost();
        private OwnServer server;
        private OwnServer elsewhere;

        @BeforeAll
        void start() {
            server = TestServers.startPostgresql(ServerOptions.defaults().tls(certificates));
            elsewhere = TestServers.startPostgresql(ServerOptions.defaults().tls(Certificates.forAnotherHost()));
        }

        @AfterAll
        void stop() {
            server.close();
            elsewhere.close();
        }

        private String url(OwnServer server, String parameters) {
            return server.url("postgres") + "?" + parameters;
        }

        private Object isEncrypted(String url) {
            try (ProtocolClient client = new ProtocolClient(url)) {
                assertThat(client.connection.isSSL())
                        .isEqualTo(client.get("select ssl from pg_stat_ssl where pid = pg_backend_pid()"));
                return client.connection.isSSL();
            }
        }

        @Test
        void as_much_as_is_asked_for() {
            assertThat(isEncrypted(url(server, "sslmode=disable"))).isEqualTo(false);
            assertThat(isEncrypted(url(server, "sslmode=prefer"))).isEqualTo(true);
            assertThat(isEncrypted(server.url("postgres"))).isEqualTo(true);
            assertThat(isEncrypted(url(server, "sslmode=require"))).isEqualTo(true);
            assertThat(isEncrypted(url(server, "sslmode=verify-ca&sslrootcert=" + certificates.authority())))
                    .isEqualTo(true);
            assertThat(isEncrypted(url(server, "sslmode=verify-full&sslrootcert=" + certificates.authority())))
                    .isEqualTo(true);
            assertThat(isEncrypted(url(server, "sslmode=verify-full&sslrootcert=" + certificates.authority())
                            .replace("127.0.0.1", "localhost")))
                    .isEqualTo(true);
            assertThat(isEncrypted(ConnectTest.url)).isEqualTo(false);
        }

        @Test
        void demanded_of_a_server_without() {
            for (String mode : new String[] {"require", "verify-ca", "verify-full"}) {
                DriverException failure = refusal(with("sslmode=" + mode));
                assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
                assertThat(failure).hasMessageEndingWith("The server does not offer TLS, and sslmode demands it");
            }
        }

        @Test
        void refused_by_a_server_that_demands_it() {
            DriverException failure = refusal(url(server, "sslmode=disable")
                    .replace(SERVER.user() + ":" + SERVER.password() + "@", "kinglet_cert@"));
            assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
        }

        @Test
        void an_authority_that_is_not_trusted() {
            for (String mode : new String[] {"verify-ca", "verify-full"}) {
                DriverException failure = refusal(url(server, "sslmode=" + mode));
                assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
                assertThat(failure).hasMessageContaining("TLS failed: ").hasMessageContaining("certification path");
            }
            DriverException failure =
                    refusal(url(elsewhere, "sslmode=require&sslrootcert=" + certificates.authority()));
            assertThat(failure).hasMessageContaining("TLS failed: ");
        }

        @Test
        void a_certificate_made_out_to_somebody_else() {
            Certificates others = Certificates.forAnotherHost();
            try (OwnServer other =
                    TestServers.startPostgresql(ServerOptions.defaults().tls(others))) {
                assertThat(isEncrypted(url(other, "sslmode=verify-ca&sslrootcert=" + others.authority())))
                        .isEqualTo(true);
                DriverException failure = refusal(url(other, "sslmode=verify-full&sslrootcert=" + others.authority()));
                assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
                assertThat(failure).hasMessageContaining("TLS failed: ").hasMessageContaining("127.0.0.1");
            }
        }

        @Test
        void a_certificate_in_place_of_a_password() {
            String user =
                    server.url("postgres").replace(SERVER.user() + ":" + SERVER.password() + "@", "kinglet_cert@");
            PostgresSettings settings = PostgresSettings.defaults()
                    .sslMode(SslMode.VERIFY_FULL)
                    .sslRootCertificate(certificates.authority())
                    .sslCertificate(certificates.clientCertificate(), certificates.clientKey());
            try (ProtocolClient client = new ProtocolClient(user, settings)) {
                assertThat(client.get("select current_user::text")).isEqualTo("kinglet_cert");
            }
            assertThat(refusal(user + "?sslmode=require").kind()).isEqualTo(FailureKind.AUTHENTICATION);
        }

        @Test
        void files_that_are_not_what_they_should_be(@TempDir Path folder) throws IOException {
            Path junk = Files.writeString(folder.resolve("junk.pem"), "secret");
            assertThat(refusal(url(server, "sslmode=verify-ca&sslrootcert=/no/such/file")))
                    .hasMessage(
                            "The PostgreSQL option sslrootcert names a file that cannot be read (NoSuchFileException)");
            assertThat(refusal(url(server, "sslmode=verify-ca&sslrootcert=" + junk)))
                    .hasMessage("The PostgreSQL option sslrootcert names a file that has no PEM certificate in it");
            assertThat(refusal(url(server, "sslcert=" + certificates.clientCertificate())))
                    .hasMessage("The PostgreSQL option sslcert needs the other one of sslcert and sslkey");
        }

        @Test
        void cancelling_is_encrypted_too() {
            try (ProtocolClient client = new ProtocolClient(url(server, "sslmode=require"))) {
                cancels(client, server.url("postgres"));
            }
        }
    }

    @Nested
    class Servers {
        @Test
        void by_a_unix_socket() {
            try (OwnServer server = TestServers.startPostgresql(ServerOptions.defaults())) {
                String folder = server.socketFolder().toString();
                String login = "user=" + server.user() + "&password=" + server.password();
                List<String> urls = List.of(
                        "postgresql:///postgres?host=" + folder + "&port=" + server.port() + "&" + login,
                        "postgresql://" + folder.replace("/", "%2F") + ":" + server.port() + "/postgres?" + login);
                for (String url : urls) {
                    try (ProtocolClient client = new ProtocolClient(url)) {
                        assertThat(client.get("select inet_client_addr()")).isNull();
                        cancels(client, url);
                    }
                }
                assertThat(refusal("postgresql:///postgres?host=/no/such/folder&" + login)
                                .kind())
                        .isEqualTo(FailureKind.CONNECTION);
            }
        }

        @Test
        void the_first_that_can_be_reached() {
            String address = SERVER.host() + ":" + SERVER.port();
            String several = url.replace(address, "127.0.0.1:1,no-such-host.invalid," + address);
            try (ProtocolClient client = new ProtocolClient(several)) {
                assertThat(client.get("select inet_server_port()")).isEqualTo((long) SERVER.port());
            }
            DriverException failure = refusal("postgresql://127.0.0.1:1,no-such-host.invalid/db");
            assertThat(failure)
                    .hasMessage("Cannot connect to 127.0.0.1:1: The server refuses connections;"
                            + " no-such-host.invalid:5432: The host is not known");
        }

        @Test
        void a_wrong_password_is_not_tried_elsewhere() {
            String address = SERVER.host() + ":" + SERVER.port();
            String several = url.replace(address, address + ",no-such-host.invalid")
                    .replace(":" + SERVER.password() + "@", ":wrong@");
            DriverException failure = refusal(several);
            assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
            assertThat(failure).hasMessageNotContaining("no-such-host");
        }

        @Test
        void of_the_kind_that_is_wanted() {
            try (OwnServer other = TestServers.startPostgresql(
                    ServerOptions.defaults().setting("default_transaction_read_only", "on"))) {
                String both = SERVER.url("postgres")
                        .replace(
                                SERVER.host() + ":" + SERVER.port(),
                                other.host() + ":" + other.port() + "," + SERVER.host() + ":" + SERVER.port());
                assertThat(port(both)).isEqualTo(other.port());
                assertThat(port(both + "?target_session_attrs=primary")).isEqualTo(SERVER.port());
                assertThat(port(both + "?targetServerType=read-write")).isEqualTo(SERVER.port());
                assertThat(port(both + "?target_session_attrs=standby")).isEqualTo(other.port());
                assertThat(port(both + "?target_session_attrs=prefer-standby")).isEqualTo(other.port());
                assertThat(port(url + "?target_session_attrs=prefer-standby")).isEqualTo(SERVER.port());
                assertThat(refusal(url + "?target_session_attrs=standby"))
                        .hasMessageEndingWith("The server is a primary");
                assertThat(refusal(other.url("postgres") + "?target_session_attrs=primary"))
                        .hasMessageEndingWith("The server can only be read from");
            }
        }

        private int port(String url) {
            try (ProtocolClient client = new ProtocolClient(url)) {
                return ((Long) client.get("select inet_server_port()")).intValue();
            }
        }
    }

    @Nested
    class Session {
        @Test
        void is_as_the_url_and_the_settings_want_it_from_the_first_statement_on() {
            PostgresSettings settings = PostgresSettings.defaults()
                    .isolation(Isolation.SERIALIZABLE)
                    .searchPath("My \"schema\"", "public")
                    .session("work_mem", "7MB")
                    .session("timezone", "Asia/Tokyo");
            String parameters =
                    "application_name=caf%C3%A9 %26 co&options=-c%20lock_timeout%3D1234 -c%20statement_timeout=5s";
            try (ProtocolClient client = new ProtocolClient(with(parameters), settings)) {
                List<Object> values = new ArrayList<>();
                for (String name : new String[] {
                    "transaction_isolation",
                    "search_path",
                    "work_mem",
                    "application_name",
                    "lock_timeout",
                    "statement_timeout",
                    "TimeZone"
                }) {
                    values.add(client.get("select current_setting('" + name + "')"));
                }
                assertThat(values)
                        .containsExactly(
                                "serializable",
                                "\"My \"\"schema\"\"\", \"public\"",
                                "7MB",
                                "caf\\xc3\\xa9 & co",
                                "1234ms",
                                "5s",
                                "Asia/Tokyo");
            }
        }

        @Test
        void is_in_utc_whatever_the_server_thinks() {
            try (ProtocolClient client = new ProtocolClient(url)) {
                assertThat(client.get("select (timestamptz '2026-07-01 12:00+02')::text"))
                        .isEqualTo("2026-07-01 10:00:00+00");
                assertThat(client.get("select current_setting('application_name')"))
                        .isEqualTo("kinglet");
                assertThat(client.get("select interval '1 day 2 hours'")).isEqualTo("P1DT2H");
            }
        }

        @Test
        void statements_are_kept_or_not() {
            try (ProtocolClient client = new ProtocolClient(url)) {
                String longOne = "select '" + "x".repeat(10_000) + "', $1::int";
                client.run(longOne, 1);
                client.run(longOne, 2);
                assertThat(client.get("select count(*) from pg_prepared_statements where length(statement) > 10000"))
                        .isEqualTo(1L);
            }
            try (ProtocolClient client = new ProtocolClient(with("statement_cache_size=2"))) {
                for (int i = 0; i < 20; i++) {
                    client.run("select " + i + " + $1::int", i);
                }
                assertThat((Long) client.get("select count(*) from pg_prepared_statements"))
                        .isLessThanOrEqualTo(2L);
            }
            for (String off : new String[] {"statement_cache_size=0", "preparedStatements=off"}) {
                try (ProtocolClient client = new ProtocolClient(with(off))) {
                    client.run("select $1::int + 1", 1);
                    assertThat(client.get("select count(*) from pg_prepared_statements where name <> ''"))
                            .isEqualTo(0L);
                }
            }
        }
    }
}
