// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

/** When a constraint is checked. */
public enum Deferral {
    /** With each statement. */
    NOT_DEFERRABLE,
    /** With each statement, until a transaction says {@code set constraints … deferred}. */
    DEFERRABLE,
    /** At the end of each transaction. */
    INITIALLY_DEFERRED
}
