// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.kinglet.Database;
import org.kinglet.Schema;
import org.kinglet.schema.LiveTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinglet inspect}: entity classes for a database. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Writes entity classes for the tables and views of a database, one file each.")
final class InspectCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private TableOptions tables = new TableOptions();

    @Option(
            names = {"-p", "--package"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "The package of the classes.")
    private String packageName = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "The root of the sources to write to; without it, all is printed.")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replaces files that are there already.")
    private boolean overwrite;

    /** For picocli. */
    InspectCommand() {}

    /** Which tables a command is about. */
    static final class TableOptions {
        @Option(
                names = {"-s", "--schema"},
                paramLabel = "NAME",
                description = "The schema; without it, the connection's own.")
        private @Nullable String schema;

        @Parameters(paramLabel = "TABLE", arity = "0..*", description = "Only these tables; without them, all.")
        private List<String> names = new ArrayList<>();

        TableOptions() {}

        @Nullable
        String schema() {
            return schema;
        }

        List<LiveTable> read(Database database, boolean withViews) {
            String asked = schema;
            if (asked != null) {
                List<String> schemas = database.schema().schemas();
                if (schemas.stream().noneMatch(asked::equalsIgnoreCase)) {
                    throw new IllegalArgumentException("there is no schema " + asked + "; there are " + schemas);
                }
            }
            Schema read = schema == null ? database.schema() : database.schema().in(schema);
            List<LiveTable> found = new ArrayList<>(read.tables());
            if (withViews) found.addAll(read.views());
            if (names.isEmpty()) {
                return found.stream()
                        .filter(table -> !table.name().equals("kinglet_migrations"))
                        .toList();
            }
            List<LiveTable> chosen =
                    found.stream().filter(table -> names.contains(table.name())).toList();
            for (String name : Set.copyOf(names)) {
                if (chosen.stream().noneMatch(table -> table.name().equals(name))) {
                    throw new IllegalArgumentException("there is no table " + name + "; there are "
                            + found.stream().map(LiveTable::name).toList());
                }
            }
            return chosen;
        }
    }

    @Override
    public Integer call() throws IOException {
        CommandSpec command = spec;
        if (command == null) throw new IllegalStateException("picocli has not filled the command");
        PrintWriter out = command.commandLine().getOut();
        if (!packageName.isEmpty() && !SourceVersion.isName(packageName)) {
            throw new IllegalArgumentException(packageName + " is no name of a package");
        }
        EntityWriter writer;
        try (Database opened = database.openExisting()) {
            writer = new EntityWriter(opened.dialect(), packageName, tables.schema(), tables.read(opened, true));
        }
        Map<String, String> files = writer.write();
        Path root = output;
        if (root == null) {
            files.values().forEach(text -> out.println(text));
        } else {
            write(root.resolve(packageName.replace('.', '/')), files, out);
        }
        for (String why : writer.left()) {
            command.commandLine().getErr().println("not mapped: " + why);
        }
        return Main.OK;
    }

    private void write(Path folder, Map<String, String> files, PrintWriter out) throws IOException {
        for (String name : files.keySet()) {
            if (!overwrite && Files.exists(folder.resolve(name))) {
                throw new IllegalArgumentException(folder.resolve(name) + " is there already; nothing was written;"
                        + " --overwrite replaces files");
            }
        }
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
            out.println(folder.resolve(file.getKey()));
        }
    }
}
