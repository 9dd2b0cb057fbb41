// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * Is told of notifications one after the other, on a virtual thread, outside of any transaction; it may wait, and use the
 * database. What it throws is logged, and it is told of the next one all the same.
 */
@FunctionalInterface
public interface NotificationListener {
    void onNotification(Notification notification) throws Exception;

    /** Some were missed; from here on it goes on. What is kept up to date by them has to be read anew. */
    default void onMissed(MissedNotificationsException missed) throws Exception {}
}
