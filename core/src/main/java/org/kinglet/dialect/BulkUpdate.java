// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

/** How one update gives each of many rows its own values. */
public enum BulkUpdate {
    /** {@code update … from (values (…), (…)) as v where …} */
    FROM_VALUES,
    /** {@code update … from} arrays {@code as v where …} */
    FROM_ARRAYS,
    /** {@code update (select … union all values (…), (…)) as v straight_join … on … set …} */
    JOIN_VALUES,
    /** {@code update (select … union all select …) as v straight_join … on … set …} */
    JOIN_SELECTS
}
