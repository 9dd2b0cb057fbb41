// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.stage.Stage;
import org.hibernate.reactive.vertx.VertxInstance;
import org.kinglet.benchmarks.worker.AsyncPeer;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;

/** Hibernate Reactive: stateful sessions to read, stateless ones to write. It has no cursors. */
public final class HibernateReactivePeer implements AsyncPeer {
    private final List<Context> contexts;
    private final Stage.SessionFactory factory;

    public HibernateReactivePeer(Target target) {
        Configuration configuration = Queries.model()
                .setProperty(JdbcSettings.JAKARTA_JDBC_URL, target.jdbcUrl())
                .setProperty(JdbcSettings.JAKARTA_JDBC_USER, target.user())
                .setProperty(JdbcSettings.JAKARTA_JDBC_PASSWORD, target.password())
                .setProperty(JdbcSettings.POOL_SIZE, Integer.toString(Target.POOL))
                .setProperty("hibernate.vertx.prepared_statement_cache.max_size", "256");
        StandardServiceRegistry registry = new ReactiveServiceRegistryBuilder()
                .applySettings(configuration.getProperties())
                .build();
        factory = configuration.buildSessionFactory(registry).unwrap(Stage.SessionFactory.class);
        contexts = Contexts.of(registry.requireService(VertxInstance.class).getVertx());
    }

    @Override
    public Executor starter(int task) {
        Context context = contexts.get(task % contexts.size());
        return action -> context.runOnContext(nothing -> action.run());
    }

    /** Not withSession, which gives all chains of a context the same session. */
    private <T> CompletionStage<T> with(Function<Stage.Session, CompletionStage<T>> work) {
        return factory.openSession().thenCompose(session -> closing(work.apply(session), session::close));
    }

    private <T> CompletionStage<T> withStateless(Function<Stage.StatelessSession, CompletionStage<T>> work) {
        return factory.openStatelessSession().thenCompose(session -> closing(work.apply(session), session::close));
    }

    private static <T> CompletionStage<T> closing(CompletionStage<T> result, Supplier<CompletionStage<Void>> close) {
        return result.handle((value, failure) -> close.get().thenCompose(nothing -> result))
                .thenCompose(Function.identity());
    }

    @Override
    public CompletionStage<HibernateUser> find(long id) {
        return with(session -> session.find(HibernateUser.class, id));
    }

    @Override
    public CompletionStage<HibernateUser> insert(UserRecord record) {
        HibernateUser user = HibernateUser.unsaved(record);
        return withStateless(session -> session.insert(user)).thenApply(nothing -> user);
    }

    /** It fails if there is no such row. */
    @Override
    public CompletionStage<Integer> update(UserRecord user) {
        return withStateless(session -> session.update(HibernateUser.of(user))).thenApply(nothing -> 1);
    }

    @Override
    public CompletionStage<List<HibernateUser>> list(long after) {
        return with(session -> session.createSelectionQuery(Queries.LIST, HibernateUser.class)
                .setParameter("after", after)
                .setMaxResults(Workload.LIST_SIZE)
                .getResultList());
    }

    @Override
    public CompletionStage<List<HibernateTweet>> tweets(long after) {
        return with(session -> session.createSelectionQuery(Queries.TWEETS, HibernateTweet.class)
                .setParameter("after", after)
                .setMaxResults(Workload.TWEETS_SIZE)
                .getResultList());
    }

    @Override
    public CompletionStage<List<HibernateUser>> authors(long after) {
        return with(session -> session.createSelectionQuery(Queries.LIST, HibernateUser.class)
                .setParameter("after", after)
                .setMaxResults(Workload.AUTHORS_SIZE)
                .getResultList()
                .thenCompose(users -> session.createSelectionQuery(Queries.POSTS, HibernateUser.class)
                        .setParameter("users", users)
                        .getResultList()
                        .thenApply(same -> users)));
    }

    @Override
    public CompletionStage<Integer> transfer(long from, long to) {
        return with(session -> session.withTransaction(transaction -> addLogins(session, -1, from)
                .thenCompose(first -> addLogins(session, 1, to).thenApply(second -> first + second))));
    }

    private static CompletionStage<Integer> addLogins(Stage.Session session, int number, long id) {
        return session.createMutationQuery(Queries.ADD_LOGINS)
                .setParameter("number", number)
                .setParameter("id", id)
                .executeUpdate();
    }

    @Override
    public CompletionStage<List<HibernateUser>> bulkCreate(List<UserRecord> records) {
        List<HibernateUser> users = Queries.unsaved(records);
        return with(session -> session.withTransaction(transaction -> session.persist(users.toArray())))
                .thenApply(nothing -> users);
    }

    /** It fails if a row is missing. */
    @Override
    public CompletionStage<Integer> bulkUpdate(List<UserRecord> users) {
        Object[] entities = Queries.entities(users).toArray();
        return withStateless(session -> session.withTransaction(transaction -> session.update(Queries.BATCH, entities)))
                .thenApply(nothing -> users.size());
    }

    @Override
    public void close() {
        factory.close();
    }
}
