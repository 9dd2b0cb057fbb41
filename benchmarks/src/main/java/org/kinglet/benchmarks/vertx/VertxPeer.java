// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.RowStream;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.kinglet.benchmarks.worker.AsyncPeer;
import org.kinglet.benchmarks.worker.AuthorRow;
import org.kinglet.benchmarks.worker.Authors;
import org.kinglet.benchmarks.worker.MeasurementRow;
import org.kinglet.benchmarks.worker.Sql;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.TweetRecord;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;

/** The client of Vert.x as most use it, which the others are compared with: a pool, and one statement at a time on a connection. */
public class VertxPeer implements AsyncPeer {
    private final Vertx vertx = Vertx.vertx();
    private final Contexts contexts = new Contexts(vertx);
    private final Clients clients;
    private final Pool pool;
    private final SqlClient client;
    private final String find;
    private final String insert;
    private final String update;
    private final String list;
    private final String tweets;
    private final String authors;
    private final String posts;
    private final String addLogins;
    private final String setLogins;

    public VertxPeer(Target target) {
        this(target, 1, null);
    }

    /** For single statements a client of their own, if there is one. */
    @SuppressWarnings("this-escape")
    protected VertxPeer(Target target, int pipelining, Function<Vertx, SqlClient> shared) {
        clients = Clients.of(target);
        pool = clients.pool(target, vertx, pipelining);
        client = shared == null ? pool : shared.apply(vertx);
        find = clients.sql(Sql.FIND);
        insert = clients.insert();
        update = clients.sql(Sql.UPDATE);
        list = clients.sql(Sql.LIST);
        tweets = clients.sql(Sql.TWEETS);
        authors = clients.sql(Sql.AUTHORS);
        posts = clients.sql(Sql.POSTS);
        addLogins = clients.sql(Sql.ADD_LOGINS);
        setLogins = clients.sql(Sql.SET_LOGINS);
    }

    @Override
    public Executor starter(int task) {
        return action -> contexts.execute(task, action);
    }

    @Override
    public CompletionStage<UserRecord> find(long id) {
        return client.preparedQuery(find)
                .execute(Tuple.of(id))
                .map(rows -> Rows.user(rows.iterator().next()))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<UserRecord> insert(UserRecord user) {
        return client.preparedQuery(insert)
                .execute(Rows.inserted(user))
                .map(rows -> user.withId(clients.key(rows)))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Integer> update(UserRecord user) {
        return client.preparedQuery(update)
                .execute(Rows.updated(user))
                .map(SqlResult::rowCount)
                .toCompletionStage();
    }

    @Override
    public CompletionStage<List<UserRecord>> list(long after) {
        return client.preparedQuery(list)
                .execute(Tuple.of(after))
                .map(rows -> Rows.list(rows, Rows::user))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<List<TweetRecord>> tweets(long after) {
        return client.preparedQuery(tweets)
                .execute(Tuple.of(after))
                .map(rows -> Rows.list(rows, Rows::tweet))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<List<AuthorRow>> authors(long after) {
        return client.preparedQuery(authors)
                .execute(Tuple.of(after))
                .map(rows -> new Authors(Rows.list(rows, Rows::user)))
                .compose(users -> client.preparedQuery(posts)
                        .execute(Tuple.tuple().addArrayOfLong(users.ids()))
                        .map(rows -> Rows.with(users, rows).list()))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Integer> transfer(long from, long to) {
        return pool.withTransaction(connection -> addLogins(connection, -1, from)
                        .compose(first -> addLogins(connection, 1, to).map(second -> first + second)))
                .toCompletionStage();
    }

    final Future<Integer> addLogins(SqlConnection connection, int number, long id) {
        return connection.preparedQuery(addLogins).execute(Tuple.of(number, id)).map(SqlResult::rowCount);
    }

    @Override
    public CompletionStage<List<UserRecord>> bulkCreate(List<UserRecord> users) {
        List<Tuple> batch = users.stream().map(Rows::inserted).toList();
        return pool.withTransaction(
                        connection -> connection.preparedQuery(insert).executeBatch(batch))
                .map(rows -> withKeys(users, rows))
                .toCompletionStage();
    }

    private List<UserRecord> withKeys(List<UserRecord> users, RowSet<Row> first) {
        List<UserRecord> created = new ArrayList<>(users.size());
        RowSet<Row> rows = first;
        for (UserRecord user : users) {
            created.add(user.withId(clients.key(rows)));
            rows = rows.next();
        }
        return created;
    }

    @Override
    public CompletionStage<Integer> bulkUpdate(List<UserRecord> users) {
        List<Tuple> batch =
                users.stream().map(user -> Tuple.of(user.logins(), user.id())).toList();
        return pool.withTransaction(
                        connection -> connection.preparedQuery(setLogins).executeBatch(batch))
                .map(VertxPeer::count)
                .toCompletionStage();
    }

    private static int count(RowSet<Row> first) {
        int count = 0;
        for (RowSet<Row> rows = first; rows != null; rows = rows.next()) count += rows.rowCount();
        return count;
    }

    @Override
    public CompletionStage<Void> stream(Consumer<MeasurementRow> consumer) {
        return pool.withTransaction(connection ->
                        connection.prepare(Sql.MEASUREMENTS).compose(statement -> stream(statement, consumer)))
                .toCompletionStage();
    }

    private static Future<Void> stream(PreparedStatement statement, Consumer<MeasurementRow> consumer) {
        Promise<Void> end = Promise.promise();
        RowStream<Row> stream = statement.createStream(Workload.PAGE);
        stream.exceptionHandler(end::tryFail);
        stream.endHandler(nothing -> stream.close().onComplete(end));
        stream.handler(row -> consumer.accept(Rows.measurement(row)));
        return end.future();
    }

    final Pool pool() {
        return pool;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
