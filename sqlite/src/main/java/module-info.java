// SPDX-License-Identifier: Apache-2.0
/** The SQLite driver of Kinglet. */
@org.jspecify.annotations.NullMarked
module org.kinglet.sqlite {
    requires transitive org.kinglet;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    requires static org.jspecify;

    exports org.kinglet.sqlite;

    provides org.kinglet.driver.Driver with
            org.kinglet.sqlite.SqliteDriver;
}
