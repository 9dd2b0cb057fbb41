// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kinglet.driver.Driver;
import org.kinglet.driver.DriverOptions;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.DriverSettings;
import org.kinglet.driver.Scratch;
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

    /** A schema, which the user must be allowed to create. What the URL has as search path is searched after it. */
    @Override
    public Optional<Scratch> scratch(String url, String name) {
        Map<String, String> parameters = ServerUrl.parse(url).parameters();
        String more = parameters.getOrDefault("searchpath", parameters.get("currentschema"));
        String path = more == null ? name : name + "," + URLEncoder.encode(more, StandardCharsets.UTF_8);
        return Optional.of(new Scratch(
                ServerUrl.withParameter(url, path.replace("+", "%20"), "search_path", "currentSchema"),
                List.of("create schema " + name),
                List.of("drop schema " + name + " cascade"),
                Optional.empty()));
    }
}
