// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** What becomes of the rows that refer to a row which is deleted, and of those that refer to them. */
public enum Recursive {
    /** All of them are deleted, whatever reference leads to them. */
    ALL,

    /** References that may be null become null; the rows of the others are deleted. */
    SET_NULL
}
