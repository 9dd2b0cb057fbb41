// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.vertx;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Event loops for chains to begin on: what is begun on one is completed on it. */
final class Contexts {
    private static final int COUNT = 2;

    private final List<Context> contexts = new CopyOnWriteArrayList<>();

    Contexts(Vertx vertx) {
        vertx.deployVerticle(Own::new, new DeploymentOptions().setInstances(COUNT))
                .await();
    }

    void execute(int task, Runnable action) {
        contexts.get(task % COUNT).runOnContext(nothing -> action.run());
    }

    private final class Own extends VerticleBase {
        @Override
        public Future<?> start() {
            contexts.add(context);
            return Future.succeededFuture();
        }
    }
}
