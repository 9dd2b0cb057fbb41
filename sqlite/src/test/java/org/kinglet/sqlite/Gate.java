// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An SQL function that stops a statement where it is until the test lets it go on: {@code select gate()}. */
final class Gate implements ScalarFunction {
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);

    SqliteSettings settings() {
        return SqliteSettings.defaults().function("gate", this);
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) throws Exception {
        entered.release();
        if (!open.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody opened the gate");
        }
        return arguments.length == 0 ? 1L : arguments[0];
    }

    void awaitEntered() throws InterruptedException {
        if (!entered.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody came to the gate");
        }
    }

    void open() {
        open.countDown();
    }
}
