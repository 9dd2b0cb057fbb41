// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.kinglet.benchmarks.worker.AsyncPeer;
import org.kinglet.benchmarks.worker.AuthorRow;
import org.kinglet.benchmarks.worker.Authors;
import org.kinglet.benchmarks.worker.MeasurementRecord;
import org.kinglet.benchmarks.worker.MeasurementRow;
import org.kinglet.benchmarks.worker.Sql;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.TweetRecord;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** r2dbc-postgresql and r2dbc-pool. */
public final class R2dbcPeer implements AsyncPeer {
    private static final String FIND = Sql.numbered(Sql.FIND);
    private static final String INSERT = Sql.numbered(Sql.INSERT) + " returning id";
    private static final String UPDATE = Sql.numbered(Sql.UPDATE);
    private static final String LIST = Sql.numbered(Sql.LIST);
    private static final String TWEETS = Sql.numbered(Sql.TWEETS);
    private static final String AUTHORS = Sql.numbered(Sql.AUTHORS);
    private static final String POSTS = Sql.numbered(Sql.POSTS);
    private static final String ADD_LOGINS = Sql.numbered(Sql.ADD_LOGINS);
    private static final String SET_LOGINS = Sql.numbered(Sql.SET_LOGINS);
    private static final String ARRAYS = "insert into users (username, bio, active, logins)"
            + " select * from unnest($1::text[], $2::text[], $3::boolean[], $4::integer[]) returning id";

    private final ConnectionPool pool;

