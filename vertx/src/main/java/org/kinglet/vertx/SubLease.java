// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.CompletableFuture;
import org.kinglet.driver.ForwardingConnection;

/** A lease for one transaction within a lease: given back, it leaves the connection where it is. */
final class SubLease extends ForwardingConnection {
    SubLease(WireLease lease) {
        super(lease);
    }

    @Override
    public CompletableFuture<Void> release() {
        return CompletableFuture.completedFuture(null);
    }
}
