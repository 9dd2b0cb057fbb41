// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What workers run with: this program's class path, or the one that the module with the older Netty has written down. */
final class ClassPaths {
    static final String OWN = System.getProperty("java.class.path");
    static final String NETTY_41 = netty41();

    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    private ClassPaths() {}

    private static String netty41() {
        try (InputStream text = ClassPaths.class.getResourceAsStream("/netty41.classpath")) {
            Path classes = Path.of(
                    Class.forName("org.kinglet.benchmarks.netty41.Location", false, ClassPaths.class.getClassLoader())
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
            return classes + File.pathSeparator + new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (ClassNotFoundException | URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The libraries with these names, and their versions. */
    static List<String> versions(List<String> names) {
        TreeSet<String> versions = new TreeSet<>();
        for (String entry : (OWN + File.pathSeparator + NETTY_41).split(File.pathSeparator, -1)) {
            Matcher jar = JAR.matcher(Path.of(entry).getFileName().toString());
            if (jar.matches() && names.contains(jar.group(1))) versions.add(jar.group(1) + " " + jar.group(2));
        }
        return List.copyOf(versions);
    }
}
