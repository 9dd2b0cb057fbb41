// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code kinglet}. It ends with 0 when all is well; with 1 when there is something to be done, such as steps that
 * are pending; with 2 when it was called wrongly, or failed.
 */
@Command(
        name = "kinglet",
        mixinStandardHelpOptions = true,
        version = "kinglet 0.1.0-SNAPSHOT",
        description = "Migrates, inspects and draws the databases of Kinglet.",
        subcommands = {
            MigrateCommand.class,
            InspectCommand.class,
            DiffCommand.class,
            DiagramCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nEnds with%n",
        exitCodeList = {
            " 0:all is well",
            " 1:there is something to be done: steps that are pending",
            " 2:it was called wrongly, or failed; the text says why"
        })
public final class Main {
    /** Well below the width of a terminal, so that help is not broken. */
    private static final int WIDTH = 100;

    static final int OK = 0;
    static final int TO_DO = 1;
    static final int FAILED = 2;

    /** For picocli. */
    public Main() {}

    /** Runs the command and ends the program. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, System.getenv(), arguments));
    }

    /**
     * Runs the command within a program, which goes on afterwards.
     *
     * @param environment where {@code KINGLET_URL} may be
     * @return what the program would end with
     */
    public static int run(PrintWriter out, PrintWriter err, Map<String, String> environment, String... arguments) {
        Secrets secrets = Secrets.of(environment.getOrDefault(DatabaseOptions.VARIABLE, ""), arguments);
        CommandLine line = new CommandLine(new Main());
        line.setOut(out);
        line.setErr(err);
        line.setUsageHelpWidth(WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setDefaultValueProvider(argument -> fromEnvironment(argument, environment));
        line.setParameterExceptionHandler((wrong, given) -> {
            err.println("kinglet: " + secrets.hiddenIn(String.valueOf(wrong.getMessage())));
            err.println("Try: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return FAILED;
        });
        line.setExecutionExceptionHandler((failure, command, given) -> {
            err.println("kinglet: " + secrets.hiddenIn(message(failure)));
            return FAILED;
        });
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    private static String message(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there; make its folder first, or name another";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "there is no right to read or write " + denied.getFile();
        }
        if (failure instanceof FileSystemException file) {
            String reason = file.getReason();
            return file.getFile() + ": " + (reason == null ? file.getClass().getSimpleName() : reason);
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }

    private static @Nullable String fromEnvironment(
            CommandLine.Model.ArgSpec argument, Map<String, String> environment) {
        boolean url = argument instanceof CommandLine.Model.OptionSpec option
                && option.longestName().equals(DatabaseOptions.URL);
        return url ? environment.get(DatabaseOptions.VARIABLE) : argument.defaultValue();
    }
}
