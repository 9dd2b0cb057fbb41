// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.vertx;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.UserRecord;

/**
 * The client of Vert.x at its best: statements of many callers on the same connections, a transaction in one write, and on
 * PostgreSQL arrays in place of batches.
 */
public final class VertxPipelinedPeer extends VertxPeer {
    private static final int LIMIT = 256;
    private static final String INSERT = "insert into users (username, bio, active, logins)"
            + " select * from unnest($1::text[], $2::text[], $3::boolean[], $4::integer[]) returning id";
    private static final String SET_LOGINS = "update users set logins = new.logins"
            + " from unnest($1::bigint[], $2::integer[]) as new (id, logins) where users.id = new.id";

    private final boolean arrays;

    public VertxPipelinedPeer(Target target) {
        super(target, LIMIT, vertx -> Clients.of(target).shared(target, vertx, LIMIT));
        arrays = Clients.of(target) == Clients.POSTGRESQL;
    }

    @Override
    public CompletionStage<Integer> transfer(long from, long to) {
        return pool().withConnection(connection -> transfer(connection, from, to))
                .toCompletionStage();
    }

    private Future<Integer> transfer(SqlConnection connection, long from, long to) {
        Future<?> begun = connection.query("begin").execute();
        Future<Integer> first = addLogins(connection, -1, from);
        Future<Integer> second = addLogins(connection, 1, to);
        Future<?> committed = connection.query("commit").execute();
        return Future.all(begun, first, second, committed).map(all -> first.result() + second.result());
    }

    @Override
    public CompletionStage<List<UserRecord>> bulkCreate(List<UserRecord> users) {
        if (!arrays) return super.bulkCreate(users);
        Tuple columns = Tuple.of(
                users.stream().map(UserRecord::username).toArray(String[]::new),
                users.stream().map(UserRecord::bio).toArray(String[]::new),
                users.stream().map(UserRecord::active).toArray(Boolean[]::new),
                users.stream().map(UserRecord::logins).toArray(Integer[]::new));
        return pool().preparedQuery(INSERT)
                .execute(columns)
                .map(keys -> withKeys(users, keys))
                .toCompletionStage();
    }

    private static List<UserRecord> withKeys(List<UserRecord> users, RowSet<Row> keys) {
        List<UserRecord> created = new ArrayList<>(users.size());
        for (Row key : keys) created.add(users.get(created.size()).withId(key.getLong(0)));
        return created;
    }

    @Override
    public CompletionStage<Integer> bulkUpdate(List<UserRecord> users) {
        if (!arrays) return super.bulkUpdate(users);
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(users.stream().map(UserRecord::id).toArray(Long[]::new))
                .addArrayOfInteger(users.stream().map(UserRecord::logins).toArray(Integer[]::new));
        return pool().preparedQuery(SET_LOGINS)
                .execute(columns)
                .map(SqlResult::rowCount)
                .toCompletionStage();
    }
}
