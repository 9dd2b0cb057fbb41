// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import org.junit.jupiter.api.AfterEach;
import org.kinglet.Database;
import org.kinglet.DatabaseBuilder;
import org.kinglet.testkit.TcpProxy;

/** A test of what goes over the wire, and of what happens when that fails: the database is behind a proxy. */
abstract class ProxyTest extends ServerTest {
    TcpProxy proxy;
    /** Of the same database, past the proxy. */
    String directUrl;

    @Override
    DatabaseBuilder builder() {
        directUrl = target.newUrl();
        proxy = TcpProxy.before(target.server());
        return Database.builder(proxy.url(directUrl));
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }
}