    public R2dbcPeer(Target target) {
        PostgresqlConnectionFactory factory =
                new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                        .host(target.host())
                        .port(target.port())
                        .username(target.user())
                        .password(target.password())
                        .database(target.database())
                        .build());
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(Target.POOL)
                .maxSize(Target.POOL)
                .build());
    }

    private <T> CompletionStage<T> with(Function<Connection, Mono<T>> work) {
        return Mono.usingWhen(pool.create(), work, Connection::close).toFuture();
    }

    private <T> CompletionStage<T> inTransaction(Function<Connection, Mono<T>> work) {
        return with(connection -> Mono.from(connection.beginTransaction())
                .then(work.apply(connection))
                .flatMap(result -> Mono.from(connection.commitTransaction()).thenReturn(result))
                .onErrorResume(
                        failure -> Mono.from(connection.rollbackTransaction()).then(Mono.error(failure))));
    }

    private static <T> Flux<T> rows(Publisher<? extends Result> results, BiFunction<Row, RowMetadata, T> mapper) {
        return Flux.from(results).concatMap(result -> result.map(mapper));
    }

    private static Mono<Long> count(Publisher<? extends Result> results) {
        return Flux.from(results).concatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
    }

    private static UserRecord user(Row row, RowMetadata columns) {
        return user(row, 0);
    }

    private static UserRecord user(Row row, int first) {
        return new UserRecord(
                row.get(first, Long.class),
                row.get(first + 1, String.class),
                row.get(first + 2, String.class),
                row.get(first + 3, Boolean.class),
                row.get(first + 4, Integer.class));
    }

    private static TweetRecord tweet(Row row, RowMetadata columns) {
        OffsetDateTime created = row.get(2, OffsetDateTime.class);
        return new TweetRecord(row.get(0, Long.class), user(row, 3), row.get(1, String.class), created.toInstant());
    }

    private static MeasurementRecord measurement(Row row, RowMetadata columns) {
        return new MeasurementRecord(row.get(0, Long.class), row.get(1, String.class), row.get(2, Integer.class));
    }

    private static Long key(Row row, RowMetadata columns) {
        return row.get(0, Long.class);
    }

    private static Statement bind(Statement statement, UserRecord user) {
        statement.bind(0, user.username()).bind(2, user.active()).bind(3, user.logins());
        return user.bio() == null ? statement.bindNull(1, String.class) : statement.bind(1, user.bio());
    }

    @Override
    public CompletionStage<UserRecord> find(long id) {
        return with(
                connection -> rows(connection.createStatement(FIND).bind(0, id).execute(), R2dbcPeer::user)
                        .next());
    }

    @Override
    public CompletionStage<UserRecord> insert(UserRecord user) {
        return with(connection -> rows(
                        bind(connection.createStatement(INSERT), user).execute(), R2dbcPeer::key)
                .next()
                .map(user::withId));
    }

    @Override
    public CompletionStage<Long> update(UserRecord user) {
        return with(connection -> count(bind(connection.createStatement(UPDATE), user)
                .bind(4, user.id())
                .execute()));
    }

    @Override
    public CompletionStage<List<UserRecord>> list(long after) {
        return with(connection -> rows(
                        connection.createStatement(LIST).bind(0, after).execute(), R2dbcPeer::user)
                .collectList());
    }

    @Override
    public CompletionStage<List<TweetRecord>> tweets(long after) {
        return with(connection -> rows(
                        connection.createStatement(TWEETS).bind(0, after).execute(), R2dbcPeer::tweet)
                .collectList());
    }

    @Override
    public CompletionStage<List<AuthorRow>> authors(long after) {
        return with(connection -> rows(
                        connection.createStatement(AUTHORS).bind(0, after).execute(), R2dbcPeer::user)
                .collectList()
                .map(Authors::new)
                .flatMap(authors -> rows(
                                connection
                                        .createStatement(POSTS)
                                        .bind(0, authors.ids())
                                        .execute(),
                                (row, columns) -> add(authors, row))
                        .then(Mono.fromSupplier(authors::list))));
    }

    private static Authors add(Authors authors, Row tweet) {
        OffsetDateTime created = tweet.get(2, OffsetDateTime.class);
        authors.add(
                tweet.get(0, Long.class), tweet.get(1, String.class), created.toInstant(), tweet.get(3, Long.class));
        return authors;
    }

    @Override
    public CompletionStage<Long> transfer(long from, long to) {
        return inTransaction(connection -> addLogins(connection, -1, from)
                .flatMap(first -> addLogins(connection, 1, to).map(second -> first + second)));
    }

    private static Mono<Long> addLogins(Connection connection, int number, long id) {
        return count(connection
                .createStatement(ADD_LOGINS)
                .bind(0, number)
                .bind(1, id)
                .execute());
    }

    @Override
    public CompletionStage<List<UserRecord>> bulkCreate(List<UserRecord> users) {
        return inTransaction(connection -> rows(
                        connection
                                .createStatement(ARRAYS)
                                .bind(
                                        0,
                                        users.stream().map(UserRecord::username).toArray(String[]::new))
                                .bind(1, users.stream().map(UserRecord::bio).toArray(String[]::new))
                                .bind(2, users.stream().map(UserRecord::active).toArray(Boolean[]::new))
                                .bind(3, users.stream().map(UserRecord::logins).toArray(Integer[]::new))
                                .execute(),
                        R2dbcPeer::key)
                .collectList()
                .map(keys -> withKeys(users, keys)));
    }

    private static List<UserRecord> withKeys(List<UserRecord> users, List<Long> keys) {
        List<UserRecord> created = new ArrayList<>(users.size());
        for (Long key : keys) created.add(users.get(created.size()).withId(key));
        return created;
    }

    @Override
    public CompletionStage<Long> bulkUpdate(List<UserRecord> users) {
        return inTransaction(connection -> {
            Statement update = connection.createStatement(SET_LOGINS);
            for (int i = 0; i < users.size(); i++) {
                if (i > 0) update.add();
                update.bind(0, users.get(i).logins()).bind(1, users.get(i).id());
            }
            return count(update.execute());
        });
    }

    @Override
    public CompletionStage<Long> stream(Consumer<MeasurementRow> consumer) {
        return inTransaction(connection -> rows(
                        connection
                                .createStatement(Sql.MEASUREMENTS)
                                .fetchSize(Workload.PAGE)
                                .execute(),
                        R2dbcPeer::measurement)
                .doOnNext(consumer)
                .count());
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
