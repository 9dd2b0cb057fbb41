// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Kinglet: typed models and queries over asynchronous drivers. */
@NullMarked
module org.kinglet {
    requires static transitive org.jspecify;

    exports org.kinglet;
    exports org.kinglet.dialect;
    exports org.kinglet.driver;
    exports org.kinglet.internal to
            org.kinglet.sqlite,
            org.kinglet.testing;
    exports org.kinglet.migrate;
    exports org.kinglet.query;
    exports org.kinglet.schema;

    uses org.kinglet.driver.Driver;
    uses org.kinglet.schema.JsonMapper;
}
