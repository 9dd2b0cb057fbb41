// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

/** Tells whoever waits how far it is. */
final class Progress {
    private Progress() {}

    static void say(String line) {
        System.out.println(line);
    }
}
