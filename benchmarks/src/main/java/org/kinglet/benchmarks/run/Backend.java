// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.kinglet.benchmarks.worker.Workload;

/** What the databases are called, what is measured on them, and with whom the others are compared. */
enum Backend {
    POSTGRESQL("PostgreSQL", "vertx") {
        @Override
        List<Job> jobs() {
            return Arrays.stream(Workload.values()).map(Job::of).toList();
        }

        @Override
        Store open() throws Exception {
            return new PostgresStore();
        }
    };

    private final String title;
    private final String base;

    Backend(String title, String base) {
        this.title = title;
        this.base = base;
    }

    abstract Store open() throws Exception;

    /** As options name it. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    /** The name of the contestant that is 1.00. */
    String base() {
        return base;
    }

    /** In the order of the tables. */
    abstract List<Job> jobs();
}
