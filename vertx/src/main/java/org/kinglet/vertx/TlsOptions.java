// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.DriverException;

/**
 * TLS as the options want it. The files are PEM and are read once, when the database is opened. Without
 * {@code sslrootcert} the verifying modes trust the authorities of the JVM; with it, {@code require} verifies like
 * {@code verify-ca}, as libpq does.
 */
public final class TlsOptions {
    private final TlsMode mode;
    private final ClientSSLOptions client;

    private TlsOptions(TlsMode mode, ClientSSLOptions client) {
        this.mode = mode;
        this.client = client;
    }

    /**
     * Reads {@code sslmode}, {@code sslrootcert}, {@code sslcert} and {@code sslkey}, and the files that they name. Blocks.
     */
    public static TlsOptions read(ServerOptions options, TlsMode fallback) {
        TlsMode mode = options.choice(fallback, "sslmode");
        byte[] authorities = file(options, "sslrootcert");
        byte[] certificate = file(options, "sslcert");
        byte[] key = file(options, "sslkey");
        ClientSSLOptions client = new ClientSSLOptions();
        boolean verifies = mode == TlsMode.VERIFY_CA
                || mode == TlsMode.VERIFY_FULL
                || (mode == TlsMode.REQUIRE && authorities != null);
        if (verifies) {
            client.setTrustOptions(trust(options, authorities));
        } else {
            client.setTrustAll(true);
        }
        client.setHostnameVerificationAlgorithm(mode == TlsMode.VERIFY_FULL ? "HTTPS" : "");
        if (certificate != null && key != null) {
            checkCertificates(options, "sslcert", certificate);
            if (new String(key, StandardCharsets.ISO_8859_1).contains("ENCRYPTED")) {
                throw options.wrong("sslkey", "names a file with an encrypted key: store it decrypted");
            }
            client.setKeyCertOptions(new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(certificate))
                    .setKeyValue(Buffer.buffer(key)));
        } else if (certificate != null || key != null) {
            throw options.wrong(
                    certificate != null ? "sslcert" : "sslkey", "needs the other one of sslcert and sslkey");
        }
        return new TlsOptions(mode, client);
    }

    public TlsMode mode() {
        return mode;
    }

    /** For the client, with what is trusted and how the host is checked; a copy. */
    public ClientSSLOptions client() {
        return client.copy();
    }

    private static TrustOptions trust(ServerOptions options, byte @Nullable [] authorities) {
        if (authorities != null) {
            checkCertificates(options, "sslrootcert", authorities);
            return new PemTrustOptions().addCertValue(Buffer.buffer(authorities));
        }
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return TrustOptions.wrap(factory);
        } catch (GeneralSecurityException e) {
            throw options.wrong("sslrootcert", "is needed: the JVM's own authorities cannot be read");
        }
    }

    private static void checkCertificates(ServerOptions options, String name, byte[] pem) {
        try {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .isEmpty()) {
                return;
            }
        } catch (GeneralSecurityException e) {
            // Said below: the file is not what it should be, and why is of no use.
        }
        throw notReadable(options, name, "has no PEM certificate in it");
    }

    private static byte @Nullable [] file(ServerOptions options, String name) {
        String file = options.text(name);
        if (file == null) {
            return null;
        }
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw notReadable(options, name, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static DriverException notReadable(ServerOptions options, String name, String what) {
        return options.wrong(name, "names a file that " + what);
    }
}
