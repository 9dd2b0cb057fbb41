// SPDX-License-Identifier: Apache-2.0
/** What Kinglet's drivers on the Vert.x SQL clients share. Nothing in it is for applications. */
@org.jspecify.annotations.NullMarked
module org.kinglet.vertx {
    requires transitive org.kinglet;
    requires transitive io.vertx.core;
    requires transitive io.vertx.sql.client;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static org.jspecify;

    exports org.kinglet.vertx to
            org.kinglet.mysql,
            org.kinglet.postgresql;
}
