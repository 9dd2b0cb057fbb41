// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kinglet.driver.Driver;
import org.kinglet.driver.DriverException;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.DriverSettings;
import org.kinglet.driver.FailureKind;
import org.kinglet.driver.Scratch;

/** Opens {@code sqlite:} URLs. Found by {@link java.util.ServiceLoader}; not for use by applications. */
public final class SqliteDriver implements Driver {
    /** For the service loader. */
    public SqliteDriver() {}

    @Override
    public Set<String> schemes() {
        return Set.of(SqliteUrl.SCHEME);
    }

    @Override
    public DriverPool open(DriverOptions options) {
        for (DriverSettings settings : options.settings()) {
            if (!(settings instanceof SqliteSettings)) {
                throw Failures.programming(
                        "These settings are for " + settings.driverName() + ", but the URL is for SQLite");
            }
        }
        SqliteSettings settings = options.settings(SqliteSettings.class).orElse(SqliteSettings.defaults());
        SqlitePool pool = new SqlitePool(new Connector(SqliteUrl.parse(options.url()), settings), options);
        pool.open();
        return pool;
    }

    /** In memory if the URL says so, else a file in a temporary folder. */
    @Override
    public Optional<Scratch> scratch(String url, String name) {
        if (SqliteUrl.parse(url).isMemory()) {
            return Optional.of(new Scratch(url, List.of(), List.of(), Optional.empty()));
        }
        int question = url.indexOf('?');
        String parameters = question < 0 ? "" : url.substring(question);
        try {
            Path folder = Files.createTempDirectory(name);
            // As a URI, so that nothing in the folder's name can be taken for something else.
            String file = "file:" + folder.resolve("test.db").toUri().getRawPath();
            return Optional.of(
                    new Scratch(SqliteUrl.SCHEME + ":" + file + parameters, List.of(), List.of(), Optional.of(folder)));
        } catch (IOException e) {
            throw new DriverException(FailureKind.CONNECTION, "No temporary folder could be made: " + e.getMessage());
        }
    }
}
