// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kinglet.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kinglet diagram}: a picture of the tables. */
@Command(
        name = "diagram",
        mixinStandardHelpOptions = true,
        description = "Draws the tables of a database, their columns and what refers to what.")
final class DiagramCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private InspectCommand.TableOptions tables = new InspectCommand.TableOptions();

    /** How it is written. */
    enum Format {
        MERMAID,
        SVG
    }

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "mermaid or svg; without it, what the name of the file ends with, else mermaid.")
    private @Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write to, in place of the one that is there; without it, it is printed.")
    private @Nullable Path output;

    /** For picocli. */
    DiagramCommand() {}

    @Override
    public Integer call() throws IOException {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli has not filled the command");
        Diagram diagram;
        try (Database opened = database.openExisting()) {
            diagram = Diagram.of(tables.read(opened, false));
        }
        Path file = output;
        Format chosen = format;
        if (chosen == null) chosen = file != null && file.toString().endsWith(".svg") ? Format.SVG : Format.MERMAID;
        String text = chosen == Format.SVG ? Svg.of(diagram) : diagram.mermaid();
        if (file == null) {
            command.commandLine().getOut().print(text);
        } else {
            Files.writeString(file, text);
            command.commandLine().getOut().println(file);
        }
        return Main.OK;
    }
}
