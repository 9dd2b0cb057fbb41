// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

/**
 * One of those that are compared, connected to a database and ready to work. A class of its own, with a public constructor
 * that takes a {@link Target}. What it has not it does not override: the table shows a gap there.
 */
public sealed interface Peer extends AutoCloseable permits DirectPeer, AsyncPeer {
    /** How many tasks work at once. */
    default int tasks(Workload workload) {
        return workload.tasks();
    }

    @Override
    void close();
}
