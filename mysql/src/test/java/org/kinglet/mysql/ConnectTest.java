// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.sqlclient.SqlConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;
import org.kinglet.testkit.Certificates;
import org.kinglet.testkit.OwnServer;
import org.kinglet.testkit.ServerOptions;
import org.kinglet.testkit.TestServers;

/** What can go wrong between the URL and the first statement, each in its own words. */
class ConnectTest {
    private static OwnServer plain;
    private static OwnServer tls;
    private static Certificates certificates;

    @BeforeAll
    static void start() {
        certificates = Certificates.forLocalhost();
        plain = TestServers.startMariadb(ServerOptions.defaults().setting("max_connections", "12"));
        tls = TestServers.startMariadb(ServerOptions.defaults().tls(certificates));
    }

    @AfterAll
    static void stop() {
        plain.close();
        tls.close();
    }

    private static String url(OwnServer server, String user, String password, String rest) {
        return "mariadb://" + user + ":" + password + "@" + server.host() + ":" + server.port() + "/" + rest;
    }

    private static String url(OwnServer server, String rest) {
        return url(server, server.user(), server.password(), rest);
    }

    private static DriverException failure(String url) {
        try (Client client = new Client(url)) {
            DriverException failure = catchThrowableOfType(DriverException.class, client::connect);
            assertThat(failure).as("the connection was made").isNotNull();
            assertThat(failure.getMessage()).doesNotContain("se-cret").doesNotContain("\n");
            return failure;
        }
    }

    private static boolean usesTls(String url) {
        try (Client client = new Client(url)) {
            return client.connect().isSSL();
        }
    }

