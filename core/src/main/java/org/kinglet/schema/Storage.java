// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of database keeps a table. What the others do not know says nothing there.
 *
 * @param strict SQLite: values of another type than the column's are refused
 * @param withoutRowid SQLite: rows are kept in the order of the primary key, which the program sets
 * @param unlogged PostgreSQL: faster writes to a table that is empty after a crash
 * @param engine MySQL and MariaDB: what keeps the table; InnoDB, unless it is named
 * @param characterSet MySQL and MariaDB: of texts; {@code utf8mb4}, unless it is named
 * @param collation MySQL and MariaDB: how texts are compared; exactly, unless it is named
 */
public record Storage(
        boolean strict,
        boolean withoutRowid,
        boolean unlogged,
        @Nullable String engine,
        @Nullable String characterSet,
        @Nullable String collation) {
    /** As the database does it by itself, and as Kinglet wants texts to be compared. */
    public static final Storage DEFAULT = new Storage(false, false, false, null, null, null);

    public Storage asStrict() {
        return new Storage(true, withoutRowid, unlogged, engine, characterSet, collation);
    }

    public Storage asWithoutRowid() {
        return new Storage(strict, true, unlogged, engine, characterSet, collation);
    }

    public Storage asUnlogged() {
        return new Storage(strict, withoutRowid, true, engine, characterSet, collation);
    }

    public Storage withEngine(String newEngine) {
        return new Storage(strict, withoutRowid, unlogged, newEngine, characterSet, collation);
    }

    public Storage withCharacterSet(String newCharacterSet) {
        return new Storage(strict, withoutRowid, unlogged, engine, newCharacterSet, collation);
    }

    public Storage withCollation(String newCollation) {
        return new Storage(strict, withoutRowid, unlogged, engine, characterSet, newCollation);
    }
}
