// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.testkit.TestServer;
import org.kinglet.testkit.TestServers;
import org.opentest4j.TestAbortedException;

/**
 * A kind of database that every behaviour is tested on. {@code -Dkinglet.tck=sqlite_file,mysql} says which; without it, all
 * but MySQL, which few machines can run.
 *
 * <p>On a server, each test class has databases of its own; between two of its tests they are emptied, which is many times
 * faster than to make new ones.
 */
public enum TestDatabase {
    SQLITE_FILE,
    SQLITE_MEMORY,
    POSTGRESQL,
    MARIADB,
    MYSQL;

    /** Empty ones, and those that the running test has. */
    private final Deque<String> empty = new ArrayDeque<>();

    private final List<String> taken = new ArrayList<>();

    /** Of a test that has nothing to look for on SQLite. */
    @Inherited
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OnServers {}

    /** Those on which a test class runs. */
    static final class Targets implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            boolean onlyServers = context.getRequiredTestClass().isAnnotationPresent(OnServers.class);
            return all().filter(target -> !onlyServers || target.isServer()).map(Arguments::of);
        }
    }

    static Stream<TestDatabase> all() {
        String chosen = System.getProperty("kinglet.tck", "");
        if (chosen.isEmpty()) return Stream.of(SQLITE_FILE, SQLITE_MEMORY, POSTGRESQL, MARIADB);
        return Arrays.stream(chosen.split(",")).map(name -> valueOf(name.trim().toUpperCase(Locale.ROOT)));
    }

    boolean isServer() {
        return this != SQLITE_FILE && this != SQLITE_MEMORY;
    }

    /** MariaDB or MySQL. */
    boolean isMysqlFamily() {
        return this == MARIADB || this == MYSQL;
    }

    TestServer server() {
        return switch (this) {
            case POSTGRESQL -> TestServers.postgresql();
            case MARIADB -> TestServers.mariadb();
            case MYSQL -> TestServers.mysql();
            default -> throw new IllegalStateException(this + " is no server");
        };
    }

    /** Skips the tests, visibly, where there is no such server. */
    void assumeAvailable() {
        if (isServer() && !server().isAvailable()) {
            throw new TestAbortedException(this + " is unavailable because " + server().unavailableReason());
        }
    }

    /** The URL of an empty database, which nobody else uses until the test has ended. */
    synchronized String newUrl() {
        if (this == SQLITE_MEMORY) return "sqlite::memory:";
        if (this == SQLITE_FILE) return "sqlite:" + newFolder().resolve("test.db");
        String url = empty.isEmpty() ? server().newDatabase() : empty.pop();
        taken.add(url);
        return url;
    }

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("kinglet-tck");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The test has ended; it fails here if it left something locked. */
    synchronized void endTest() {
        List<String> urls = List.copyOf(taken);
        taken.clear();
        for (String url : urls) {
            server().clearDatabase(url);
            empty.push(url);
        }
    }

    /** The class has ended. */
    synchronized void endClass() {
        while (!empty.isEmpty()) server().dropDatabase(empty.pop());
    }

    DatabaseBuilder builder() {
        return Database.builder(newUrl());
    }

    /** Whether several transactions can write at the same time. */
    boolean hasConcurrentWriters() {
        return isServer();
    }

    /** Whether a transaction (or savepoint) is over at the server as soon as one of its statements has failed. */
    boolean failureEndsTransaction() {
        return this == POSTGRESQL;
    }

    /** Whether there is one connection only, so that even readers wait for a transaction. */
    boolean isSingleConnection() {
        return this == SQLITE_MEMORY;
    }
}
