// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.kinglet.benchmarks.run.OpenedPeer;
import org.kinglet.benchmarks.worker.UserRow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One point select after the other: for what is allocated ({@code -prof gc}), in all threads of the client. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PointSelectBenchmark {
    @Param({
        "POSTGRESQL vertx",
        "POSTGRESQL kinglet",
        "POSTGRESQL kinglet-async",
        "POSTGRESQL jdbc",
        "SQLITE sqlite-jdbc",
        "SQLITE kinglet",
        "SQLITE kinglet-async"
    })
    String peer;

    private OpenedPeer opened;
    private long id;

    @Setup
    public void open() throws Exception {
        opened = OpenedPeer.open(peer.substring(0, peer.indexOf(' ')), peer.substring(peer.indexOf(' ') + 1));
    }

    @TearDown
    public void close() throws Exception {
        opened.close();
    }

    @Benchmark
    public UserRow find() throws Exception {
        id = id % 10_000 + 1;
        return opened.find(id);
    }
}
