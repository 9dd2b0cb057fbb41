// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example of docs/cli.md, from an empty folder on. */
class MigrateCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void fromAnEmptyFolderOn(Targets target) throws IOException {
        String url = target.newUrl(folder, "test");
        String steps = folder.resolve("db/migrations").toString();
        Calls made = Calls.kinglet("migrate", "new", "--down", "Create birds!", "-d", steps);
        assertThat(made.code()).isZero();
        Path up = folder.resolve("db/migrations/0001_create_birds.sql");
        assertThat(made.out()).contains(up.toString(), "0001_create_birds.down.sql");
        assertThat(Calls.kinglet("migrate", "up", "-d", steps, "-u", url).err())
                .contains("0001_create_birds.sql has no statement");
        Files.writeString(up, "create table birds (id integer primary key);\n", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("db/migrations/0001_create_birds.down.sql"), "drop table birds;\n");
        assertThat(Calls.kinglet("migrate", "new", "add rows", "-d", steps).out())
                .contains("0002_add_rows.sql");
        Files.writeString(
                folder.resolve("db/migrations/0002_add_rows.sql"),
                "insert into birds values (1);",
                StandardOpenOption.APPEND);

        Calls pending = Calls.kinglet("migrate", "status", "-d", steps, "-u", url);
        assertThat(pending.code()).as(pending.err()).isEqualTo(1);
        assertThat(pending.out()).containsPattern("1  pending .*create_birds").contains("2  pending");
        Calls dry = Calls.kinglet("migrate", "up", "-n", "-d", steps, "-u", url);
        assertThat(dry.out())
                .containsSubsequence(
                        "-- apply 1 (create_birds)", "create table birds (id integer primary key);", "-- apply 2");
        Calls applied = Calls.kinglet("migrate", "up", "-d", steps, "-u", url);
        assertThat(applied.out()).containsSubsequence("applied 1 (create_birds)", "applied 2 (add_rows)");
        assertThat(applied.code()).isZero();
        assertThat(Calls.kinglet("migrate", "up", "-d", steps, "-u", url).out()).contains("nothing to do");
        Calls done = Calls.kinglet("migrate", "status", "-d", steps, "-u", url);
        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("applied");

        Calls down = Calls.kinglet("migrate", "down", "-d", steps, "-u", url);
        assertThat(down.code()).isEqualTo(2);
        assertThat(down.err()).contains("step 2 (add_rows) cannot be undone");
        assertThat(Calls.kinglet("migrate", "assume", "1", "-d", steps, "-u", url)
                        .out())
                .contains("at 1");
        assertThat(Calls.kinglet("migrate", "to", "0", "-d", steps, "-u", url).out())
                .contains("undone 1 (create_birds)");

        Files.writeString(up, "-- later", StandardOpenOption.APPEND);
        Calls again = Calls.kinglet("migrate", "to", "1", "-d", steps, "-u", url, "--table", "steps");
        assertThat(again.code()).as(again.err()).isZero();
    }
}
