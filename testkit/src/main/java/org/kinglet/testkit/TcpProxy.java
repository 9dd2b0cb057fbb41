// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between clients and a server, passes on what each says, and fails where a test wants it to: on all connections
 * at once, or on the one on which something particular is said. Without TLS only, since it looks for text.
 *
 * <p>All methods can be called by any thread.
 */
public final class TcpProxy implements AutoCloseable {
    /** Who speaks. */
    public enum Side {
        CLIENT,
        SERVER
    }

    /** What becomes of a connection on which a client says what was waited for. */
    public enum Fault {
        /** It is closed; the server never hears it. */
        CLOSE_BEFORE,
        /** It is reset; the server never hears it. */
        RESET_BEFORE,
        /** The server hears it; when it answers, the connection is closed, and the answer lost. */
        CLOSE_AT_ANSWER,
        /** The server hears it; when it answers, the connection is reset, and the answer lost. */
        RESET_AT_ANSWER,
        /** The server hears it; nothing more that it says on this connection passes before {@link TcpProxy#pass}. */
        HOLD_ANSWER;

        private boolean isReset() {
            return this == RESET_BEFORE || this == RESET_AT_ANSWER;
        }
    }

    private record Trap(String text, Fault fault) {}

    private final ServerAddress server;
    private final ServerSocket listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock.
    private final Set<Link> links = new HashSet<>();
    private final Set<Side> held = new HashSet<>();
    private final Deque<Trap> traps = new ArrayDeque<>();
    private final StringBuilder said = new StringBuilder();
    private Duration delay = Duration.ZERO;
    private Optional<Fault> nextConnection = Optional.empty();
    private boolean recording;
    private boolean refusing;
    private boolean closed;
    private long hits;

