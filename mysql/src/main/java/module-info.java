// SPDX-License-Identifier: Apache-2.0
/** The driver of Kinglet for MySQL and MariaDB. */
@org.jspecify.annotations.NullMarked
module org.kinglet.mysql {
    requires transitive org.kinglet;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.vertx.sql.client.mysql;
    requires org.kinglet.vertx;
    requires static org.jspecify;

    exports org.kinglet.mysql;

    provides org.kinglet.driver.Driver with
            org.kinglet.mysql.MysqlDriver;
}
