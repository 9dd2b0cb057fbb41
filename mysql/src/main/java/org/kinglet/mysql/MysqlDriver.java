// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

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
import org.kinglet.vertx.ServerUrl;
import org.kinglet.vertx.WirePool;
import org.kinglet.vertx.WireSettings;

/**
 * Opens {@code mysql:} and {@code mariadb:} URLs, which mean the same: the server says what it is. Found by
 * {@link java.util.ServiceLoader}; not for use by applications.
 */
public final class MysqlDriver implements Driver {
    /** For the service loader. */
    public MysqlDriver() {}

    @Override
    public Set<String> schemes() {
        return Set.of("mysql", "mariadb");
    }

    @Override
    public DriverPool open(DriverOptions options) {
        for (DriverSettings settings : options.settings()) {
            if (!(settings instanceof MysqlSettings)) {
                throw new DriverException(
                        FailureKind.PROGRAMMING,
                        "These settings are for " + settings.driverName() + ", but the URL is for MySQL or MariaDB");
            }
        }
        MysqlSettings settings = options.settings(MysqlSettings.class).orElse(MysqlSettings.defaults());
        MysqlConfig config = MysqlConfig.read(options.url(), settings, System.getenv());
        return WirePool.open(new MysqlProtocol(config), options, new WireSettings(config.pipeliningDepth()));
    }

    /** A database, which the user must be allowed to create. */
    @Override
    public Optional<Scratch> scratch(String url, String name) {
        return Optional.of(new Scratch(
                ServerUrl.withDatabase(url, name),
                List.of("create database " + name + " character set utf8mb4"),
                List.of("drop database " + name),
                Optional.empty()));
    }
}
