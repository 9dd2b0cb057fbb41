// SPDX-License-Identifier: Apache-2.0
package org.kinglet.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.driver.Command;
import org.kinglet.driver.DriverPool;
import org.kinglet.driver.Reply;

/** The reply to a read that may be asked of several servers, one after the other. */
final class RoutedReply<R> extends Reply<R> {
    private final ReplicatedPool pool;
    private final Command<R> command;
    /** Used by one answer after the other. */
    private final List<Replica> tried = new ArrayList<>();

    // Guarded by this.
    private boolean stopped;
    private @Nullable Reply<R> current;

    RoutedReply(ReplicatedPool pool, Command<R> command) {
        this.pool = pool;
        this.command = command;
    }

    void send() {
        Replica replica = pool.next(tried);
        DriverPool target = replica == null ? null : replica.pool();
        if (replica == null || target == null) {
            sendToPrimary();
            return;
        }
        replica.started();
        send(target).whenComplete((result, failure) -> {
            replica.ended();
            if (failure == null) complete(result);
            else failed(replica, Level.unwrap(failure));
        });
    }

    private void failed(Replica replica, Throwable failure) {
        switch (isStopped() ? Replica.Remedy.NONE : replica.remedy(failure)) {
            case NONE -> completeExceptionally(failure);
            case ANOTHER -> {
                tried.add(replica);
                send();
            }
            case PRIMARY -> sendToPrimary();
        }
    }

    private void sendToPrimary() {
        send(pool.primary()).whenComplete((result, failure) -> {
            if (failure == null) complete(result);
            else completeExceptionally(Level.unwrap(failure));
        });
    }

    private Reply<R> send(DriverPool target) {
        Reply<R> reply = target.execute(command);
        boolean stop;
        synchronized (this) {
            current = reply;
            stop = stopped;
        }
        if (stop) reply.interrupt();
        return reply;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public void interrupt() {
        Reply<R> running;
        synchronized (this) {
            stopped = true;
            running = current;
        }
        if (running != null) running.interrupt();
    }
}
