// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.vertx;

import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLClient;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnectOptions;
import org.kinglet.benchmarks.worker.Sql;
import org.kinglet.benchmarks.worker.Target;

/** What differs between the clients of the two servers. */
enum Clients {
    POSTGRESQL {
        @Override
        ClientBuilder<Pool> poolBuilder() {
            return PgBuilder.pool();
        }

        @Override
        ClientBuilder<SqlClient> sharedBuilder() {
            return PgBuilder.client();
        }

        @Override
        SqlConnectOptions options(int pipelining) {
            return new PgConnectOptions().setPipeliningLimit(pipelining);
        }

        @Override
        String sql(String sql) {
            return Sql.numbered(sql);
        }

        @Override
        String insert() {
            return sql(Sql.INSERT) + " returning id";
        }

        @Override
        long key(RowSet<Row> inserted) {
            return inserted.iterator().next().getLong(0);
        }
    },

    MARIADB {
        @Override
        ClientBuilder<Pool> poolBuilder() {
            return MySQLBuilder.pool();
        }

        @Override
        ClientBuilder<SqlClient> sharedBuilder() {
            return MySQLBuilder.client();
        }

        @Override
        SqlConnectOptions options(int pipelining) {
            return new MySQLConnectOptions().setPipeliningLimit(pipelining);
        }

        @Override
        String sql(String sql) {
            return sql;
        }

        @Override
        String insert() {
            return Sql.INSERT;
        }

        @Override
        long key(RowSet<Row> inserted) {
            return inserted.property(MySQLClient.LAST_INSERTED_ID);
        }
    };

    static Clients of(Target target) {
        return target.scheme().equals("postgresql") ? POSTGRESQL : MARIADB;
    }

    Pool pool(Target target, Vertx vertx, int pipelining) {
        return built(poolBuilder(), target, vertx, pipelining);
    }

    /** A client that sends the statements of many callers over the same connections. */
    SqlClient shared(Target target, Vertx vertx, int pipelining) {
        return built(sharedBuilder(), target, vertx, pipelining);
    }

    private <C> C built(ClientBuilder<C> builder, Target target, Vertx vertx, int pipelining) {
        return builder.using(vertx)
                .with(new PoolOptions().setMaxSize(Target.POOL))
                .connectingTo(options(pipelining)
                        .setHost(target.host())
                        .setPort(target.port())
                        .setUser(target.user())
                        .setPassword(target.password())
                        .setDatabase(target.database())
                        .setCachePreparedStatements(true))
                .build();
    }

    abstract ClientBuilder<Pool> poolBuilder();

    abstract ClientBuilder<SqlClient> sharedBuilder();

    abstract SqlConnectOptions options(int pipelining);

    /** With the server's own placeholders. */
    abstract String sql(String sql);

    /** Inserts one user so that its key comes back. */
    abstract String insert();

    abstract long key(RowSet<Row> inserted);
}
