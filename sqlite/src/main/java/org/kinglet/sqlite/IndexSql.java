// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.SqlToken;

/**
 * A {@code create index} as it was written.
 *
 * @param where the condition of a partial index
 */
record IndexSql(List<Part> parts, @Nullable String where) {
    IndexSql {
        parts = List.copyOf(parts);
    }

    /** A column or expression, without its order and collation. */
    record Part(String text, @Nullable String collation) {}

    static IndexSql parse(String sql) {
        List<SqlToken> tokens = SqlToken.of(sql);
        int at = 0;
        while (!tokens.get(at).isSign("(")) at++;
        List<Part> parts = new ArrayList<>();
        int first = ++at;
        for (int depth = 1; depth > 0; at++) {
            SqlToken token = tokens.get(at);
            if (token.isSign("(")) depth++;
            if (token.isSign(")")) depth--;
            if (depth == 0 || depth == 1 && token.isSign(",")) {
                parts.add(part(sql, tokens.subList(first, at)));
                first = at + 1;
            }
        }
        boolean partial = at < tokens.size() && tokens.get(at).isWord("where");
        return new IndexSql(parts, partial ? sql.substring(tokens.get(at).end()).strip() : null);
    }

    private static Part part(String sql, List<SqlToken> tokens) {
        int end = tokens.size();
        SqlToken last = tokens.get(end - 1);
        if (end > 1 && (last.isWord("asc") || last.isWord("desc"))) end--;
        String collation = null;
        if (end > 2 && tokens.get(end - 2).isWord("collate")) {
            collation = tokens.get(end - 1).text();
            end -= 2;
        }
        return new Part(
                sql.substring(tokens.getFirst().start(), tokens.get(end - 1).end()), collation);
    }
}
