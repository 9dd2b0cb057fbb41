// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import static org.kinglet.benchmarks.run.Backend.MARIADB;
import static org.kinglet.benchmarks.run.Backend.POSTGRESQL;
import static org.kinglet.benchmarks.run.Backend.SQLITE;

import java.util.List;
import java.util.Set;

/** A peer by its name, and where it takes part. */
record Contestant(String name, String className, String description, Set<Backend> backends) {
    /** In the order of the tables. */
    static final List<Contestant> ALL = List.of(
            of(
                    "vertx",
                    "vertx.VertxPeer",
                    "the Vert.x client: a pool, chains, rows mapped by hand",
                    POSTGRESQL,
                    MARIADB),
            of("sqlite-jdbc", "jdbc.SqliteJdbcPeer", "sqlite-jdbc by hand, one thread", SQLITE),
            of(
                    "kinglet",
                    "kinglet.KingletPeer",
                    "Kinglet in direct style on virtual threads",
                    POSTGRESQL,
                    MARIADB,
                    SQLITE),
            of("kinglet-async", "kinglet.KingletAsyncPeer", "Kinglet's futures", POSTGRESQL, MARIADB, SQLITE),
            of(
                    "vertx-pipelined",
                    "vertx.VertxPipelinedPeer",
                    "the Vert.x client with shared connections, transactions in one write, arrays for bulk",
                    POSTGRESQL,
                    MARIADB),
            of("jdbc", "jdbc.JdbcPeer", "JDBC by hand, HikariCP, virtual threads", POSTGRESQL, MARIADB),
            of("jooq", "jooq.JooqPeer", "jOOQ, HikariCP, virtual threads", POSTGRESQL),
            of("hibernate", "netty41.HibernatePeer", "Hibernate ORM, HikariCP, virtual threads", POSTGRESQL),
            of("hibernate-reactive", "netty41.HibernateReactivePeer", "Hibernate Reactive on Vert.x 4", POSTGRESQL),
            of("r2dbc", "netty41.R2dbcPeer", "r2dbc-postgresql and r2dbc-pool, rows mapped by hand", POSTGRESQL));

    private static Contestant of(String name, String className, String description, Backend... backends) {
        return new Contestant(name, "org.kinglet.benchmarks." + className, description, Set.of(backends));
    }

    static Contestant named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    String classPath() {
        return className.contains(".netty41.") ? ClassPaths.NETTY_41 : ClassPaths.OWN;
    }
}
