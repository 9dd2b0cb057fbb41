// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

/** Settings of one driver, made by that driver's own module and handed to the database's builder. */
public interface DriverSettings {
    /** The driver they are for, as its messages name it, such as {@code SQLite}. */
    String driverName();
}
