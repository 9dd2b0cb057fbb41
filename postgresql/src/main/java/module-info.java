// SPDX-License-Identifier: Apache-2.0
/** The PostgreSQL driver of Kinglet. */
@org.jspecify.annotations.NullMarked
module org.kinglet.postgresql {
    requires transitive org.kinglet;
    requires org.kinglet.vertx;
    requires io.vertx.sql.client.pg;
    requires static org.jspecify;

}
