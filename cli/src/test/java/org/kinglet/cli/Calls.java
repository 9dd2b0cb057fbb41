// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Runs the program as a shell would, but in this JVM. */
record Calls(int code, String out, String err) {
    static Calls kinglet(String... arguments) {
        return with(Map.of(), arguments);
    }

    static Calls with(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), environment, arguments);
        return new Calls(code, out.toString(), err.toString());
    }
}
