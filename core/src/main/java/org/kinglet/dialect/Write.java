// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

/** The statements that change rows. */
public enum Write {
    INSERT,
    UPDATE,
    DELETE
}
