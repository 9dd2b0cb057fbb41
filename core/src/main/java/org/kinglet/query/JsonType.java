// SPDX-License-Identifier: Apache-2.0
package org.kinglet.query;

/** The types of JSON values, in the order in which documents of different types are sorted. */
public enum JsonType {
    NULL,
    STRING,
    NUMBER,
    BOOLEAN,
    ARRAY,
    OBJECT
}
