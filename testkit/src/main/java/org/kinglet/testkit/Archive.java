// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks archives. */
final class Archive {
    private Archive() {}

    /** Unpacks the chosen entries into the folder. */
    static void unpackTar(InputStream packed, Path folder, Predicate<String> chosen) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(packed)) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                if (!chosen.test(entry.getName())) continue;
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) throw new IOException("outside of the folder: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) makeExecutable(path);
                }
            }
        }
    }

    static void makeExecutable(Path file) throws IOException {
        if (!file.toFile().setExecutable(true, false)) throw new IOException("cannot be made executable: " + file);
    }
}
