// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

import org.kinglet.schema.ColumnType;
import org.kinglet.schema.SqlType;

/** What MariaDB does in another way than MySQL. */
final class MariaDbDialect extends MysqlDialect {
    MariaDbDialect() {
        super("utf8mb4_nopad_bin");
    }

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public boolean createsIndexesIfMissing() {
        return true;
    }

    /** JSON documents are text here. */
    @Override
    public String castType(SqlType type) {
        return type == SqlType.JSON ? "char" : super.castType(type);
    }

    @Override
    String jsonPlaceholder() {
        return "?";
    }

    @Override
    protected void selected(StringBuilder sql, int start, ColumnType type) {}

    @Override
    String uuid() {
        return "uuid";
    }
}
