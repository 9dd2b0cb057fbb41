// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import static org.kinglet.benchmarks.run.Backend.POSTGRESQL;

import java.util.List;
import java.util.Set;

/** A peer by its name, and where it takes part. */
record Contestant(String name, String className, String description, Set<Backend> backends) {
    private static final String PACKAGE = "org.kinglet.benchmarks.";

    /** In the order of the tables. */
    static final List<Contestant> ALL = List.of(
            of("vertx", "vertx.VertxPeer", "Vert.x client, a pool, chains", POSTGRESQL),
            of("kinglet", "kinglet.KingletPeer", "Kinglet, direct style on virtual threads", POSTGRESQL),
            of("kinglet-async", "kinglet.KingletAsyncPeer", "Kinglet, chains of futures", POSTGRESQL),
            of("vertx-pipelined", "vertx.VertxPipelinedPeer", "Vert.x client, pipelined", POSTGRESQL));

    private static Contestant of(String name, String className, String description, Backend... backends) {
        return new Contestant(name, PACKAGE + className, description, Set.of(backends));
    }
}
