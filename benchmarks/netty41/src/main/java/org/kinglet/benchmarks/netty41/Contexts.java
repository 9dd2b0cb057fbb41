// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Event loops for chains to begin on, as the peer of the raw client has them. */
final class Contexts {
    private static final int COUNT = 2;

    private Contexts() {}

    static List<Context> of(Vertx vertx) {
        List<Context> contexts = new CopyOnWriteArrayList<>();
        vertx.deployVerticle(() -> new Own(contexts), new DeploymentOptions().setInstances(COUNT))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return contexts;
    }

    private static final class Own extends AbstractVerticle {
        private final List<Context> contexts;

        Own(List<Context> contexts) {
            this.contexts = contexts;
        }

        @Override
        public void start() {
            contexts.add(context);
        }
    }
}
