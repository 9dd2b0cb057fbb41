// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.kinglet.testkit.TestServer;
import org.kinglet.testkit.TestServers;
import org.opentest4j.TestAbortedException;

/** A kind of database; chosen as in the TCK, by {@code -Dkinglet.tck=sqlite_file,postgresql}. */
enum Target {
    SQLITE_FILE,
    SQLITE_MEMORY,
    POSTGRESQL,
    MARIADB;

    static Stream<Target> all() {
        String chosen = System.getProperty("kinglet.tck", "");
        if (chosen.isEmpty()) return Arrays.stream(values());
        return Arrays.stream(values())
                .filter(target ->
                        Arrays.asList(chosen.split(",")).contains(target.name().toLowerCase(Locale.ROOT)));
    }

    TestServer server() {
        TestServer server = this == POSTGRESQL ? TestServers.postgresql() : TestServers.mariadb();
        if (!server.isAvailable()) throw new TestAbortedException(this + ": " + server.unavailableReason());
        return server;
    }

    boolean isServer() {
        return this == POSTGRESQL || this == MARIADB;
    }

    String url() {
        return switch (this) {
            case SQLITE_FILE -> "sqlite:never-made.db";
            case SQLITE_MEMORY -> "sqlite::memory:";
            default -> server().mainUrl();
        };
    }
}
