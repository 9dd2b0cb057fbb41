// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.kinglet.testkit.TestServer;
import org.kinglet.testkit.TestServers;

/** The kinds of databases that the program is tried on. */
enum Targets {
    SQLITE,
    POSTGRESQL,
    MARIADB;

    /** Of an empty one; a server's is there until the server ends. */
    String newUrl(Path folder, String name) {
        return switch (this) {
            case SQLITE -> "sqlite:" + folder.resolve(name + ".db");
            case POSTGRESQL -> of(TestServers.postgresql());
            case MARIADB -> of(TestServers.mariadb());
        };
    }

    private static String of(TestServer server) {
        Assumptions.assumeTrue(server.isAvailable(), server::unavailableReason);
        return server.newDatabase();
    }
}
