// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kinglet.Database;
import org.kinglet.EntitySource;
import org.kinglet.SchemaDiff;
import org.kinglet.schema.Difference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kinglet diff}: in what a database is not as the entities of a program say. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Compares a database with the entities of a program. Ends with 1 if they differ. Changes nothing.")
final class DiffCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = {"-c", "--class-path"},
            paramLabel = "PATH",
            required = true,
            description = "Folders and jars with the compiled entities and what they need.")
    private String classPath = "";

    @Option(names = "--sql", description = "Prints the statements that would close the differences.")
    private boolean sql;

    @Option(names = "--allow-loss", description = "With --sql: also of those differences by which data may be lost.")
    private boolean allowLoss;

    @Option(names = "--extra-tables", description = "Tables that no entity has are differences, too.")
    private boolean extraTables;

    /** For picocli. */
    DiffCommand() {}

    @Override
    public Integer call() throws IOException {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli has not filled the command");
        PrintWriter out = command.commandLine().getOut();
        try (Models models = new Models(classPath);
                Database opened = database.openExisting()) {
            List<EntitySource<?>> tables = models.tables();
            if (!models.left().isEmpty()) {
                command.commandLine()
                        .getErr()
                        .println("left out: " + models.left().size()
                                + " classes that need what is not on the class path, the first is "
                                + models.left().getFirst());
            }
            if (tables.isEmpty()) throw new IllegalArgumentException("there is no entity on the class path");
            SchemaDiff diff = opened.schema().diff(tables.toArray(EntitySource<?>[]::new));
            if (extraTables) diff = diff.withExtraTables();
            if (allowLoss) diff = diff.allowLoss();
            if (sql) diff.statements().forEach(statement -> out.println(statement + ";"));
            for (Difference difference : sql ? diff.remaining() : diff.differences()) {
                out.println((sql ? "-- stays: " : "")
                        + difference.description().replaceAll("\\R", " ")
                        + (difference.losesData() ? " (closing it may lose data)" : ""));
            }
            return diff.isEmpty() ? Main.OK : Main.TO_DO;
        }
    }
}
