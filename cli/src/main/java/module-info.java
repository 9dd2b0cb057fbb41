// SPDX-License-Identifier: Apache-2.0
/** The command line of Kinglet. */
@org.jspecify.annotations.NullMarked
module org.kinglet.cli {
    requires org.kinglet;
    requires info.picocli;
    requires java.compiler;
    requires static org.jspecify;

    opens org.kinglet.cli to
            info.picocli;
}
