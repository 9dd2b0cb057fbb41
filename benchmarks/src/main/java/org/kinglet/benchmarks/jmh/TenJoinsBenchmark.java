// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jmh;

import static org.kinglet.benchmarks.kinglet.Tweets.TWEETS;
import static org.kinglet.benchmarks.kinglet.Users.USERS;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.kinglet.Database;
import org.kinglet.benchmarks.kinglet.Tweets;
import org.kinglet.benchmarks.kinglet.Users;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.query.Sql;
import org.kinglet.testkit.TestServers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a large select costs: to be built and written, and to be answered by a PostgreSQL on the same machine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TenJoinsBenchmark {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private Database db;
    private Select<Row> select;

    @Setup
    public void open() {
        db = Database.open(TestServers.postgresql().newDatabase());
        db.bind(USERS, TWEETS);
        db.createTables(USERS, TWEETS);
        select = tenJoins();
    }

    @TearDown
    public void close() {
        db.close();
    }

    /** Five times a tweet and its user, each with four conditions. The tables are empty, so that the answer is as fast as can be. */
    private static Select<Row> tenJoins() {
        Select<Row> all = USERS.select(USERS.id, USERS.username);
        for (int i = 0; i < 5; i++) {
            Tweets tweet = TWEETS.as("t" + i);
            Users user = USERS.as("u" + i);
            all = all.join(tweet, tweet.user.eqKey(USERS.id))
                    .join(tweet.user, user)
                    .where(
                            tweet.content.startsWith("a").or(tweet.content.contains("b")),
                            tweet.createdAt.gt(DAY),
                            user.logins.between(i, 50),
                            user.id.notIn(List.of(1L, 2L, 3L)));
        }
        return all.orderBy(USERS.username).limit(20);
    }

    @Benchmark
    public Sql render() {
        return select.sql();
    }

    @Benchmark
    public Sql buildAndRender() {
        return tenJoins().sql();
    }

    @Benchmark
    public List<Row> roundTrip() {
        return select.list();
    }
}
