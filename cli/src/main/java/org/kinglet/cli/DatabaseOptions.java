// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.regex.Pattern;
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
    private static final String SQLITE = "sqlite:";
    private static final Pattern MODE = Pattern.compile("[?&]mode=", Pattern.CASE_INSENSITIVE);

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

    /** Opens it, with few connections. A file of SQLite that is not there is made. */
    Database open() {
        return open(given());
    }

    /** Opens one that is there already, to read it. */
    Database openExisting() {
        String given = given();
        boolean file = given.regionMatches(true, 0, SQLITE, 0, SQLITE.length())
                && !MODE.matcher(given).find();
        return open(file ? given + (given.indexOf('?') < 0 ? "?" : "&") + "mode=ro" : given);
    }

    private static Database open(String database) {
        return Database.builder(database).poolSize(2).open();
    }

    private String given() {
        String given = url;
        if (given == null || given.isBlank()) {
            CommandSpec command = spec;
            if (command == null) throw new IllegalStateException("picocli has not filled the options");
            throw new ParameterException(
                    command.commandLine(), "which database? Say so by " + URL + " or by the variable " + VARIABLE);
        }
        return given;
    }
}
