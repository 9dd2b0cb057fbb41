// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The folder below {@code java.io.tmpdir} in which this user's JVMs unpack servers and run them.
 *
 * <pre>
 * kinglet-testkit-USER/
 *     lock           held for moments: while something is unpacked, a JVM signs in, or dead JVMs' folders are swept
 *     cache/KEY/     unpacked once per machine, then only read
 *     jvm-RANDOM/    what one JVM uses
 *         lock       held by that JVM as long as it lives: the system drops it even at kill -9
 *         NAME-1/    one server: its data, socket and log
 * </pre>
 *
 * <p>A JVM that ends in order stops its servers and deletes its folder. What one leaves that is killed, the next one sweeps:
 * the folder's lock can be had, so its owner is dead; then servers whose command line names that folder are nobody's.
 */
final class Workspace {
    private static final Set<String> SERVERS = Set.of("postgres", "mariadbd", "mysqld", "pgbouncer");

    private final Path root;
    private final Path own;

    /** Kept to the end of the JVM by being referred to: a channel that is collected is closed, and its lock gone. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final FileLock ownLock;

    private final AtomicInteger folders = new AtomicInteger();

    private static final class Holder {
        static final Workspace INSTANCE = new Workspace();
    }

    /** A step that fills a folder. */
    interface Recipe {
        void into(Path folder) throws IOException, InterruptedException;
    }

    static Workspace get() {
        return Holder.INSTANCE;
    }

    private Workspace() {
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
            root = temporary.resolve("kinglet-testkit-" + System.getProperty("user.name"));
            createFolder(root);
            try (FileChannel channel = openLock(root)) {
                channel.lock();
                // Of this user alone: in a folder that anybody may write to, somebody else could have put binaries
                // there.
                Path probe = Files.createTempFile(root, "probe", "");
                boolean ours = Files.getOwner(probe).equals(Files.getOwner(root));
                Files.delete(probe);
                if (!ours) throw new IOException(root + " belongs to another user");
                sweep();
                createFolder(root.resolve("cache"));
                own = Files.createTempDirectory(root, "jvm-");
                Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
                ownLock = openLock(own).lock();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The folder of that key, filled by the recipe if no JVM on this machine has done so. */
    synchronized Path cached(String key, Recipe recipe) throws IOException, InterruptedException {
        Path folder = root.resolve("cache").resolve(key);
        if (Files.isDirectory(folder)) return folder;
        try (FileChannel channel = openLock(root)) {
            channel.lock();
            if (Files.isDirectory(folder)) return folder;
            Path unfinished = newFolder("unfinished");
            recipe.into(unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            return folder;
        }
    }

    /** Where an opt-in script puts what it unpacks from the distribution's packages. */
    Path tools() {
        return root.resolve("tools");
    }

    /** An empty folder for one server of this JVM. */
    Path newFolder(String name) throws IOException {
        Path folder = own.resolve(name + "-" + folders.incrementAndGet());
        createFolder(folder);
        return folder;
    }

    /** Deletes the JVM's folder. Whoever calls has stopped its servers. */
    synchronized void delete() throws IOException {
        try (FileChannel channel = openLock(root)) {
            channel.lock(); // or a sweep would take the folder, as soon as its lock is deleted, for a dead JVM's
            delete(own);
        }
    }

    private void sweep() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "jvm-*")) {
            for (Path folder : folders) {
                try (FileChannel channel = openLock(folder);
                        FileLock lock = channel.tryLock()) {
                    if (lock == null) continue;
                    ProcessHandle.allProcesses()
                            .filter(process -> isServerIn(folder, process))
                            .forEach(ServerProcess::stopHard);
                    delete(folder);
                }
            }
        }
    }

    private static boolean isServerIn(Path folder, ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command()
                        .map(command ->
                                SERVERS.contains(String.valueOf(Path.of(command).getFileName())))
                        .orElse(false)
                && info.commandLine().orElse("").contains(folder + "/");
    }

    private static FileChannel openLock(Path folder) throws IOException {
        return FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!Files.getPosixFilePermissions(folder).equals(PosixFilePermissions.fromString("rwxr-xr-x"))) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // a server that is ending deleted it first
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException failure) throws IOException {
                Files.deleteIfExists(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
