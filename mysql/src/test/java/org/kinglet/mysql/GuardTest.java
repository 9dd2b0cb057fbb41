// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.FailureKind;

/** A server in wrong hands gets nothing that it should not have. */
class GuardTest {
    private static final String PASSWORD = "se-cret";

    private static DriverException failure(FakeServer server, String host, String options) {
        try (Client client = new Client("mysql://u:" + PASSWORD + "@" + host + ":" + server.port() + "/?" + options)) {
            DriverException failure = catchThrowableOfType(DriverException.class, client::connect);
            assertThat(failure).as("the connection was made").isNotNull();
            return failure;
        }
    }

    private static String received(FakeServer server) {
        StringBuilder all = new StringBuilder();
        server.received.forEach(packet -> all.append(new String(packet, StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    @Test
    void thePasswordIsNotSentInClear() throws Exception {
        try (FakeServer server = FakeServer.running((self, peer) -> {
            peer.greet("8.0.36", "mysql_native_password");
            peer.read();
            peer.send(FakeServer.Peer.text("\u00femysql_clear_password\0" + "12345678901234567890\0"));
        })) {
            DriverException failure = failure(server, "127.0.0.1", "");
            assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
            assertThat(failure).hasMessageContaining("in clear").hasMessageContaining("sslmode");
            assertThat(received(server)).doesNotContain(PASSWORD);
        }
    }

    /** Full authentication of caching_sha2_password: the server wants the password, the client the server's key. */
    private static FakeServer wantsThePassword() throws Exception {
        return FakeServer.elsewhere((self, peer) -> {
            peer.greet("8.0.36", "caching_sha2_password");
            peer.read();
            peer.send(new byte[] {1, 4});
            if (peer.read() != null) {
                peer.send(FakeServer.Peer.text("\1no key"));
            }
        });
    }

    @Test
    void aKeyForThePasswordIsNotTakenFromAnybody() throws Exception {
        try (FakeServer server = wantsThePassword()) {
            DriverException failure = failure(server, "127.0.0.2", "");
            assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
            assertThat(failure).hasMessageContaining("serverPublicKey").hasMessageContaining("allowPublicKeyRetrieval");
            assertThat(server.received).as("the greeting's answer alone").hasSize(1);
        }
    }

    @Test
    void aKeyForThePasswordIsAskedForIfTheUserWantsThat() throws Exception {
        try (FakeServer server = wantsThePassword()) {
            assertThat(failure(server, "127.0.0.2", "allowPublicKeyRetrieval=on&connectTimeout=5"))
                    .hasMessageNotContaining("serverPublicKey");
            assertThat(server.received).anyMatch(packet -> Arrays.equals(packet, new byte[] {2}));
        }
    }

    @Test
    void noFileIsSent(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "the content of the file");
        try (FakeServer server = FakeServer.running((self, peer) -> {
            peer.greet("8.0.36", "mysql_native_password");
            peer.read();
            peer.ok();
            peer.read();
            peer.send(FakeServer.Peer.text("\u00fb" + file));
        })) {
            DriverException failure = failure(server, "127.0.0.1", "connectTimeout=5");
            assertThat(failure.kind()).isEqualTo(FailureKind.CONNECTION);
            assertThat(received(server)).doesNotContain("content");
            int capabilities = server.received.peek()[0] & 0xff;
            assertThat(capabilities & 0x80).as("the offer to send files").isZero();
        }
    }

    @Test
    void aServerThatIsTooOld() throws Exception {
        try (FakeServer server =
                FakeServer.running((self, peer) -> peer.greet("5.7.44-log", "mysql_native_password"))) {
            DriverException failure = failure(server, "127.0.0.1", "");
            assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
            assertThat(failure).hasMessageContaining("MySQL 5.7.44").hasMessageContaining("MySQL 8.0");
        }
    }

    @Test
    void aRefusalInPlaceOfAGreeting() throws Exception {
        try (FakeServer server = FakeServer.running((self, peer) -> peer.send(
                FakeServer.Peer.text("\u00ff\u006a\u0004Host 'x' is not allowed to connect to this server")))) {
            DriverException failure = failure(server, "127.0.0.1", "");
            assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
            assertThat(failure.code()).isEqualTo(1130);
            assertThat(failure).hasMessageContaining("Host 'x' is not allowed");
        }
    }
}
