// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jmh;

import static org.kinglet.benchmarks.kinglet.Tweets.TWEETS;
import static org.kinglet.benchmarks.kinglet.Users.USERS;
import static org.kinglet.query.Functions.count;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.kinglet.Database;
import org.kinglet.benchmarks.kinglet.User;
import org.kinglet.query.Row;
import org.kinglet.query.Select;
import org.kinglet.query.Sql;
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

/** What it costs to make SQL and parameters out of a query; nothing is sent. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RenderBenchmark {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private Database db;
    private Select<Row> report;
    private Select<User> byId;

    @Setup
    public void open() {
        db = Database.open("sqlite::memory:");
        db.bind(USERS, TWEETS);
        report = report();
        byId = USERS.select().where(USERS.id.eq(1L));
    }

    @TearDown
    public void close() {
        db.close();
    }

    /** A join, five conditions with eight parameters, grouping, order and limit. */
    private static Select<Row> report() {
        return USERS.select(USERS.id, USERS.username, count(TWEETS.id).as("tweets"))
                .leftJoin(USERS.tweets)
                .where(
                        USERS.active,
                        USERS.username.startsWith("a").or(USERS.bio.isNotNull()),
                        USERS.logins.between(1, 50),
                        USERS.id.notIn(List.of(1L, 2L, 3L)),
                        TWEETS.createdAt.gt(DAY))
                .groupBy(USERS.id, USERS.username)
                .having(count(TWEETS.id).gt(0L))
                .orderBy(count(TWEETS.id).desc(), USERS.username)
                .limit(20);
    }

    @Benchmark
    public Sql renderReport() {
        return report.sql();
    }

    @Benchmark
    public Sql buildAndRenderReport() {
        return report().sql();
    }

    @Benchmark
    public Sql renderSelectByCondition() {
        return byId.sql();
    }
}
