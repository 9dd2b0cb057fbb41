// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.List;
import org.kinglet.dialect.SqlToken;
import org.kinglet.schema.LiveTable;

/** The query of a view as an entity says it: without the semicolon, and in whatever database. */
final class ViewQuery {
    private ViewQuery() {}

    /** @param ofCurrent whether the schema is the connection's own, which the query need not name: MySQL does so everywhere */
    static String of(LiveTable view, boolean ofCurrent) {
        String query = view.definition() == null ? "" : view.definition().strip();
        while (query.endsWith(";"))
            query = query.substring(0, query.length() - 1).strip();
        return ofCurrent ? withoutSchema(query, view.schema()) : query;
    }

    /** Takes away {@code `shop`.} before tables and their columns; an alias may be called like the schema. */
    private static String withoutSchema(String query, String schema) {
        List<SqlToken> tokens = SqlToken.of(query);
        StringBuilder sql = new StringBuilder();
        int from = 0;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean names = token.kind() == SqlToken.Kind.QUOTED_NAME
                    && token.text().equals(schema)
                    && tokens.get(i + 1).isSign(".")
                    && !(i > 0 && tokens.get(i - 1).isSign("."));
            if (!names || !isTable(tokens, i)) continue;
            sql.append(query, from, token.start());
            from = tokens.get(i + 2).start();
        }
        return sql.append(query.substring(from)).toString();
    }

    private static boolean isTable(List<SqlToken> tokens, int at) {
        boolean ofColumn = at + 3 < tokens.size() && tokens.get(at + 3).isSign(".");
        if (ofColumn || at == 0) return ofColumn;
        int before = at - 1;
        while (before > 0 && tokens.get(before).isSign("(")) before--;
        SqlToken word = tokens.get(before);
        return word.isWord("from") || word.isWord("join");
    }
}
