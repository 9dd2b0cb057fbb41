// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.Database;
import org.kinglet.migrate.Change;
import org.kinglet.migrate.Migrations;
import org.kinglet.migrate.StepStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinglet migrate}: the steps in a folder, and a database. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Applies the steps in a folder to a database, or undoes them.",
        synopsisSubcommandLabel = "COMMAND")
final class MigrateCommand {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,18})_.*\\.sql");
    private static final int DIGITS = 4;

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    MigrateCommand() {}

    /** Where the steps are. */
    static final class Folder {
        @Option(
                names = {"-d", "--directory"},
                paramLabel = "FOLDER",
                defaultValue = "db/migrations",
                description = "The folder with the steps; if it is not said, ${DEFAULT-VALUE}.")
        private Path path = Path.of("db/migrations");

        Folder() {}
    }

    /** What all that ask the database take. */
    static final class Options {
        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Mixin
        private Folder folder = new Folder();

        @Option(names = "--table", paramLabel = "NAME", description = "The table that remembers the steps.")
        private @Nullable String table;

        @Option(names = "--table-schema", paramLabel = "NAME", description = "The schema of that table.")
        private @Nullable String schema;

        Options() {}

        <T> T with(Function<Migrations, T> work) {
            try (Database opened = database.open()) {
                Migrations migrations = Migrations.of(opened).from(folder.path);
                String name = table == null ? "kinglet_migrations" : table;
                return work.apply(schema == null ? migrations.table(name) : migrations.table(schema, name));
            }
        }
    }

    /** What those take that change the database. */
    static final class Running {
        @Option(
                names = {"-n", "--dry-run"},
                description = "Prints what would be run, and does nothing.")
        private boolean dryRun;

        @Option(
                names = "--lock-timeout",
                paramLabel = "SECONDS",
                defaultValue = "60",
                description =
                        "How long to wait for another program that migrates; if it is not said, ${DEFAULT-VALUE}.")
        private long seconds;

        Running() {}

        Migrations of(Migrations migrations) {
            Migrations waiting = migrations.lockTimeout(Duration.ofSeconds(seconds));
            return dryRun ? waiting.dryRun() : waiting;
        }
    }

    private PrintWriter out() {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli has not filled the command");
        return command.commandLine().getOut();
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Lists the steps. Ends with 1 if one is pending or something is wrong with one.")
    int status(@Mixin Options options) {
        List<StepStatus> steps = options.with(Migrations::status);
        boolean done = true;
        for (StepStatus step : steps) {
            boolean applied = step.state() == StepStatus.State.APPLIED && step.problem() == null;
            done &= applied;
            out().printf(
                            Locale.ROOT,
                            "%6d  %-11s  %-20s  %s%n",
                            step.version(),
                            step.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            step.appliedAt() == null
                                    ? ""
                                    : String.valueOf(step.appliedAt()).replaceAll("\\.\\d+", ""),
                            step.name());
            if (step.problem() != null) out().println("        " + step.problem());
        }
        if (steps.isEmpty()) out().println("no steps");
        return done ? Main.OK : Main.TO_DO;
    }

    @Command(name = "up", mixinStandardHelpOptions = true, description = "Applies all steps that are pending.")
    int up(@Mixin Options options, @Mixin Running running) {
        return print(options.with(migrations -> running.of(migrations).up()), running);
    }

    @Command(name = "down", mixinStandardHelpOptions = true, description = "Undoes the last step that was applied.")
    int down(@Mixin Options options, @Mixin Running running) {
        return print(options.with(migrations -> running.of(migrations).down()), running);
    }

    @Command(
            name = "to",
            mixinStandardHelpOptions = true,
            description = "Applies or undoes steps until this is the last one that is applied.")
    int to(
            @Mixin Options options,
            @Mixin Running running,
            @Parameters(paramLabel = "VERSION", description = "The step; 0 for none.") long version) {
        return print(options.with(migrations -> running.of(migrations).to(version)), running);
    }

    @Command(
            name = "assume",
            mixinStandardHelpOptions = true,
            description =
                    "Runs nothing, and remembers that the steps up to this one are applied and later ones are not: for a"
                            + " database that was made in another way, or was mended by hand.")
    int assume(
            @Mixin Options options,
            @Mixin Running running,
            @Parameters(paramLabel = "VERSION", description = "The step; 0 for none.") long version) {
        options.with(migrations -> {
            running.of(migrations).assume(version);
            return true;
        });
        out().println(running.dryRun ? "nothing was written" : "the database is taken to be at " + version);
        return Main.OK;
    }

    private int print(List<Change> changes, Running running) {
        for (Change change : changes) {
            if (!running.dryRun) {
                out().println(change);
                continue;
            }
            out().println("-- " + (change.isUndone() ? "undo " : "apply ") + change.version() + " (" + change.name()
                    + ")");
            change.statements().forEach(statement -> out().println(statement + ";"));
        }
        if (changes.isEmpty()) out().println("nothing to do");
        return Main.OK;
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes an empty file for the next step, and prints its name.")
    int create(
            @Mixin Folder folder,
            @Option(names = "--down", description = "Makes a file that undoes it, too.") boolean down,
            @Parameters(paramLabel = "NAME", description = "What it does: \"add weights\".") String name)
            throws IOException {
        String words = name.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
        if (words.isEmpty()) throw new IllegalArgumentException("the name of a step has a letter");
        Files.createDirectories(folder.path);
        String file = next(folder.path) + "_" + words;
        write(folder.path.resolve(file + ".sql"), "-- " + name.strip().replaceAll("\\R", " ") + "\n");
        if (down) write(folder.path.resolve(file + ".down.sql"), "-- undoes " + file + ".sql\n");
        return Main.OK;
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        out().println(file);
    }

    /** The number behind the last one, as wide as that. */
    private static String next(Path folder) throws IOException {
        long last = 0;
        int digits = DIGITS;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher numbered = NUMBERED.matcher(file.getFileName().toString());
                if (!numbered.matches() || Long.parseLong(numbered.group(1)) < last) continue;
                last = Long.parseLong(numbered.group(1));
                digits = numbered.group(1).length();
            }
        }
        return String.format(Locale.ROOT, "%0" + digits + "d", last + 1);
    }
}
