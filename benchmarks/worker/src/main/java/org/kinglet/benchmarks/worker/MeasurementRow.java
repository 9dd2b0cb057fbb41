// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

/** What a stream has a million of. */
public interface MeasurementRow {
    long id();

    String name();

    int amount();
}
