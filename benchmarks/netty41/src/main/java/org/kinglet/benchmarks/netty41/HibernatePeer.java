// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;
import org.kinglet.benchmarks.worker.DirectPeer;
import org.kinglet.benchmarks.worker.MeasurementRow;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;

/** Hibernate ORM on HikariCP: stateful sessions to read, stateless ones to write. */
public final class HibernatePeer implements DirectPeer {
    private final HikariDataSource source;
    private final SessionFactory factory;

    public HibernatePeer(Target target) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(target.jdbcUrl());
        pool.setUsername(target.user());
        pool.setPassword(target.password());
        pool.setMaximumPoolSize(Target.POOL);
        source = new HikariDataSource(pool);
        Configuration configuration = Queries.model();
        configuration.getProperties().put(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, source);
        factory = configuration.buildSessionFactory();
    }

    @Override
    public HibernateUser find(long id) {
        return factory.fromSession(session -> session.find(HibernateUser.class, id));
    }

    @Override
    public HibernateUser insert(UserRecord record) {
        HibernateUser user = HibernateUser.unsaved(record);
        factory.inStatelessSession(session -> session.insert(user));
        return user;
    }

    /** It throws if there is no such row. */
    @Override
    public long update(UserRecord user) {
        factory.inStatelessSession(session -> session.update(HibernateUser.of(user)));
        return 1;
    }

    @Override
    public List<HibernateUser> list(long after) {
        return factory.fromSession(session -> session.createSelectionQuery(Queries.LIST, HibernateUser.class)
                .setParameter("after", after)
                .setMaxResults(Workload.LIST_SIZE)
                .getResultList());
    }

    @Override
    public List<HibernateTweet> tweets(long after) {
        return factory.fromSession(session -> session.createSelectionQuery(Queries.TWEETS, HibernateTweet.class)
                .setParameter("after", after)
                .setMaxResults(Workload.TWEETS_SIZE)
                .getResultList());
    }

    @Override
    public List<HibernateUser> authors(long after) {
        return factory.fromSession(session -> {
            List<HibernateUser> users = session.createSelectionQuery(Queries.LIST, HibernateUser.class)
                    .setParameter("after", after)
                    .setMaxResults(Workload.AUTHORS_SIZE)
                    .getResultList();
            session.createSelectionQuery(Queries.POSTS, HibernateUser.class)
                    .setParameter("users", users)
                    .getResultList();
            return users;
        });
    }

    @Override
    public long transfer(long from, long to) {
        return factory.fromTransaction(session -> addLogins(session, -1, from) + addLogins(session, 1, to));
    }

    private static int addLogins(SharedSessionContract session, int number, long id) {
        return session.createMutationQuery(Queries.ADD_LOGINS)
                .setParameter("number", number)
                .setParameter("id", id)
                .executeUpdate();
    }

    @Override
    public List<HibernateUser> bulkCreate(List<UserRecord> records) {
        List<HibernateUser> users = Queries.unsaved(records);
        factory.inTransaction(session -> users.forEach(session::persist));
        return users;
    }

    /** It throws if a row is missing. */
    @Override
    public long bulkUpdate(List<UserRecord> users) {
        factory.inStatelessTransaction(session -> {
            session.setJdbcBatchSize(Queries.BATCH);
            session.updateMultiple(Queries.entities(users));
        });
        return users.size();
    }

    @Override
    public void stream(Consumer<MeasurementRow> consumer) {
        factory.inStatelessTransaction(session -> {
            try (Stream<HibernateMeasurement> rows = session.createSelectionQuery(
                            Queries.MEASUREMENTS, HibernateMeasurement.class)
                    .setFetchSize(Workload.PAGE)
                    .getResultStream()) {
                rows.forEach(consumer);
            }
        });
    }

    @Override
    public void close() {
        factory.close();
        source.close();
    }
}
