// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import org.kinglet.benchmarks.worker.AsyncPeer;
import org.kinglet.benchmarks.worker.DirectPeer;
import org.kinglet.benchmarks.worker.Peer;
import org.kinglet.benchmarks.worker.Target;
import org.kinglet.benchmarks.worker.UserRow;

/** A peer in this JVM, with a database of its own. */
public final class OpenedPeer {
    private final Store store;
    private final Peer peer;

    private OpenedPeer(Store store, Peer peer) {
        this.store = store;
        this.peer = peer;
    }

    public static OpenedPeer open(String backend, String name) throws Exception {
        Store store = Backend.valueOf(backend).open();
        Contestant contestant = Contestant.named(name);
        Target target = new Target(store.url(contestant, Setting.ORDINARY));
        return new OpenedPeer(
                store,
                Class.forName(contestant.className())
                        .asSubclass(Peer.class)
                        .getConstructor(Target.class)
                        .newInstance(target));
    }

    public UserRow find(long id) throws Exception {
        return switch (peer) {
            case DirectPeer direct -> direct.find(id);
            case AsyncPeer async -> async.find(id).toCompletableFuture().join();
        };
    }

    public void close() throws Exception {
        peer.close();
        store.close();
    }
}
