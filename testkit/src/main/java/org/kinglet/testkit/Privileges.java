// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a program is run that refuses to run as root. In a user name space of its own root is nobody in particular, and the
 * files stay root's; where containers forbid that, the program becomes the user nobody, to whom its files are then given.
 */
enum Privileges {
    NO_ROOT(""),
    OWN_NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups"),
    ROOT("");

    private static final class Holder {
        static final Privileges FOUND = find();
    }

    private final String prefix;

    Privileges(String prefix) {
        this.prefix = prefix;
    }

    /** What works here. */
    static Privileges get() {
        return Holder.FOUND;
    }

    private static Privileges find() {
        try {
            if (!isRoot()) return NO_ROOT;
            String forced = System.getProperty("kinglet.test.privileges", "");
            for (Privileges each : List.of(OWN_NAMESPACE, NOBODY)) {
                if (!forced.isEmpty() && !forced.equals(each.name())) continue;
                if (Commands.exitCode(each.command(List.of("true"))) == 0) return each;
            }
            return ROOT;
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while privileges were looked into", interrupted);
        }
    }

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    Optional<String> unavailable() {
        return this == ROOT
                ? Optional.of("it refuses to run as root, and neither 'unshare -U' nor 'setpriv' works here")
                : Optional.empty();
    }

    List<String> command(List<String> command) {
        return prefix.isEmpty() ? command : Commands.concat(List.of(prefix.split(" ")), command);
    }

    /** Gives a folder, without what is in it, to the user that the program will run as. */
    void give(Path folder) throws IOException {
        if (this != NOBODY) return;
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
}
