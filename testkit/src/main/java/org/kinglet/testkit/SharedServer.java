// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.util.Optional;

/** One that all tests of a JVM use: named by a system property, or else started when it is first needed. */
final class SharedServer extends TestServer {
    private final Optional<ServerAddress> given;
    private Optional<OwnServer> started = Optional.empty();

    SharedServer(Engine engine) {
        super(engine);
        given = Optional.ofNullable(System.getProperty("kinglet.test." + engine.scheme()))
                .filter(url -> !url.isEmpty())
                .map(ServerAddress::parse);
    }

    @Override
    Optional<String> unavailable() {
        return given.isPresent() ? Optional.empty() : engine.unavailable();
    }

    @Override
    synchronized ServerAddress address() {
        if (given.isPresent()) return given.get();
        if (started.isEmpty()) started = Optional.of(OwnServer.start(engine, ServerOptions.defaults()));
        return started.get().address();
    }
}
