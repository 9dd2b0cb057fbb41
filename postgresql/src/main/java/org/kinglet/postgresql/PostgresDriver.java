// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.Set;
import org.kinglet.driver.Driver;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.DriverSettings;
import org.kinglet.vertx.ServerUrl;
import org.kinglet.vertx.WirePool;
import org.kinglet.vertx.WireSettings;

/** Opens {@code postgresql:} URLs. Found by {@link java.util.ServiceLoader}; not for use by applications. */
public final class PostgresDriver implements Driver {
    /** For the service loader. */
    public PostgresDriver() {}

    @Override
    public Set<String> schemes() {
        return Set.of("postgresql", "postgres");
    }

    @Override
    public DriverPool open(DriverOptions options) {
        PostgresConfig config = config(options);
        return WirePool.open(new PostgresProtocol(config), options, new WireSettings(config.pipelining()));
    }

    private static PostgresConfig config(DriverOptions options) {
        for (DriverSettings settings : options.settings()) {
            if (!(settings instanceof PostgresSettings)) {
                throw PostgresConfig.programming(
                        "These settings are for " + settings.driverName() + ", but the URL is for PostgreSQL");
            }
        }
        PostgresSettings settings = options.settings(PostgresSettings.class).orElse(PostgresSettings.defaults());
        return PostgresConfig.of(ServerUrl.parse(options.url()), settings, System.getenv());
    }
}
