// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.ReferentialAction;

/** A foreign key as a constraint of a table. */
final class ForeignKeySql {
    private ForeignKeySql() {}

    static String of(ForeignKeyDefinition foreignKey, UnaryOperator<String> quote) {
        String name = foreignKey.name();
        return (name == null ? "" : "constraint " + quote.apply(name) + " ")
                + "foreign key " + names(foreignKey.columns(), quote)
                + " references " + quote.apply(foreignKey.parentTable())
                + " " + names(foreignKey.parentColumns(), quote)
                + action(" on delete ", foreignKey.onDelete())
                + action(" on update ", foreignKey.onUpdate())
                + switch (foreignKey.deferral()) {
                    case NOT_DEFERRABLE -> "";
                    case DEFERRABLE -> " deferrable";
                    case INITIALLY_DEFERRED -> " deferrable initially deferred";
                };
    }

    private static String names(List<String> names, UnaryOperator<String> quote) {
        return "(" + String.join(", ", names.stream().map(quote).toList()) + ")";
    }

    private static String action(String event, ReferentialAction action) {
        return action == ReferentialAction.NO_ACTION
                ? ""
                : event + action.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
