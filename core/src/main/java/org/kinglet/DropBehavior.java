// SPDX-License-Identifier: Apache-2.0
package org.kinglet;

/** What becomes of that which depends on a table when the table is dropped. */
public enum DropBehavior {
    /** The table is not dropped while something depends on it. */
    RESTRICT,
    /** It goes with the table: foreign keys that refer to it, and on PostgreSQL views that read it. SQLite has no such. */
    CASCADE
}
