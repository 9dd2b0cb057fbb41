// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** On which threads a call may wait for the database. Never on an event loop. */
public enum Blocking {
    /** On all others. */
    ANY_THREAD,
    /** On platform threads only within {@link Database#allowBlocking}. */
    VIRTUAL_THREADS_ONLY
}
