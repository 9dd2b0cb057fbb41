// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file by its name: {@code VERSION_NAME[.BACKEND][.down].sql}.
 *
 * @param backend for which alone it is; empty for all
 */
record StepFile(String file, String text, long version, String name, String backend, boolean isDown) {
    /** So that a slip in the name is no file that is never applied. */
    private static final Set<String> BACKENDS = Set.of("sqlite", "postgresql", "mysql", "mariadb");

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})_([^.]+)(\\..+)?\\.sql", Pattern.DOTALL);
    private static final String FORM =
            "; the form is 0001_create_users.sql, with .sqlite, .postgresql, .mysql or .mariadb before .sql if it is for"
                    + " that database only, and with .down before .sql if it undoes the step";

    static boolean isScript(String file) {
        return file.endsWith(".sql");
    }

    static StepFile of(String file, String text) {
        Matcher name = NAME.matcher(file);
        if (!name.matches() || file.chars().anyMatch(Character::isISOControl)) throw wrong(file, "");
        long version = Long.parseLong(name.group(1));
        if (version == 0) throw wrong(file, ": versions count from 1");
        List<String> marks = new ArrayList<>();
        if (name.group(3) != null) {
            marks.addAll(Arrays.asList(name.group(3).substring(1).split("\\.", -1)));
        }
        boolean down = !marks.isEmpty() && marks.getLast().equals("down");
        if (down) marks.removeLast();
        String backend = marks.isEmpty() ? "" : marks.removeFirst();
        if (!marks.isEmpty() || !backend.isEmpty() && !BACKENDS.contains(backend)) {
            throw wrong(file, ": ." + (marks.isEmpty() ? backend : marks.getFirst()) + " is no mark that it may have");
        }
        return new StepFile(file, text, version, name.group(2), backend, down);
    }

    private static MigrationException wrong(String file, String why) {
        String shown = file.replaceAll("\\p{Cntrl}", "?");
        return new MigrationException("the name of the file " + shown + " is wrong" + why + FORM);
    }
}
