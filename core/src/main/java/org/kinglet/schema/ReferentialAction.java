// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

/** What becomes of a row when the row that it references is deleted or gets another key. */
public enum ReferentialAction {
    NO_ACTION,
    RESTRICT,
    CASCADE,
    SET_NULL,
    SET_DEFAULT
}
