// SPDX-License-Identifier: Apache-2.0
package org.kinglet.postgresql;

import java.util.ArrayList;
import java.util.List;
import org.kinglet.dialect.Alterations;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.LivePrimaryKey;
import org.kinglet.schema.TableChange;

/** PostgreSQL changes everything in place, and in a transaction. */
final class PostgresAlterations extends Alterations {
    PostgresAlterations(PostgresDialect dialect) {
        super(dialect);
    }

    /** A default is of the old type, and might not become one of the new: it goes before, and comes again. */
    @Override
    protected List<String> setType(Plan plan, ColumnDefinition column) {
        String alter = table(plan) + " alter column " + quoted(column.name());
        boolean hasDefault = plan.live()
                .column(column.name())
                .map(live -> live.defaultValue() != null)
                .orElse(false);
        List<String> statements = new ArrayList<>();
        if (hasDefault) statements.add(alter + " drop default");
        String type = type(plan.definition(), column);
        String collation = column.collation();
        statements.add(alter + " type " + type + (collation == null ? "" : " collate " + quoted(collation)) + " using "
                + quoted(column.name()) + "::" + type);
        if (column.defaultValue() != null) statements.add(setDefault(plan, column));
        return statements;
    }

    @Override
    protected List<String> setNullability(Plan plan, ColumnDefinition column) {
        return List.of(table(plan) + " alter column " + quoted(column.name())
                + (column.nullable() ? " drop not null" : " set not null"));
    }

    @Override
    protected List<String> setPrimaryKey(Plan plan, TableChange.SetPrimaryKey set) {
        List<String> statements = new ArrayList<>();
        LivePrimaryKey key = plan.live().primaryKey();
        if (key != null && key.name() != null) {
            statements.add(table(plan) + " drop constraint " + quoted(key.name()));
        }
        if (!set.columns().isEmpty()) statements.add(table(plan) + " add primary key " + names(set.columns()));
        return statements;
    }

    @Override
    protected String dropIndex(Plan plan, TableChange.DropIndex drop) {
        String name = quoted(drop.index().name());
        return drop.index().constraint()
                ? table(plan) + " drop constraint " + name
                : "drop index " + quoted(plan.live().schema()) + "." + name;
    }
}
