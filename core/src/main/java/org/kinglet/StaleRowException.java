// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** The row was changed or deleted since it was read, as its {@link Version} column shows. */
public class StaleRowException extends NoRowException {
    private static final long serialVersionUID = 1L;

    public StaleRowException(String message) {
        super(message);
    }
}
