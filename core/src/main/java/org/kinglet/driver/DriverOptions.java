// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the user set on the builder.
 *
 * @param url as the user wrote it, without a leading {@code jdbc:}
 * @param poolSize the most connections there may be, at least 1
 * @param minPoolSize how many are opened at once and kept, from 0 to {@code poolSize}
 * @param acquireTimeout how long to wait for a connection
 * @param maxLifetime after how long a connection is replaced; zero: never
 * @param idleTimeout after how long an idle connection above the minimum is closed; zero: never
 * @param settings what is particular to a driver; a driver refuses settings that are not its own
 */
public record DriverOptions(
        String url,
        int poolSize,
        int minPoolSize,
        Duration acquireTimeout,
        Duration maxLifetime,
        Duration idleTimeout,
        List<DriverSettings> settings) {

    /** The settings of the given type; the last one wins. */
    public <S extends DriverSettings> Optional<S> settings(Class<S> type) {
        return settings.stream().filter(type::isInstance).map(type::cast).reduce((first, last) -> last);
    }
}
