// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;

/** A kind of database that every behaviour is tested on. */
public enum TestDatabase {
    SQLITE_FILE {
        @Override
        String newUrl() {
            try {
                Path folder = Files.createTempDirectory("kinglet-tck");
                folder.toFile().deleteOnExit();
                return "sqlite:" + folder.resolve("test.db");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    },
    SQLITE_MEMORY {
        @Override
        String newUrl() {
            return "sqlite::memory:";
        }
    };

    /** The URL of an empty database of its own. */
    abstract String newUrl();

    DatabaseBuilder builder() {
        return Database.builder(newUrl());
    }

    /** Whether several transactions can write at the same time. */
    boolean hasConcurrentWriters() {
        return false;
    }

    /** Whether there is one connection only, so that even readers wait for a transaction. */
    boolean isSingleConnection() {
        return this == SQLITE_MEMORY;
    }

    static Stream<TestDatabase> all() {
        return Stream.of(values());
    }
}
