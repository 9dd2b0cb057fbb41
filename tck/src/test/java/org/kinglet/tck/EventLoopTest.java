// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.kinglet.BlockingCallException;

/** An event loop must never wait: not one of the application's, and the driver's even less. */
class EventLoopTest extends TaskTest {
    @Test
    void aCallThatWaitsIsRefusedOnAVertxEventLoop() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            refuses(task -> vertx.runOnContext(ignored -> task.run()));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void aCallThatWaitsIsRefusedOnANettyEventLoop() throws Exception {
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            refuses(loops);
        } finally {
            loops.shutdownGracefully();
        }
    }

    private void refuses(Executor loop) throws Exception {
        CompletableFuture<?> notDone = db.executeAsync(probe.heldRead());
        List<ThrowingCallable> calls = List.of(
                () -> USERS.select().list(),
                () -> create("never"),
                () -> db.sql("select 1"),
                () -> db.atomic(() -> {}),
                () -> db.begin(),
                () -> db.connect(),
                () -> USERS.select().stream(1),
                notDone::join);
        CompletableFuture<Void> refused = CompletableFuture.runAsync(
                () -> {
                    for (ThrowingCallable call : calls) {
                        assertThatThrownBy(call)
                                .isInstanceOf(BlockingCallException.class)
                                .hasMessageContaining("Async")
                                .hasMessageContaining("runAsync");
                    }
                },
                loop);
        await(refused);
        probe.release();
        await(notDone);
        assertThat(stored()).isEmpty();
    }

    @Test
    void whatDoesNotWaitWorksThereAndSoDoesABlock() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<Integer> count = new CompletableFuture<>();
            vertx.runOnContext(ignored -> USERS.createAsync(USERS.username.set("a"))
                    .thenCompose(user -> db.runAsync(() -> {
                        create("b");
                        return stored().size();
                    }))
                    .whenComplete((result, failure) -> {
                        if (failure == null) count.complete(result);
                        else count.completeExceptionally(failure);
                    }));
            assertThat(await(count)).isEqualTo(2);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
