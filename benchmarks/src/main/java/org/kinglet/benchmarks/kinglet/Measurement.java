// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.kinglet;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.benchmarks.worker.MeasurementRow;

@Entity
public record Measurement(@Id long id, String name, int amount) implements MeasurementRow {}
