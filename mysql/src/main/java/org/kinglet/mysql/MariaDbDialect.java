// SPDX-License-Identifier: Apache-2.0
package org.kinglet.mysql;

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
    String uuid() {
        return "uuid";
    }
}
