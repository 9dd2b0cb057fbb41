// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that says what a real one would not: each connection runs a script. */
final class FakeServer implements AutoCloseable {
    private final ServerSocket listener;

    /** Everything that clients sent, packet by packet. */
    final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    interface Script {
        void run(FakeServer server, Peer peer) throws IOException;
    }

    private FakeServer(InetAddress address, Script script) throws IOException {
        listener = new ServerSocket(0, 10, address);
        Thread.ofVirtual().start(() -> accept(script));
    }

    static FakeServer running(Script script) throws IOException {
        return new FakeServer(InetAddress.getLoopbackAddress(), script);
    }

    /** On an address of this machine that does not look like one. */
    static FakeServer elsewhere(Script script) throws IOException {
        return new FakeServer(InetAddress.getByName("127.0.0.2"), script);
    }

    static FakeServer saying(String text) throws IOException {
        return running((server, peer) -> peer.raw(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        Peer peer = new Peer(socket, received);
                        script.run(this, peer);
                        while (peer.read() != null) {
                            // Whatever else it says is in the queue.
                        }
                    } catch (SocketException e) {
                        // The client has gone, as it should.
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        } catch (SocketException closed) {
            // By the test.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** One client. */
    static final class Peer {
        private final DataInputStream in;
        private final OutputStream out;
        private final BlockingQueue<byte[]> received;
        private int sequence;

        Peer(Socket socket, BlockingQueue<byte[]> received) throws IOException {
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            this.received = received;
        }

        /** The payload of the next packet, {@code null} at the end. */
        byte[] read() throws IOException {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            byte[] payload = new byte[first | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16];
            sequence = in.readUnsignedByte() + 1;
            in.readFully(payload);
            received.add(payload);
            return payload;
        }

        void send(byte[] payload) throws IOException {
            byte[] header = {(byte) payload.length, (byte) (payload.length >> 8), 0, (byte) sequence++};
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.writeBytes(header);
            packet.writeBytes(payload);
            raw(packet.toByteArray());
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** What a server without TLS says first. */
        void greet(String version, String plugin) throws IOException {
            sequence = 0;
            ByteArrayOutputStream greeting = new ByteArrayOutputStream();
            greeting.write(10);
            greeting.writeBytes(text(version + "\0"));
            greeting.writeBytes(new byte[] {1, 0, 0, 0});
            greeting.writeBytes(text("12345678\0"));
            greeting.writeBytes(new byte[] {(byte) 0xff, (byte) 0xf7, 45, 2, 0, (byte) 0xff, (byte) 0x01, 21});
            greeting.writeBytes(new byte[10]);
            greeting.writeBytes(text("123456789012\0" + plugin + "\0"));
            send(greeting.toByteArray());
        }

        void ok() throws IOException {
            send(new byte[] {0, 0, 0, 2, 0, 0, 0});
        }

        static byte[] text(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
