// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * An authority of its own with a certificate for a server and one for a client, as PEM files, valid for a day. The JDK can
 * read certificates but not make them, so the few structures of X.509 that this takes are written here, in DER.
 */
public final class Certificates {
    private static final String RSA_WITH_SHA256 = "2a864886f70d01010b";
    private static final String COMMON_NAME = "550403";
    private static final String BASIC_CONSTRAINTS = "551d13";
    private static final String SUBJECT_ALTERNATIVE_NAME = "551d11";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** For a server that is called {@code localhost} and has the address 127.0.0.1. */
    public static Certificates forLocalhost() {
        return forHost("localhost", new byte[] {127, 0, 0, 1});
    }

    /** For a server of another name: one that a client which verifies it has to turn down. */
    public static Certificates forAnotherHost() {
        return forHost("elsewhere.example", new byte[] {(byte) 192, 0, 2, 1});
    }

    private static Certificates forHost(String name, byte[] address) {
        try {
            Path folder = Workspace.get().newFolder("certificates");
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair authority = generator.generateKeyPair();
            KeyPair server = generator.generateKeyPair();
            KeyPair client = generator.generateKeyPair();
            String issuer = "Kinglet test authority";
            byte[] isAuthority = extension(BASIC_CONSTRAINTS, sequence(der(0x01, new byte[] {(byte) 0xff})));
            byte[] names = extension(
                    SUBJECT_ALTERNATIVE_NAME,
                    sequence(der(0x82, name.getBytes(StandardCharsets.US_ASCII)), der(0x87, address)));
            pem(
                    folder.resolve("authority.crt"),
                    "CERTIFICATE",
                    certificate(authority, issuer, issuer, authority, isAuthority));
            pem(folder.resolve("server.crt"), "CERTIFICATE", certificate(authority, issuer, name, server, names));
            pem(folder.resolve("server.key"), "PRIVATE KEY", server.getPrivate().getEncoded());
            pem(folder.resolve("client.crt"), "CERTIFICATE", certificate(authority, issuer, "kinglet_cert", client));
            pem(folder.resolve("client.key"), "PRIVATE KEY", client.getPrivate().getEncoded());
            return new Certificates(folder);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The certificate of the authority that signs the others. */
    public Path authority() {
        return folder.resolve("authority.crt");
    }

    /** The server's. */
    public Path serverCertificate() {
        return folder.resolve("server.crt");
    }

    Path serverKey() {
        return folder.resolve("server.key");
    }

    /** A client's, in the name {@code kinglet_cert}. */
    public Path clientCertificate() {
        return folder.resolve("client.crt");
    }

    /** The key of {@link #clientCertificate}. */
    public Path clientKey() {
        return folder.resolve("client.key");
    }

    private static byte[] certificate(KeyPair signer, String issuer, String subject, KeyPair key, byte[]... extensions)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] algorithm = sequence(objectId(RSA_WITH_SHA256), der(0x05));
        byte[] content = sequence(
                der(0xa0, der(0x02, new byte[] {2})),
                der(0x02, new BigInteger(64, new SecureRandom()).toByteArray()),
                algorithm,
                name(issuer),
                sequence(time(now.minus(1, ChronoUnit.HOURS)), time(now.plus(1, ChronoUnit.DAYS))),
                name(subject),
                key.getPublic().getEncoded(),
                extensions.length == 0 ? new byte[0] : der(0xa3, sequence(extensions)));
        return sequence(content, algorithm, der(0x03, new byte[1], sign(signer.getPrivate(), content)));
    }

    private static byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }

    private static byte[] name(String commonName) {
        byte[] text = der(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
        return sequence(der(0x31, sequence(objectId(COMMON_NAME), text)));
    }

    private static byte[] extension(String id, byte[] value) {
        return sequence(objectId(id), der(0x04, value));
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").format(instant.atOffset(ZoneOffset.UTC));
        return der(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] objectId(String hex) {
        return der(0x06, HexFormat.of().parseHex(hex));
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, parts);
    }

    /** A tag, the length, the content. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) content.writeBytes(part);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length < 128) {
            all.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int skip = bytes[0] == 0 ? 1 : 0;
            all.write(0x80 | (bytes.length - skip));
            all.write(bytes, skip, bytes.length - skip);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static void pem(Path file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.write(file, List.of("-----BEGIN " + what + "-----", text, "-----END " + what + "-----"));
    }
}
