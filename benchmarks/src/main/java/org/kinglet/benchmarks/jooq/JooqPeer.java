// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jooq;

import static org.kinglet.benchmarks.jooq.Schema.ACTIVE;
import static org.kinglet.benchmarks.jooq.Schema.AMOUNT;
import static org.kinglet.benchmarks.jooq.Schema.BIO;
import static org.kinglet.benchmarks.jooq.Schema.CONTENT;
import static org.kinglet.benchmarks.jooq.Schema.CREATED;
import static org.kinglet.benchmarks.jooq.Schema.LOGINS;
import static org.kinglet.benchmarks.jooq.Schema.MEASUREMENTS;
import static org.kinglet.benchmarks.jooq.Schema.MEASUREMENT_ID;
import static org.kinglet.benchmarks.jooq.Schema.NAME;
import static org.kinglet.benchmarks.jooq.Schema.TWEETS;
import static org.kinglet.benchmarks.jooq.Schema.TWEET_ID;
import static org.kinglet.benchmarks.jooq.Schema.TWEET_USER;
import static org.kinglet.benchmarks.jooq.Schema.USERNAME;
import static org.kinglet.benchmarks.jooq.Schema.USERS;
import static org.kinglet.benchmarks.jooq.Schema.USER_ID;

import com.zaxxer.hikari.HikariDataSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.BatchBindStep;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.InsertValuesStep4;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.kinglet.benchmarks.jdbc.Sources;
import org.kinglet.benchmarks.worker.AuthorRow;
import org.kinglet.benchmarks.worker.Authors;
import org.kinglet.benchmarks.worker.DirectPeer;
import org.kinglet.benchmarks.worker.MeasurementRecord;
import org.kinglet.benchmarks.worker.MeasurementRow;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.TweetRecord;
import org.kinglet.benchmarks.worker.UserRecord;
import org.kinglet.benchmarks.worker.Workload;

/** jOOQ on HikariCP. */
public final class JooqPeer implements DirectPeer {
    /** The rows of one insert: more are slower. */
    private static final int ROWS = 1_000;

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final HikariDataSource source;
    private final DSLContext db;

    public JooqPeer(Target target) {
        source = Sources.open(target);
        db = DSL.using(source, SQLDialect.POSTGRES);
    }

    private static UserRecord user(Record row) {
        return new UserRecord(row.get(USER_ID), row.get(USERNAME), row.get(BIO), row.get(ACTIVE), row.get(LOGINS));
    }

    private static TweetRecord tweet(Record row) {
        OffsetDateTime created = row.get(CREATED);
        return new TweetRecord(row.get(TWEET_ID), user(row), row.get(CONTENT), created.toInstant());
    }

    @Override
    public UserRecord find(long id) {
        return db.select(USER_ID, USERNAME, BIO, ACTIVE, LOGINS)
                .from(USERS)
                .where(USER_ID.eq(id))
                .fetchSingle(JooqPeer::user);
    }

    @Override
    public UserRecord insert(UserRecord user) {
        Record1<Long> key = db.insertInto(USERS, USERNAME, BIO, ACTIVE, LOGINS)
                .values(user.username(), user.bio(), user.active(), user.logins())
                .returningResult(USER_ID)
                .fetchSingle();
        return user.withId(key.value1());
    }

    @Override
    public long update(UserRecord user) {
        return db.update(USERS)
                .set(USERNAME, user.username())
                .set(BIO, user.bio())
                .set(ACTIVE, user.active())
                .set(LOGINS, user.logins())
                .where(USER_ID.eq(user.id()))
                .execute();
    }

    @Override
    public List<UserRecord> list(long after) {
        return db.select(USER_ID, USERNAME, BIO, ACTIVE, LOGINS)
                .from(USERS)
                .where(USER_ID.gt(after))
                .orderBy(USER_ID)
                .limit(Workload.LIST_SIZE)
                .fetch(JooqPeer::user);
    }

    @Override
    public List<TweetRecord> tweets(long after) {
        return db.select(TWEET_ID, CONTENT, CREATED, USER_ID, USERNAME, BIO, ACTIVE, LOGINS)
                .from(TWEETS)
                .join(USERS)
                .on(USER_ID.eq(TWEET_USER))
                .where(TWEET_ID.gt(after))
                .orderBy(TWEET_ID)
                .limit(Workload.TWEETS_SIZE)
                .fetch(JooqPeer::tweet);
    }

    @Override
    public List<AuthorRow> authors(long after) {
        Authors authors = new Authors(db.select(USER_ID, USERNAME, BIO, ACTIVE, LOGINS)
                .from(USERS)
                .where(USER_ID.gt(after))
                .orderBy(USER_ID)
                .limit(Workload.AUTHORS_SIZE)
                .fetch(JooqPeer::user));
        db.select(TWEET_ID, CONTENT, CREATED, TWEET_USER)
                .from(TWEETS)
                .where(TWEET_USER.eq(DSL.any(authors.ids())))
                .orderBy(TWEET_ID)
                .forEach(row ->
                        authors.add(row.value1(), row.value2(), row.value3().toInstant(), row.value4()));
        return authors.list();
    }

    @Override
    public long transfer(long from, long to) {
        return db.transactionResult(
                transaction -> addLogins(transaction.dsl(), -1, from) + addLogins(transaction.dsl(), 1, to));
    }

    private static int addLogins(DSLContext transaction, int number, long id) {
        return transaction
                .update(USERS)
                .set(LOGINS, LOGINS.plus(number))
                .where(USER_ID.eq(id))
                .execute();
    }

    @Override
    public List<UserRecord> bulkCreate(List<UserRecord> users) {
        return db.transactionResult(transaction -> {
            List<UserRecord> created = new ArrayList<>(users.size());
            for (int start = 0; start < users.size(); start += ROWS) {
                InsertValuesStep4<Record, String, String, Boolean, Integer> insert =
                        transaction.dsl().insertInto(USERS, USERNAME, BIO, ACTIVE, LOGINS);
                for (UserRecord user : users.subList(start, start + ROWS)) {
                    insert = insert.values(user.username(), user.bio(), user.active(), user.logins());
                }
                for (Record1<Long> key : insert.returningResult(USER_ID).fetch()) {
                    created.add(users.get(created.size()).withId(key.value1()));
                }
            }
            return created;
        });
    }

    @Override
    public long bulkUpdate(List<UserRecord> users) {
        return db.transactionResult(transaction -> {
            BatchBindStep batch = transaction
                    .dsl()
                    .batch(transaction.dsl().update(USERS).set(LOGINS, 0).where(USER_ID.eq(0L)));
            for (UserRecord user : users) batch = batch.bind(user.logins(), user.id());
            return Arrays.stream(batch.execute()).sum();
        });
    }

    @Override
    public void stream(Consumer<MeasurementRow> consumer) {
        db.transaction(transaction -> {
            try (Cursor<Record3<Long, String, Integer>> rows = transaction
                    .dsl()
                    .select(MEASUREMENT_ID, NAME, AMOUNT)
                    .from(MEASUREMENTS)
                    .orderBy(MEASUREMENT_ID)
                    .fetchSize(Workload.PAGE)
                    .fetchLazy()) {
                for (Record3<Long, String, Integer> row : rows) {
                    consumer.accept(new MeasurementRecord(row.value1(), row.value2(), row.value3()));
                }
            }
        });
    }

    @Override
    public void close() {
        source.close();
    }
}
