// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.List;
import org.kinglet.dialect.SqlToken;

/** A {@code create view} as it was written. */
final class ViewSql {
    private ViewSql() {}

    /** What follows the {@code as} that is outside of the list of columns. */
    static String select(String sql) {
        List<SqlToken> tokens = SqlToken.of(sql);
        int depth = 0;
        for (int i = 2; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.isSign("(")) depth++;
            if (token.isSign(")")) depth--;
            if (depth == 0 && token.isWord("as"))
                return sql.substring(token.end()).strip();
        }
        return sql;
    }
}
