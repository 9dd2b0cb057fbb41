// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.util.Locale;
import org.kinglet.benchmarks.worker.Workload;

/** A workload under a setting: a column of the tables. */
record Job(Workload workload, Setting setting) {
    static Job of(Workload workload) {
        return new Job(workload, workload == Workload.STREAM ? Setting.SMALL_HEAP : Setting.ORDINARY);
    }

    /** As options name it. */
    String name() {
        String name = workload.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return setting == Setting.NOT_SYNCHRONOUS ? name + "-normal" : name;
    }

    String title() {
        return setting == Setting.NOT_SYNCHRONOUS ? workload.title() + ", synchronous=NORMAL" : workload.title();
    }
}
