// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** What it was measured on and with. */
final class Machine {
    private static final List<String> LIBRARIES = List.of(
            "vertx-pg-client",
            "vertx-mysql-client",
            "postgresql",
            "mariadb-java-client",
            "sqlite-jdbc",
            "HikariCP",
            "jooq",
            "hibernate-core",
            "hibernate-reactive-core",
            "r2dbc-postgresql",
            "r2dbc-pool");

    private Machine() {}

    static String facts() {
        return LocalDate.now(ZoneOffset.UTC) + "; " + Runtime.getRuntime().availableProcessors() + " cores ("
                + word("/proc/cpuinfo", "model name") + "), " + gibibytes() + " GiB, " + System.getProperty("os.name")
                + " " + System.getProperty("os.version") + "; Java "
                + System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor.version")
                + "); load average at the end " + load() + ".\n\n"
                + String.join(", ", ClassPaths.versions(LIBRARIES)) + ".\n";
    }

    private static long gibibytes() {
        String kibibytes = word("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return kibibytes.isEmpty() ? 0 : Math.round(Long.parseLong(kibibytes) / 1048576.0);
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    /** What a file of Linux says after that word; empty elsewhere. */
    private static String word(String file, String word) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(word))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException notLinux) {
            return "";
        }
    }
}
