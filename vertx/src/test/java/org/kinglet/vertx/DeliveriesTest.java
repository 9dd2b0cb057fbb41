// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kinglet.driver.Command;

/** Replies are completed after what is being read, all of them, in order. */
class DeliveriesTest {
    private final EventLoop loop = new DefaultEventLoop();
    private final Deliveries deliveries = new Deliveries(loop);
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() throws Exception {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    private WireReply<Long> reply(String name) {
        WireReply<Long> reply = new WireReply<>(Command.update("select 1"));
        reply.whenComplete((result, failure) -> events.add(name));
        return reply;
    }

    @Test
    void those_that_come_together_are_handed_over_together_and_later() throws Exception {
        loop.submit(() -> {
                    deliveries.add(reply("a"));
                    events.add("read");
                    deliveries.add(reply("b"));
                    events.add("read");
                })
                .sync();
        loop.submit(() -> events.add("next")).sync();
        assertThat(events).containsExactly("read", "read", "a", "b", "next");
    }

    @Test
    void what_a_delivery_leads_to_is_delivered_too() throws Exception {
        WireReply<Long> first = reply("a");
        first.whenComplete((result, failure) -> deliveries.add(reply("b")));
        loop.submit(() -> deliveries.add(first)).sync();
        loop.submit(() -> deliveries.add(reply("c"))).sync();
        loop.submit(() -> {}).sync();
        assertThat(events).containsExactly("a", "b", "c");
    }

    @Test
    void a_nap_loses_nothing() throws Exception {
        int many = 20_000;
        List<String> names =
                IntStream.range(0, many).mapToObj(Integer::toString).toList();
        loop.submit(() -> deliveries.expect(many)).sync();
        for (String name : names) {
            loop.execute(() -> {
                deliveries.expect(-1);
                deliveries.add(reply(name));
            });
        }
        while (events.size() < many) loop.submit(() -> {}).sync();
        assertThat(new ArrayList<>(events)).isEqualTo(names);
    }
}
