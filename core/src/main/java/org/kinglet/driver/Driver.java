// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.util.Optional;
import java.util.Set;

/** Opens databases of one kind; found by {@link java.util.ServiceLoader}, so it needs a public constructor without arguments. */
public interface Driver {
    /** The URL schemes that belong to this driver, in lower case, without the colon. */
    Set<String> schemes();

    /**
     * Opens the database and at least {@link DriverOptions#minPoolSize()} connections to it, so that what is wrong with
     * the URL or the database shows here. Blocks.
     *
     * @throws DriverException if the URL or a setting is wrong ({@link FailureKind#PROGRAMMING}) or the database cannot
     *     be opened
     */
    DriverPool open(DriverOptions options);

    /**
     * An empty place of that name for the tables of a test, beside the database that the URL names: nothing in it can
     * meet what is there. Nothing if the driver knows of none.
     *
     * @param name a plain identifier that nobody else uses
     * @throws DriverException if the URL is wrong ({@link FailureKind#PROGRAMMING})
     */
    default Optional<Scratch> scratch(String url, String name) {
        return Optional.empty();
    }
}
