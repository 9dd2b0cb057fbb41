// SPDX-License-Identifier: Apache-2.0
/** Tests with Kinglet, for JUnit. */
@org.jspecify.annotations.NullMarked
module org.kinglet.testing {
    requires transitive org.kinglet;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports org.kinglet.testing;

    uses org.kinglet.driver.Driver;
}
