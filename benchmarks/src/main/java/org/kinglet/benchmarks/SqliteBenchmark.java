// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Each side by itself, with JMH's statistics and profilers; {@link SideBySide} gives the ratios. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SqliteBenchmark {
    private static final int STATEMENTS = 640;
    private static final int BULK = 10_000;

    @Param({"plain", "kinglet"})
    String side;

    @Param({"FULL", "NORMAL"})
    String synchronous;

    private Side sut;

    @Setup
    public void open() throws Exception {
        var file = Side.temporaryFile();
        sut = side.equals("plain") ? new Plain(file, synchronous) : new Kinglet(file, synchronous);
    }

    @Setup(Level.Iteration)
    public void clear() throws Exception {
        sut.clear();
    }

    @TearDown
    public void close() throws Exception {
        sut.close();
    }

    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public void pointSelect() throws Exception {
        sut.pointSelects(STATEMENTS);
    }

    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public void insert() throws Exception {
        sut.inserts(STATEMENTS);
    }

    @Benchmark
    public List<User> list() throws Exception {
        return sut.list();
    }

    @Benchmark
    public void bulk() throws Exception {
        sut.bulk(IntStream.range(0, BULK).mapToObj(User::numbered).toList());
    }
}
