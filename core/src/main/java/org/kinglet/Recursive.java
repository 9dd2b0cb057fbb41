// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** How {@code delete} treats the rows that reference the one to be deleted. */
public enum Recursive {
    /** Deletes them too, those that could do without their reference set it to null. */
    SET_NULL,
    /** Deletes them all. */
    ALL
}
