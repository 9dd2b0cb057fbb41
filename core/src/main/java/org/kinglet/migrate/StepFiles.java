// SPDX-License-Identifier: Apache-2.0
package org.kinglet.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;

/** Reads the steps for a database from where they are, and puts them in order. */
final class StepFiles {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Dialect dialect;
    private final Map<Long, Step> steps = new TreeMap<>();
    private final List<StepFile> files = new ArrayList<>();

    private StepFiles(Dialect dialect) {
        this.dialect = dialect;
    }

    /** In the order of their versions. */
    static List<Step> read(List<StepSource> sources, Dialect dialect) {
        StepFiles read = new StepFiles(dialect);
        for (StepSource source : sources) {
            switch (source) {
                case StepSource.Folder folder -> read.folder(folder.path());
                case StepSource.Resources resources -> read.resources(resources.anchor(), resources.folder());
                case StepSource.Text text -> read.files.add(StepFile.of(text.file(), text.text()));
                case StepSource.Java java -> read.add(java.step().step());
            }
        }
        read.scripts();
        return List.copyOf(read.steps.values());
    }

    private void add(Step step) {
        Step other = steps.putIfAbsent(step.version(), step);
        if (other != null) throw twice(other.label(), step.label());
    }

    private static MigrationException twice(String one, String other) {
        return new MigrationException(one + " and " + other + " have the same version; give one of them another");
    }

    // Files

    private void folder(Path folder) {
        if (!Files.isDirectory(folder)) throw new MigrationException("there is no folder " + folder);
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (StepFile.isScript(name)) file(name, Files.readAllBytes(entry));
            }
        } catch (IOException | UncheckedIOException failure) {
            throw new MigrationException("the folder " + folder + " cannot be read", failure);
        }
    }

    private void resources(Class<?> anchor, String folder) {
        String path = folder.startsWith("/") ? folder.substring(1) : folder;
        List<URL> places = new ArrayList<>();
        try {
            ClassLoader loader = anchor.getClassLoader();
            if (loader != null) {
                Enumeration<URL> found = loader.getResources(path);
                places.addAll(Collections.list(found));
            }
            URL own = anchor.getResource("/" + path);
            if (places.isEmpty() && own != null) places.add(own);
            if (places.isEmpty()) {
                throw new MigrationException("there is no folder " + path + " on the class path of " + anchor.getName()
                        + "; if it is in a named module, that module has to open it: opens "
                        + path.replace('/', '.') + " to org.kinglet");
            }
            for (URL place : places) place(place, path);
        } catch (IOException | URISyntaxException failure) {
            throw new MigrationException("the folder " + path + " on the class path cannot be read", failure);
        }
    }

    private void place(URL place, String path) throws IOException, URISyntaxException {
        URLConnection connection = place.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (JarFile file = jar.getJarFile()) {
                jarFolder(file, jar.getEntryName() == null ? "" : jar.getEntryName());
            }
        } else {
            URI uri = place.toURI();
            if (!"file".equals(uri.getScheme()) && !"jrt".equals(uri.getScheme())) {
                throw new MigrationException("the folder " + path + " is in a place of the kind " + uri.getScheme()
                        + ":, whose files cannot be listed; name them one by one with script(file, text)");
            }
            folder(Path.of(uri));
        }
    }

    private void jarFolder(JarFile jar, String entryName) throws IOException {
        String folder = entryName.endsWith("/") ? entryName : entryName + "/";
        List<JarEntry> entries = jar.stream()
                .filter(entry -> entry.getName().startsWith(folder)
                        && entry.getName().indexOf('/', folder.length()) < 0
                        && StepFile.isScript(entry.getName()))
                .toList();
        for (JarEntry entry : entries) {
            file(
                    entry.getName().substring(folder.length()),
                    jar.getInputStream(entry).readAllBytes());
        }
    }

    private void file(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            files.add(StepFile.of(name, text));
        } catch (CharacterCodingException malformed) {
            throw new MigrationException(name + " is not written in UTF-8", malformed);
        }
    }

    // Steps of files

    private void scripts() {
        List<String> backends = dialect.scriptNames();
        Map<Long, StepFile> ups = new TreeMap<>();
        Map<Long, StepFile> downs = new HashMap<>();
        for (StepFile file : files) {
            if (!file.backend().isEmpty() && !backends.contains(file.backend())) continue;
            Map<Long, StepFile> sameKind = file.isDown() ? downs : ups;
            StepFile other = sameKind.get(file.version());
            if (other == null || rank(file) < rank(other)) sameKind.put(file.version(), file);
            else if (rank(file) == rank(other)) throw twice(other.file(), file.file());
            if (other != null && !other.name().equals(file.name())) throw twice(other.file(), file.file());
        }
        ups.forEach((version, up) -> add(step(up, downs.remove(version))));
        for (StepFile down : downs.values()) {
            throw new MigrationException(down.file() + " undoes a step that is not there: the file with the same name"
                    + " and without .down is missing");
        }
    }

    /** The less, the better it fits. */
    private int rank(StepFile file) {
        int index = dialect.scriptNames().indexOf(file.backend());
        return index < 0 ? Integer.MAX_VALUE : index;
    }

    private Step step(StepFile up, @Nullable StepFile down) {
        if (down != null && !down.name().equals(up.name())) throw twice(up.file(), down.file());
        return new Step(
                up.version(),
                up.name(),
                Checksums.of(plain(up)),
                ScriptScanner.read(up.file(), plain(up), dialect.scriptFeatures()),
                down == null ? null : ScriptScanner.read(down.file(), plain(down), dialect.scriptFeatures()));
    }

    /** Some editors begin a file with a mark that is no part of the text. */
    private static String plain(StepFile file) {
        String text = file.text();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