    private TcpProxy(ServerAddress server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(OwnServer.freePort(), 300, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("kinglet-testkit-proxy").start(this::accept);
    }

    /** A proxy before a server, which the caller closes. */
    public static TcpProxy before(TestServer server) {
        try {
            return new TcpProxy(server.address());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same URL, through the proxy. */
    public String url(String url) {
        return url.replace(
                "@" + server.host() + ":" + server.port() + "/",
                "@" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort() + "/");
    }

    // What can be done to all connections

    /** Closes them all. */
    public void cut() {
        allLinks().forEach(link -> link.close(false));
    }

    /** Resets them all. */
    public void reset() {
        allLinks().forEach(link -> link.close(true));
    }

    /** Nothing more that this side says passes, on any connection, before {@link #pass}. */
    public void hold(Side side) {
        change(() -> held.add(side));
    }

    /** What was held back passes, in order. */
    public void pass() {
        change(() -> {
            held.clear();
            links.forEach(link -> link.answersHeld = false);
        });
    }

    /** Each piece that passes does so that much later. */
    public void delay(Duration each) {
        change(() -> delay = each);
    }

    /** Whether new connections are closed as soon as they are made. */
    public void refuse(boolean all) {
        change(() -> refusing = all);
    }

    // What can be done to one

    /** The next time that a client says the text, in whatever case; one after the other, if several are waited for. */
    public void at(String text, Fault fault) {
        change(() -> traps.add(new Trap(text.toLowerCase(Locale.ROOT), fault)));
    }

    /** The next connection fails before, or when, the server says its first word. */
    public void atNextConnection(Fault fault) {
        change(() -> nextConnection = Optional.of(fault));
    }

    /** How often a fault of one connection has come about, or a connection was refused. */
    public long hits() {
        lock.lock();
        try {
            return hits;
        } finally {
            lock.unlock();
        }
    }

    /** From now on, keeps what clients say. */
    public void record() {
        change(() -> {
            recording = true;
            said.setLength(0);
        });
    }

    /** How often clients have said the text since {@link #record}, in whatever case; also if it was held back. */
    public int count(String text) {
        String all;
        lock.lock();
        try {
            all = said.toString();
        } finally {
            lock.unlock();
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        int count = 0;
        for (int at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + wanted.length())) count++;
        return count;
    }

    @Override
    public void close() {
        change(() -> closed = true);
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        cut();
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Link> allLinks() {
        lock.lock();
        try {
            return List.copyOf(links);
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                Optional<Fault> fault = admit();
                if (fault.isPresent() && fault.get() != Fault.CLOSE_AT_ANSWER && fault.get() != Fault.RESET_AT_ANSWER) {
                    closeQuietly(client, fault.get().isReset());
                } else {
                    connect(client, fault);
                }
            } catch (IOException over) {
                if (listener.isClosed()) return;
            }
        }
    }

    /** What is to happen to the connection that has just come in. */
    private Optional<Fault> admit() {
        lock.lock();
        try {
            Optional<Fault> fault = refusing ? Optional.of(Fault.CLOSE_BEFORE) : nextConnection;
            nextConnection = Optional.empty();
            if (fault.isPresent()) hits++;
            return fault;
        } finally {
            lock.unlock();
        }
    }

    private void connect(Socket client, Optional<Fault> atAnswer) {
        Link link;
        try {
            link = new Link(client, new Socket(server.host(), server.port()), atAnswer);
        } catch (IOException noServer) {
            closeQuietly(client, false);
            return;
        }
        lock.lock();
        try {
            if (closed) {
                link.close(false);
                return;
            }
            links.add(link);
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().start(() -> link.pump(Side.CLIENT));
        Thread.ofVirtual().start(() -> link.pump(Side.SERVER));
    }

    private static void closeQuietly(Socket socket, boolean reset) {
        try (socket) {
            if (reset) socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            // as it was to be
        }
    }

    /** One client's connection, and the one to the server that stands for it. */
    private final class Link {
        private static final int LONGEST_TEXT = 256;

        private final Socket client;
        private final Socket server;

        // Guarded by the proxy's lock.
        private Optional<Fault> atAnswer;
        private boolean answersHeld;
        private boolean over;
        /** The end of what the client has said, of which the next piece may be the rest. */
        private String tail = "";

        Link(Socket client, Socket server, Optional<Fault> atAnswer) throws IOException {
            this.client = client;
            this.server = server;
            this.atAnswer = atAnswer;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void close(boolean reset) {
            change(() -> {
                over = true;
                links.remove(this);
            });
            closeQuietly(client, reset);
            closeQuietly(server, reset);
        }

        void pump(Side from) {
            byte[] piece = new byte[16_384];
            boolean reset = false;
            try {
                Socket in = from == Side.CLIENT ? client : server;
                Socket out = from == Side.CLIENT ? server : client;
                while (true) {
                    int length = in.getInputStream().read(piece);
                    if (length < 0) break;
                    Optional<Fault> fault = from == Side.CLIENT ? heard(piece, length) : answered();
                    if (fault.isPresent()) {
                        reset = fault.get().isReset();
                        break;
                    }
                    if (!awaitPassage(from)) break;
                    out.getOutputStream().write(piece, 0, length);
                }
            } catch (IOException closedByEitherSide) {
                // so by both
            } finally {
                close(reset);
            }
        }

        /** The client has said something. The fault, if it is to have one now. */
        private Optional<Fault> heard(byte[] piece, int length) {
            String text = new String(piece, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            lock.lock();
            try {
                if (recording) said.append(text);
                String all = tail + text;
                tail = all.substring(Math.max(0, all.length() - LONGEST_TEXT));
                Trap trap = traps.peek();
                if (trap == null) return Optional.empty();
                int at = all.indexOf(
                        trap.text(),
                        Math.max(0, all.length() - length - trap.text().length() + 1));
                if (at < 0) return Optional.empty();
                traps.remove();
                hits++;
                return switch (trap.fault()) {
                    case CLOSE_BEFORE, RESET_BEFORE -> Optional.of(trap.fault());
                    case CLOSE_AT_ANSWER, RESET_AT_ANSWER -> {
                        atAnswer = Optional.of(trap.fault());
                        yield Optional.empty();
                    }
                    case HOLD_ANSWER -> {
                        answersHeld = true;
                        yield Optional.empty();
                    }
                };
            } finally {
                lock.unlock();
            }
        }

        private Optional<Fault> answered() {
            lock.lock();
            try {
                return atAnswer;
            } finally {
                lock.unlock();
            }
        }

        /** Waits as long as this side is held back. Whether the connection is still there. */
        private boolean awaitPassage(Side from) {
            lock.lock();
            try {
                for (long left = delay.toNanos(); !over && left > 0; ) left = changed.awaitNanos(left);
                while (!over && (held.contains(from) || (from == Side.SERVER && answersHeld))) changed.await();
                return !over;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }
    }
}
