// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Database;

/** How it is called, what it ends with, and what it never prints. */
class MainTest {
    @TempDir
    Path folder;

    @Test
    void helpTellsTheCommandsAndWhatTheyEndWith() {
        Calls help = Calls.kinglet("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("migrate", "inspect", "diagram", "steps that are pending");
        assertThat(Calls.kinglet("migrate", "to", "--help").out()).contains("VERSION", "KINGLET_URL", "--dry-run");
        assertThat(Calls.kinglet("--version").out()).contains("kinglet");
    }

    @Test
    void wrongCallsEndWithTwoAndSayWhatIsRight() {
        assertThat(Calls.kinglet("migrate", "sideways").code()).isEqualTo(2);
        Calls none = Calls.kinglet("diagram");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("which database?", "KINGLET_URL", "Try: kinglet diagram --help");
        Calls unknown = Calls.kinglet("inspect", "--url", "oracle://u:geheim@host/x");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("kinglet: ")
                .doesNotContain("geheim")
                .doesNotContain("\tat ");
    }

    @Test
    void failuresSayWhereAndWhatToDo() {
        String url = "sqlite:" + folder.resolve("a.db");
        Database.open(url).close();
        Calls nowhere = Calls.kinglet(
                "diagram", "-u", url, "-o", folder.resolve("none/x.svg").toString());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("x.svg is not there; make its folder first");
        Calls schema = Calls.kinglet("inspect", "-u", url, "-s", "elsewhere");
        assertThat(schema.code()).isEqualTo(2);
        assertThat(schema.err()).contains("there is no schema elsewhere; there are [main]");
        Calls table = Calls.kinglet("inspect", "-u", url, "birds");
        assertThat(table.code()).isEqualTo(2);
        assertThat(table.err()).contains("there is no table birds");
        Calls name = Calls.kinglet("inspect", "-u", url, "-p", "com.example.class");
        assertThat(name.code()).isEqualTo(2);
        assertThat(name.err()).contains("com.example.class is no name of a package");
        Calls classes =
                Calls.kinglet("diff", "-u", url, "-c", folder.resolve("gone").toString());
        assertThat(classes.code()).isEqualTo(2);
        assertThat(classes.err()).contains("which the class path names");
    }

    @Test
    void passwordsAreNeverPrinted() {
        String url = "postgresql://me:ge:heim@127.0.0.1:1/x?password=auch_geheim";
        for (Calls call : new Calls[] {
            Calls.kinglet("inspect", "--url", url),
            Calls.kinglet("inspect", "--urll=" + url),
            Calls.kinglet("migrate", "status", "-u", url, url),
            Calls.with(Map.of("KINGLET_URL", url), "migrate", "up", "-d", folder.toString()),
        }) {
            assertThat(call.code()).isEqualTo(2);
            assertThat(call.err()).isNotBlank();
            assertThat(call.out() + call.err()).doesNotContain("heim");
        }
    }

    @Test
    void theDatabaseComesFromTheEnvironmentToo() {
        Map<String, String> environment = Map.of("KINGLET_URL", "sqlite:" + folder.resolve("a.db"));
        Database.open("sqlite:" + folder.resolve("a.db")).close();
        Calls diagram = Calls.with(environment, "diagram");
        assertThat(diagram.err()).isEmpty();
        assertThat(diagram.out()).isEqualTo("erDiagram\n");
    }

    @Test
    void whatReadsMakesNoFile() {
        Path file = folder.resolve("nobody.db");
        for (String command : List.of("inspect", "diagram", "diff")) {
            String[] more = command.equals("diff") ? new String[] {"-c", folder.toString()} : new String[0];
            List<String> arguments = new ArrayList<>(List.of(command, "-u", "sqlite:" + file));
            arguments.addAll(List.of(more));
            Calls call = Calls.kinglet(arguments.toArray(String[]::new));
            assertThat(call.code()).as(command).isEqualTo(2);
            assertThat(call.err()).as(command).contains("nobody.db does not exist");
            assertThat(file).as(command).doesNotExist();
        }
    }
}
