// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.Set;
import org.kinglet.driver.Driver;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.DriverSettings;

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
}
