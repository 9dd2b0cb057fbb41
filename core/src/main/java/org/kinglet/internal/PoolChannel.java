// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import org.kinglet.driver.Access;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverConnection;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.Reply;

/** Single statements, each of which commits by itself. */
final class PoolChannel extends Channel {
    private final boolean primaryOnly;

    /** @param primaryOnly whether reads must not go to a replica */
    PoolChannel(Engine engine, boolean primaryOnly) {
        super(engine);
        this.primaryOnly = primaryOnly;
    }

    private DriverPool pool(Access access) {
        return primaryOnly || access != Access.READ ? engine().primary() : engine().forReading();
    }

    @Override
    <X> Reply<X> send(Command<X> command, Completion<X> completion) {
        engine().checkOpen();
        engine().checkNotWaitingForItself();
        Reply<X> reply = pool(command.access()).execute(command);
        // Who waits for the reply itself need not be told as well.
        if (!(completion instanceof DirectCall)) reply.whenComplete(completion::done);
        engine().noteWrite(command, reply); // last, because the last to ask is the first to be told
        return reply;
    }

    /** What has committed by itself is never rolled back. */
    @Override
    public void onRollback(Runnable undo) {}

    @Override
    public Channel current() {
        return this;
    }

    @Override
    public Channel onPrimary() {
        return engine().primaryChannel();
    }

    @Override
    <X> OpenCursor<X> open(Command<X> command) {
        engine().checkOpen();
        engine().checkNotWaitingForItself();
        DriverPool pool = pool(Access.READ);
        DriverConnection connection = Waiting.acquire(
                engine(),
                engine().dialect().cursorsNeedTransaction()
                        ? pool.acquireForTransaction(Access.READ)
                        : pool.acquire(Access.READ));
        return LeasedCursor.open(engine(), connection, command);
    }
}