    @Test
    void aRefusedConnection() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        DriverException failure = failure("mysql://u:se-cret@127.0.0.1:" + port + "/d");
        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
        assertThat(failure).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("refused");
    }

    @Test
    void aHostThatDoesNotExist() {
        DriverException failure = failure("mysql://u:se-cret@no-such-host.invalid/d");
        assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
        assertThat(failure).hasMessageContaining("no-such-host.invalid").hasMessageContaining("unknown");
    }

    @Test
    void aHostThatNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DriverException failure =
                    failure("mysql://u:se-cret@127.0.0.1:" + silent.getLocalPort() + "/d?connectTimeout=300ms");
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure).hasMessageContaining("did not answer within 300 ms");
            // And does not leave the socket open: the end of the stream is all that there is to read.
            assertThat(silent.accept().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUser() {
        for (String user : List.of(plain.user(), "nobody")) {
            DriverException failure = failure(url(plain, user, "se-cret", ""));
            assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
            assertThat(failure.code()).isEqualTo(1045);
            assertThat(failure).hasMessageContaining("Access denied for user '" + user + "'");
        }
    }

    @Test
    void anUnknownDatabase() {
        DriverException failure = failure(url(plain, "no_such_database"));
        assertThat(failure.kind()).isEqualTo(FailureKind.PROGRAMMING);
        assertThat(failure).hasMessageContaining("Unknown database 'no_such_database'");
    }

    @Test
    void aHostThatMayNotConnect() {
        plain.administer("create or replace user elsewhere@'10.9.8.7' identified by 'se-cret'");
        DriverException failure = failure(url(plain, "elsewhere", "se-cret", ""));
        assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
    }

    @Test
    void tooManyConnections() {
        plain.administer("create or replace user simple identified by 'se-cret'");
        try (Client client = new Client(url(plain, "simple", "se-cret", ""))) {
            List<SqlConnection> connections = new ArrayList<>();
            DriverException failure = catchThrowableOfType(DriverException.class, () -> {
                for (int i = 0; i < 14; i++) {
                    connections.add(client.connect());
                }
            });
            assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCES);
            assertThat(failure).hasMessageContaining("Too many connections");
            connections.forEach(connection -> client.await(connection.close()));
        }
    }

    @Test
    void anUnknownVariable() {
        DriverException failure = failure(url(plain, "?sessionVariables=no_such_variable=1"));
        assertThat(failure.kind()).isIn(FailureKind.PROGRAMMING, FailureKind.OTHER);
        assertThat(failure).hasMessageContaining("no_such_variable");
    }

    @Test
    void whatIsNoServerOfThisKind() throws Exception {
        try (FakeServer http = FakeServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            DriverException failure = failure("mysql://u:se-cret@127.0.0.1:" + http.port() + "/d?connectTimeout=2");
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
        }
    }

    @Test
    void tlsThatTheServerDoesNotHave() {
        for (String mode : List.of("require", "verify-ca", "verify-full")) {
            DriverException failure = failure(url(plain, "?sslmode=" + mode));
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure).hasMessageContaining("offers no TLS");
        }
        assertThat(usesTls(url(plain, "?sslmode=prefer"))).isFalse();
    }

    @Test
    void tlsAsWanted() {
        assertThat(usesTls(url(tls, "?sslmode=disable"))).isFalse();
        assertThat(usesTls(url(tls, ""))).isTrue();
        assertThat(usesTls(url(tls, "?sslmode=require"))).isTrue();
        String trusted = "&sslrootcert=" + certificates.authority();
        assertThat(usesTls(url(tls, "?sslmode=verify-ca" + trusted))).isTrue();
        assertThat(usesTls(url(tls, "?sslmode=verify-full" + trusted).replace("127.0.0.1", "localhost")))
                .isTrue();
    }

    @Test
    void aServerThatIsNotTrusted() {
        DriverException untrusted = failure(url(tls, "?sslmode=verify-full"));
        assertThat(untrusted.kind()).isEqualTo(FailureKind.CONNECTION);
        assertThat(untrusted).hasMessageContaining("TLS failed");
    }

    @Test
    void aServerWithTheCertificateOfAnother() {
        Certificates others = Certificates.forAnotherHost();
        try (OwnServer server =
                TestServers.startMariadb(ServerOptions.defaults().tls(others))) {
            String trusted = "&sslrootcert=" + others.authority();
            assertThat(usesTls(url(server, "?sslmode=verify-ca" + trusted))).isTrue();
            DriverException failure = failure(url(server, "?sslmode=verify-full" + trusted));
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(failure).hasMessageContaining("TLS failed");
        }
    }

    @Test
    void aCertificateOfTheClient() {
        tls.administer("create or replace user certified identified by 'se-cret' require x509");
        String url = url(tls, "certified", "se-cret", "?sslmode=require");
        assertThat(failure(url).kind()).isEqualTo(FailureKind.AUTHENTICATION);
        String shown = "&sslcert=" + certificates.clientCertificate() + "&sslkey=" + certificates.clientKey();
        assertThat(usesTls(url + shown)).isTrue();
    }

    @Test
    void theNextServerIsTriedUnlessTheUserIsRefused() {
        String dead = "127.0.0.1:1,";
        String live = plain.host() + ":" + plain.port();
        try (Client client =
                new Client("mariadb://" + plain.user() + ":" + plain.password() + "@" + dead + live + "/")) {
            assertThat(client.connect().databaseMetadata().productName()).isEqualTo("MariaDB");
        }
        DriverException failure = failure("mariadb://nobody:se-cret@" + live + "," + dead.replace(",", "") + "/");
        assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(failure(("mysql://u:se-cret@" + dead + "127.0.0.1:2/")))
                .hasMessageContaining("127.0.0.1:1: ")
                .hasMessageContaining("127.0.0.1:2: ");
    }

    @Test
    void aServerThatCanBeWrittenTo() {
        String all = plain.host() + ":" + plain.port() + "," + tls.host() + ":" + tls.port();
        String url = "mysql://" + plain.user() + ":" + plain.password() + "@" + all + "/?targetServer=primary";
        plain.administer("set global read_only = 1");
        try (Client client = new Client(url)) {
            assertThat(client.connect().isSSL()).as("the second of them").isTrue();
        } finally {
            plain.administer("set global read_only = 0");
        }
    }

    @Test
    void aUnixSocket() {
        String socket = plain.socketFolder() + "/s";
        try (Client client = new Client("mysql://" + plain.user() + ":" + plain.password() + "@/?socket=" + socket)) {
            assertThat(client.only(client.text(client.connect(), "select 42")).getInt(0))
                    .isEqualTo(42);
        }
    }

    @Test
    void theSessionIsSetUp() {
        String url = url(plain, "?isolation=serializable&sessionVariables=lock_wait_timeout=17&applicationName=till");
        try (Client client = new Client(url)) {
            SqlConnection connection = client.connect();
            var row = client.only(client.text(
                    connection,
                    "select @@tx_isolation, @@lock_wait_timeout, @@time_zone, @@collation_connection, 'a' = 'A', 'a' = 'a ',"
                            + " '\\', (select attr_value from performance_schema.session_connect_attrs where 1 = 0)"));
            assertThat(row.getString(0)).isEqualTo("SERIALIZABLE");
            assertThat(row.getInt(1)).isEqualTo(17);
            assertThat(row.getString(2)).isEqualTo("+00:00");
            assertThat(row.getString(3)).isEqualTo("utf8mb4_nopad_bin");
            assertThat(row.getBoolean(4)).isFalse();
            assertThat(row.getBoolean(5)).isFalse();
            assertThat(row.getString(6)).isEqualTo("\\");
        }
    }
}
