// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

/** A measurement as one writes it down by hand. */
public record MeasurementRecord(long id, String name, int amount) implements MeasurementRow {}
