// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.kinglet.benchmarks.worker.MeasurementRow;

/** A measurement as Hibernate has it. */
@Entity(name = "Measurement")
@Table(name = "measurements")
public class HibernateMeasurement implements MeasurementRow {
    @Id
    Long id;

    String name;
    int amount;

    protected HibernateMeasurement() {}

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int amount() {
        return amount;
    }
}
