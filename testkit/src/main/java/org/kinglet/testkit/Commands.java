// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs to their end. */
final class Commands {
    private Commands() {}

    /** The exit code; 127 where there is no such program. */
    static int exitCode(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchProgram) {
            return 127;
        }
    }

    /** Runs it and returns what it says; throws with that text if it fails. */
    static String run(List<String> command) throws IOException, InterruptedException {
        return run(new ProcessBuilder(command), command.getFirst());
    }

    /** Runs it with the file as its input. */
    static String run(List<String> command, Path input) throws IOException, InterruptedException {
        return run(new ProcessBuilder(command).redirectInput(input.toFile()), command.getFirst());
    }

    private static String run(ProcessBuilder builder, String name) throws IOException, InterruptedException {
        Path output = Files.createTempFile("kinglet-testkit", ".out");
        try {
            int code = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            String text = Files.readString(output);
            if (code != 0) throw new IOException(name + " ended with " + code + ":\n" + text);
            return text;
        } finally {
            Files.delete(output);
        }
    }

    static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
