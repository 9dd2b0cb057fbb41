// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.kinglet.Database;
import org.kinglet.internal.Engine;
import org.kinglet.testing.KingletTest.Setup;

/** A database of the program's, which the tests of all classes use one after the other. */
final class SharedPlace implements Places {
    private final Place place;
    private final Map<Engine, Database> databases;
    private final Semaphore turn;
    private boolean prepared;

    SharedPlace(Setup setup, Database database, Map<Engine, Database> databases, ExtensionContext root) {
        this.place = new Place(database, setup.tables(), null, false);
        this.databases = databases;
        this.turn = root.getStore(ExtensionContext.Namespace.create(SharedPlace.class))
                .computeIfAbsent(place.engine(), engine -> new Semaphore(1, true), Semaphore.class);
    }

    @Override
    public void prepare() {
        giveBack(take());
    }

    @Override
    public Place take() {
        turn.acquireUninterruptibly();
        try {
            if (!prepared) place.prepare();
            prepared = true;
            databases.put(place.engine(), place.database());
            return place;
        } catch (Throwable failure) {
            turn.release();
            throw failure;
        }
    }

    @Override
    public void giveBack(Place taken) {
        databases.remove(place.engine());
        turn.release();
    }

    @Override
    public boolean mayCommit() {
        return false;
    }

    /** The database is the program's to close. */
    @Override
    public void close() {}
}
