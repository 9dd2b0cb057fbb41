// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.kinglet.benchmarks.worker.Workload;

/** What the databases are called, what is measured on them, and with whom the others are compared. */
enum Backend {
    POSTGRESQL("PostgreSQL", "vertx") {
        @Override
        Store open() throws Exception {
            return new PostgresStore();
        }

        @Override
        List<Job> jobs() {
            return Arrays.stream(Workload.values()).map(Job::of).toList();
        }
    },

    MARIADB("MariaDB", "vertx") {
        @Override
        Store open() throws Exception {
            return new MariadbStore();
        }

        @Override
        List<Job> jobs() {
            return Stream.of(
                            Workload.SELECT,
                            Workload.INSERT,
                            Workload.UPDATE,
                            Workload.LIST,
                            Workload.TRANSACTION,
                            Workload.BULK_CREATE)
                    .map(Job::of)
                    .toList();
        }
    },

    SQLITE("SQLite", "sqlite-jdbc") {
        @Override
        Store open() throws Exception {
            return new SqliteStore();
        }

        @Override
        List<Job> jobs() {
            return List.of(
                    Job.of(Workload.SELECT),
                    Job.of(Workload.INSERT),
                    new Job(Workload.INSERT, Setting.NOT_SYNCHRONOUS),
                    Job.of(Workload.LIST),
                    Job.of(Workload.BULK_CREATE));
        }
    };

    private final String title;
    private final String base;

    Backend(String title, String base) {
        this.title = title;
        this.base = base;
    }

    abstract Store open() throws Exception;

    /** In the order of the tables. */
    abstract List<Job> jobs();

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
}
