// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** One of the two that are compared, on a file of its own with {@link #ROWS} users. */
interface Side extends AutoCloseable {
    int ROWS = 1_000;

    /** Reads users by their keys, as entities. */
    void pointSelects(int count) throws Exception;

    /** Inserts users, each of which is committed on its own. */
    void inserts(int count) throws Exception;

    /** Reads the first {@link #ROWS} users. */
    List<User> list() throws Exception;

    /** Inserts users in one transaction. */
    void bulk(List<User> users) throws Exception;

    /** Deletes all but the first {@link #ROWS} users. */
    void clear() throws Exception;

    @Override
    void close() throws SQLException;

    /** In the current directory, because {@code /tmp} may be memory, where a commit costs nothing. */
    static Path temporaryFile() throws IOException {
        Path file = Files.createTempFile(Path.of(""), "kinglet-benchmark", ".db");
        for (String suffix : List.of("", "-wal", "-shm"))
            Path.of(file + suffix).toFile().deleteOnExit();
        return file;
    }
}
