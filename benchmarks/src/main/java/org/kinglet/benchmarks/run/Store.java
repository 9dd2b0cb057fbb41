// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.sql.SQLException;

/** A database with the tables that workloads use. */
interface Store extends AutoCloseable {
    /** Where that contestant finds it. */
    String url(Contestant contestant, Setting setting) throws SQLException;

    /** Makes the tables as they were at the beginning. */
    void reset(String url) throws SQLException;

    /** How many users there are. */
    long users(String url) throws SQLException;

    /** The CPU time that the server has had, in nanoseconds; 0 where there is none. */
    long cpuNanos();

    /** What it is, with its version. */
    String version() throws SQLException;

    @Override
    void close() throws SQLException;
}
