// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.Database;
import org.kinglet.testkit.TestServer;
import org.kinglet.testkit.TestServers;

class QuickstartTest {
    @TempDir
    Path folder;

    private record Run(int exitCode, String out, String err) {}

    private enum Backend {
        SQLITE,
        POSTGRESQL,
        MARIADB,
        MYSQL
    }

    private String newUrl(Backend backend) {
        return switch (backend) {
            case SQLITE -> "sqlite:" + folder.resolve("world.db");
            case POSTGRESQL -> newUrl(TestServers.postgresql());
            case MARIADB -> newUrl(TestServers.mariadb());
            case MYSQL -> newUrl(TestServers.mysql());
        };
    }

    private static String newUrl(TestServer server) {
        assumeTrue(server.isAvailable(), server::unavailableReason);
        return server.newDatabase();
    }

    @ParameterizedTest
    @EnumSource
    void aSecondRunFindsItsDataAndAnswersTheSame(Backend backend) {
        String url = newUrl(backend);

        Run first = run(url);
        assertThat(first.err).isEmpty();
        List<Long> rows = rows(url);
        Run second = run(url);

        assertThat(first.exitCode).isZero();
        assertThat(first.out)
                .startsWith("Loaded what this JDK knows into ")
                .containsPattern("\\n  countries +2\\d\\d\\n")
                .containsPattern("Which currencies are used by most countries\\?\\n  Euro +\\d\\d\\n")
                .containsPattern("Where are most languages written\\?\\n  India +\\d\\d\\n")
                .containsPattern("Swiss Franc; .*French, German, Italian")
                .containsPattern("\\n  Finland +Euro +Finnland\\n")
                .containsPattern("longest name, and in which language\\?\\n  .{40,}\\n")
                .containsPattern("lunchtime now\\?\\n  \\w+");
        assertThat(rows).allMatch(count -> count > 10);
        assertThat(rows.stream().mapToLong(Long::longValue).sum()).isGreaterThan(5_000);
        assertThat(second.exitCode).isZero();
        assertThat(second.out).startsWith("Nothing to load, it is all in ");
        assertThat(answers(second)).isEqualTo(answers(first));
        assertThat(rows(url)).isEqualTo(rows);
    }

    @Test
    void showsTheSqlOfStatements() {
        Run run = run("--sql", "sqlite::memory:");

        assertThat(run.exitCode).isZero();
        assertThat(run.out)
                .contains("  sql> create table if not exists \"countries\" (")
                .contains(
                        "  sql> insert into \"currencies\" (\"code\", \"name\", \"symbol\", \"decimals\") values (?, ?, ?, ?)")
                .contains("  sql> select count(*) from \"time_zones\"");
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "not a database, but dear to somebody\n".repeat(50));

        Run run = run("sqlite:" + file);

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.err.lines()).singleElement().asString().contains(file.toString());
        assertThat(file).content().startsWith("not a database");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "oracle:db", "sqlite:", "sqlite:/no/such/folder/w.db"})
    void aWrongUrlIsOneLineOnStandardError(String url) {
        Run run = run(url);

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err.lines()).singleElement().asString().startsWith("quickstart: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "sqlite:a.db sqlite:b.db", "--sql --help"})
    void wrongArgumentsGetTheUsage(String arguments) {
        Run run = run(arguments.split(" "));

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.err.lines()).singleElement().asString().startsWith("usage: ");
    }

    @Test
    void helpIsNoMistake() {
        assertThat(run("--help")).isEqualTo(new Run(0, "usage: " + Quickstart.USAGE + "\n", ""));
    }

    private static Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Quickstart.run(List.of(arguments), printer(out), printer(err));
        return new Run(exitCode, text(out), text(err));
    }

    private static List<Long> rows(String url) {
        try (Database db = Database.open(url)) {
            return db.use(
                    () -> Stream.of(World.TABLES).map(table -> table.count()).toList());
        }
    }

    /** All but the first line, and the question that depends on the time of day. */
    private static String answers(Run run) {
        return run.out.substring(run.out.indexOf('\n'), run.out.indexOf("Where is it lunchtime"));
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
