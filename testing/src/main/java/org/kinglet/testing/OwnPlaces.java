// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.KingletException;
import org.kinglet.Table;
import org.kinglet.driver.Driver;
import org.kinglet.driver.Scratch;
import org.kinglet.internal.Engine;
import org.kinglet.testing.KingletTest.Setup;

/** Schemas that are made when they are needed, and removed when the class has ended. */
final class OwnPlaces implements Places {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Setup setup;
    private final String url;
    private final Driver driver;
    private final Map<Engine, Database> databases;
    // Guarded by this.
    private final Deque<Place> idle = new ArrayDeque<>();
    private final List<Made> made = new ArrayList<>();
    private @Nullable Database administrator;

    /** @param place null if it could not be opened */
    private record Made(Scratch scratch, @Nullable Place place) {}

    OwnPlaces(Setup setup, String url, Map<Engine, Database> databases) {
        this.setup = setup;
        this.url = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        this.driver = driver();
        this.databases = databases;
        for (Table<?, ?> table : setup.tables()) refuseQualified(table);
    }

    private static void refuseQualified(Table<?, ?> table) {
        String schema = table.definition().schema();
        if (schema == null) return;
        throw new IllegalStateException("table " + table.definition().name() + " is in schema " + schema
                + " whatever the test, so tests would share it; use KingletTest.with(database)");
    }

    private Driver driver() {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        for (ClassLoader loader : new ClassLoader[] {context, OwnPlaces.class.getClassLoader()}) {
            for (Driver candidate : ServiceLoader.load(Driver.class, loader)) {
                if (candidate.schemes().contains(scheme)) return candidate;
            }
        }
        Database.open(url).close(); // says what is missing
        throw new KingletException("no driver knows the scheme " + scheme + ":");
    }

    @Override
    public void prepare() {
        giveBack(take());
    }

    @Override
    public Place take() {
        synchronized (this) {
            Place free = idle.poll();
            if (free != null) return free;
        }
        return make();
    }

    private Place make() {
        String name = "kinglet_test_" + new BigInteger(50, RANDOM).toString(36);
        Optional<Scratch> possible = driver.scratch(url, name);
        if (possible.isEmpty()) {
            throw new KingletException("this driver cannot make a place for tests; use KingletTest.with(database)");
        }
        Scratch scratch = possible.get();
        administer(scratch.create());
        Place place = null;
        try {
            DatabaseBuilder builder = Database.builder(scratch.url());
            setup.configuration().accept(builder);
            place = new Place(builder.open(), setup.tables(), setup.data(), true);
        } finally {
            synchronized (this) {
                made.add(new Made(scratch, place));
            }
        }
        place.prepare();
        databases.put(place.engine(), place.database());
        return place;
    }

    private void administer(List<String> statements) {
        if (statements.isEmpty()) return;
        synchronized (this) {
            Database open = administrator;
            if (open == null) {
                DatabaseBuilder builder = Database.builder(url);
                setup.configuration().accept(builder);
                administrator = open = builder.minPoolSize(1).poolSize(1).open();
            }
            for (String sql : statements) open.sql(sql);
        }
    }

    @Override
    public void giveBack(Place place) {
        synchronized (this) {
            idle.push(place);
        }
    }

    @Override
    public boolean mayCommit() {
        return true;
    }

    @Override
    public void close() {
        RuntimeException failed = null;
        synchronized (this) {
            for (Made each : made) {
                failed = attempt(() -> close(each.place()), failed);
                failed = attempt(() -> administer(each.scratch().drop()), failed);
                failed = attempt(() -> each.scratch().folder().ifPresent(OwnPlaces::delete), failed);
            }
            Database open = administrator;
            if (open != null) failed = attempt(open::close, failed);
        }
        if (failed != null) throw failed;
    }

    private void close(@Nullable Place place) {
        if (place == null) return;
        databases.remove(place.engine());
        place.close();
    }

    /** One thing that cannot be removed is no reason to leave the others. */
    private static @Nullable RuntimeException attempt(Runnable step, @Nullable RuntimeException earlier) {
        try {
            step.run();
            return earlier;
        } catch (RuntimeException failure) {
            if (earlier == null) return failure;
            earlier.addSuppressed(failure);
            return earlier;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
