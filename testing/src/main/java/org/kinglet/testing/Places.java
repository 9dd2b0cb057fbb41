// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.kinglet.Database;
import org.kinglet.internal.Engine;
import org.kinglet.testing.KingletTest.Setup;

/** Where the tests of a class run. Thread-safe; JUnit closes it when the class has ended. */
interface Places extends AutoCloseable {
    static Places of(Setup setup, Map<Engine, Database> databases, ExtensionContext root) {
        Supplier<String> url = setup.url();
        Supplier<Database> database = setup.database();
        if (url != null) return new OwnPlaces(setup, url.get(), databases);
        if (database != null) return new SharedPlace(setup, database.get(), databases, root);
        throw new IllegalStateException("neither a URL nor a database");
    }

    /** Makes the first. */
    void prepare();

    /** One that no other test uses; makes one or waits for one. */
    Place take();

    void giveBack(Place place);

    /** Whether what is committed in them is nobody else's. */
    boolean mayCommit();

    @Override
    void close();
}
