// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.benchmarks.worker.Workload;
import org.kinglet.testkit.TestServers;

/** That the program still measures: workers of a few contestants, a short round of each workload, and what is written. */
class SmokeTest {
    @TempDir
    Path folder;

    private List<Results> compare(String server, String peers, String workloads) throws Exception {
        return Main.compare(Options.parse(new String[] {
            "--server",
            server,
            "--peers",
            peers,
            "--workloads",
            workloads,
            "--rounds",
            "1",
            "--seconds",
            "0.2",
            "--warm-up",
            "0",
            "--out",
            folder.toString()
        }));
    }

    @Test
    void measuresPostgresql() throws Exception {
        assumeTrue(TestServers.postgresql().isAvailable(), TestServers.postgresql()::unavailableReason);
        List<Results> all = compare(
                "postgresql", "vertx,kinglet,kinglet-async", "select,insert,tweets,authors,transaction,bulk-create");

        assertComplete(all.getFirst(), 6, 3);
        assertThat(folder.resolve("README.md"))
                .content()
                .startsWith("<!-- figures -->")
                .contains("### PostgreSQL 18", "| kinglet-async | ", Workload.SELECT.title())
                .endsWith("<!-- /figures -->\n");
        assertThat(folder.resolve("chart.svg"))
                .content()
                .startsWith("<svg ")
                .contains("kinglet-async", Workload.SELECT.title())
                .endsWith("</svg>\n");
    }

    @Test
    void measuresSqliteAndReplacesWhatWasWritten() throws Exception {
        Files.writeString(folder.resolve("README.md"), "before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n");
        List<Results> all = compare("sqlite", "kinglet", "select,insert,insert-normal,list,bulk-create");

        assertComplete(all.getFirst(), 5, 2);
        assertThat(folder.resolve("README.md"))
                .content()
                .startsWith("before\n<!-- figures -->\n")
                .contains("### SQLite 3", "| sqlite-jdbc | ")
                .doesNotContain("old\n")
                .endsWith("<!-- /figures -->\nafter\n");
    }

    private static void assertComplete(Results results, int jobs, int contestants) {
        assertThat(results.jobs()).hasSize(jobs);
        assertThat(results.contestants()).hasSize(contestants);
        for (Job job : results.jobs()) {
            for (Contestant contestant : results.contestants()) {
                assertThat(results.failure(job, contestant))
                        .as("%s of %s", job.name(), contestant.name())
                        .isNull();
                assertThat(results.ratio(job, contestant)).isPositive();
            }
        }
    }

    /** A worker that cannot even begin is reported, and the others are measured. */
    @Test
    void saysWhoFailed() throws Exception {
        Options options = Options.parse(new String[] {
            "--server",
            "sqlite",
            "--peers",
            "kinglet",
            "--workloads",
            "select",
            "--rounds",
            "1",
            "--seconds",
            "0.2",
            "--warm-up",
            "0",
            "--jvm",
            "kinglet=-Xmx1k",
            "--out",
            folder.toString()
        });
        Results results = Main.compare(options).getFirst();

        Job select = results.jobs().getFirst();
        assertThat(results.failure(select, Contestant.named("kinglet"))).contains("did not start");
        assertThat(results.failure(select, Contestant.named("sqlite-jdbc"))).isNull();
        assertThat(folder.resolve("README.md")).content().contains("**Failed**: kinglet, " + select.title());
    }
}
