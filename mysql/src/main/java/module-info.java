// SPDX-License-Identifier: Apache-2.0
/** The driver of Kinglet for MySQL and MariaDB. */
@org.jspecify.annotations.NullMarked
module org.kinglet.mysql {
    requires transitive org.kinglet;
    requires org.kinglet.vertx;
    requires io.vertx.sql.client.mysql;
    requires static org.jspecify;

}
