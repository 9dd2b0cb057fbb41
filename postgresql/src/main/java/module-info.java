// SPDX-License-Identifier: Apache-2.0
/** The PostgreSQL driver of Kinglet. */
@org.jspecify.annotations.NullMarked
module org.kinglet.postgresql {
    requires transitive org.kinglet;
    requires org.kinglet.vertx;
    requires io.netty.buffer;
    requires io.netty.transport;
    requires io.vertx.sql.client.pg;
    requires static org.jspecify;

    exports org.kinglet.postgresql;

    provides org.kinglet.driver.Driver with
            org.kinglet.postgresql.PostgresDriver;
}
