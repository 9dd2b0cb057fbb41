// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Difference;
import org.kinglet.schema.Difference.Aspect;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.TableChange;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.ViewDefinition;

/** Compares a view as it is defined with what the catalogue has of it: its query and its comments. */
public final class ViewComparison {
    private ViewComparison() {}

    /** @param stored the query of the definition as the catalogue would have it; null where that is not known */
    public static List<Difference> of(
            Dialect dialect, TableDefinition definition, LiveTable live, @Nullable String stored) {
        ViewDefinition view = definition.view();
        if (view == null || !live.kind().isView()) return List.of(new Difference.OtherKind(definition, live));
        List<Difference> differences = new ArrayList<>();
        boolean materialized = live.kind() == LiveTable.Kind.MATERIALIZED_VIEW;
        if (view.materialized() != materialized || !hasQuery(dialect.catalog(), view, live, stored)) {
            differences.add(new Difference.ChangedView(definition, live));
        } else if (dialect.catalog().hasViewComments()) {
            comments(definition, live, differences);
        }
        return differences;
    }

    private static boolean hasQuery(Catalog catalog, ViewDefinition view, LiveTable live, @Nullable String stored) {
        String found = live.definition();
        if (found == null) return true; // the catalogue does not tell it
        if (stored != null) return stored.equals(found);
        String wanted = QueryNormalForm.of(view.query(), catalog.namesHaveCase());
        if (catalog.expandsStars() && QueryNormalForm.hasStar(wanted)) return true;
        return wanted.equals(QueryNormalForm.of(found, catalog.namesHaveCase()));
    }

    private static void comments(TableDefinition definition, LiveTable live, List<Difference> differences) {
        String comment = definition.comment();
        if (comment != null && !comment.equals(live.comment())) {
            differences.add(new Difference.ChangedComment(live.name(), comment, live.comment()));
        }
        for (ColumnDefinition column : definition.columns()) {
            Optional<LiveColumn> found = live.column(column.name());
            String expected = column.comment();
            if (expected == null
                    || found.isEmpty()
                    || expected.equals(found.get().comment())) continue;
            differences.add(new Difference.ChangedColumn(
                    live.name(),
                    column,
                    found.get(),
                    Aspect.COMMENT,
                    expected,
                    String.valueOf(found.get().comment()),
                    false,
                    List.of(new TableChange.SetComments(List.of(column)))));
        }
    }
}
