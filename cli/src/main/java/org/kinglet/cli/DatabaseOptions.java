// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import org.jspecify.annotations.Nullable;
import org.kinglet.Database;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command is about. */
final class DatabaseOptions {
    static final String URL = "--url";
    static final String VARIABLE = "KINGLET_URL";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-u", URL},
            paramLabel = "URL",
            description = {
                "The database: sqlite:app.db, postgresql://user:password@host/database, mysql://…, mariadb://….",
                "Without it the environment says: " + VARIABLE + ". What a command line has, others on the machine can"
                        + " see; the environment keeps passwords better."
            })
    private @Nullable String url;

    /** For picocli. */
    DatabaseOptions() {}

    /** Opens it, with few connections. */
    Database open() {
        String given = url;
        if (given == null || given.isBlank()) {
            CommandSpec command = spec;
            if (command == null) throw new IllegalStateException("picocli has not filled the options");
            throw new ParameterException(
                    command.commandLine(), "which database? Say so by " + URL + " or by the variable " + VARIABLE);
        }
        return Database.builder(given).poolSize(2).open();
    }
}
