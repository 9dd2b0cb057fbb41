// SPDX-License-Identifier: Apache-2.0
package org.kinglet.vertx;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The statements that others had to wait for lately: while they are remembered they begin on a connection of their own, so
 * that they need not be stopped again and again. Forgotten when they have been fast, or after some seconds.
 */
final class SlowStatements {
    private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST = 200;

    private final ConcurrentHashMap<String, Long> until = new ConcurrentHashMap<>();

    void remember(String sql) {
        if (until.size() >= MOST) {
            until.clear(); // a program that puts values into its statements: none of them comes again
        }
        until.put(sql, System.nanoTime() + MEMORY_NANOS);
    }

    void forget(String sql) {
        until.remove(sql);
    }

    boolean contains(String sql) {
        if (until.isEmpty()) {
            return false;
        }
        Long end = until.get(sql);
        if (end == null) {
            return false;
        }
        if (end - System.nanoTime() > 0) {
            return true;
        }
        until.remove(sql, end);
        return false;
    }
}
