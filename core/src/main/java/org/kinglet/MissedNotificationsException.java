// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/**
 * Some notifications may have been missed at this place, between the one before and the next. The subscription goes on: who
 * keeps something up to date by them reads it anew, and then waits for the next.
 */
public class MissedNotificationsException extends KingletException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why some were missed. */
    public enum Reason {
        /** The connection to the server was lost for a while. */
        CONNECTION_LOST,
        /** They came faster than they were taken; see {@link Notifications#BUFFER_SIZE}. */
        BUFFER_FULL
    }

    MissedNotificationsException(Reason reason) {
        super(
                switch (reason) {
                    case CONNECTION_LOST ->
                        "the connection was lost for a while, and what was sent meanwhile was not heard; read anew what is"
                                + " kept up to date by notifications, and go on";
                    case BUFFER_FULL ->
                        "more than " + Notifications.BUFFER_SIZE
                                + " notifications waited to be taken, and later ones were"
                                + " left out; read anew what is kept up to date by notifications, and go on";
                });
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
