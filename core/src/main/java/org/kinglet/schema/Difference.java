// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something in which a live database is not as the definitions say.
 *
 * <p>SQL is compared in a normal form: {@code varchar(40)} is {@code character varying(40)}, and {@code a between 1 and 2} is
 * {@code a >= 1 and a <= 2}. What a definition does not mention (the comment of a table, the collation of a column) is no
 * difference.
 */
public sealed interface Difference {
    /** The name of the table or view. */
    String table();

    /** Whether closing it may lose data: whole tables or columns, or what does not fit into another type. */
    default boolean losesData() {
        return false;
    }

    /** What closes it in a table that is there. */
    default List<TableChange> changes() {
        return List.of();
    }

    /** What it is, in a line. */
    String description();

    /** What is there goes first. */
    private static List<TableChange> anew(@Nullable TableChange drop, TableChange add) {
        return drop == null ? List.of(add) : List.of(drop, add);
    }

    private static String missingOr(@Nullable Object live) {
        return live == null ? " is missing" : " is another";
    }

    /** The table or view is not there. */
    record MissingTable(TableDefinition definition) implements Difference {
        @Override
        public String table() {
            return definition.name();
        }

        @Override
        public String description() {
            return (definition.view() == null ? "table " : "view ") + definition + " is missing";
        }
    }

    /** There is a table of which no definition was given. */
    record ExtraTable(LiveTable live) implements Difference {
        @Override
        public String table() {
            return live.name();
        }

        @Override
        public boolean losesData() {
            return true;
        }

        @Override
        public String description() {
            return "table " + live.name() + " is not defined";
        }
    }

    /** There is a view where a table is to be, or the other way round. Nothing closes it but the user. */
    record OtherKind(TableDefinition definition, LiveTable live) implements Difference {
        @Override
        public String table() {
            return definition.name();
        }

        @Override
        public boolean losesData() {
            return true;
        }

        @Override
        public String description() {
            return definition.name() + " is a " + live.kind().name().toLowerCase(Locale.ROOT);
        }
    }

    record MissingColumn(
            String table, ColumnDefinition column, @Nullable String fill) implements Difference {
        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.AddColumn(column, fill));
        }

        @Override
        public String description() {
            return "column " + table + "." + column.name() + " is missing";
        }
    }

    record ExtraColumn(String table, LiveColumn live) implements Difference {
        @Override
        public boolean losesData() {
            return live.computation() == null;
        }

        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.DropColumn(live.name()));
        }

        @Override
        public String description() {
            return "column " + table + "." + live.name() + " is not defined";
        }
    }

    /** A column has the name that it had before. */
    record OldName(String table, LiveColumn live, ColumnDefinition column) implements Difference {
        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.RenameColumn(live.name(), column));
        }

        @Override
        public String description() {
            return "column " + table + "." + column.name() + " is called " + live.name();
        }
    }

    /** What of a column can be another. */
    enum Aspect {
        TYPE,
        NULLABILITY,
        DEFAULT,
        /** Whether the database numbers the rows. */
        GENERATED,
        COMPUTATION,
        COLLATION,
        COMMENT
    }

    /**
     * A column is another.
     *
     * @param expected as it is to be, in words of the server
     * @param found as it is
     * @param losesData whether values may not fit
     * @param changes empty where the database cannot change that in place
     */
    record ChangedColumn(
            String table,
            ColumnDefinition column,
            LiveColumn live,
            Aspect aspect,
            String expected,
            String found,
            boolean losesData,
            List<TableChange> changes)
            implements Difference {
        public ChangedColumn {
            changes = List.copyOf(changes);
        }

        @Override
        public String description() {
            if (aspect == Aspect.GENERATED) {
                return "column " + table + "." + column.name()
                        + (column.generated() ? " does not number the rows" : " numbers the rows");
            }
            return aspect.name().toLowerCase(Locale.ROOT) + " of " + table + "." + column.name() + " is " + found
                    + ", not " + expected;
        }
    }

    record ChangedPrimaryKey(String table, List<String> expected, List<String> found) implements Difference {
        public ChangedPrimaryKey {
            expected = List.copyOf(expected);
            found = List.copyOf(found);
        }

        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.SetPrimaryKey(expected));
        }

        @Override
        public String description() {
            return "the primary key of " + table + " is " + found + ", not " + expected;
        }
    }

    /** @param live of the same name and otherwise another; {@code null} if there is none */
    record MissingIndex(
            String table, IndexDefinition index, @Nullable LiveIndex live) implements Difference {
        @Override
        public List<TableChange> changes() {
            return anew(live == null ? null : new TableChange.DropIndex(live), new TableChange.AddIndex(index));
        }

        @Override
        public String description() {
            return "index " + index.name() + " of " + table + missingOr(live);
        }
    }

    /** @param live of the same name and otherwise another; {@code null} if there is none */
    record MissingUnique(
            String table, UniqueDefinition unique, @Nullable LiveIndex live) implements Difference {
        @Override
        public List<TableChange> changes() {
            return anew(live == null ? null : new TableChange.DropIndex(live), new TableChange.AddUnique(unique));
        }

        @Override
        public String description() {
            return "unique constraint " + unique.name() + " of " + table + missingOr(live);
        }
    }

    /** An index or unique constraint that is not defined. */
    record ExtraIndex(String table, LiveIndex live) implements Difference {
        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.DropIndex(live));
        }

        @Override
        public String description() {
            return "index " + live.name() + " of " + table + " is not defined";
        }
    }

    /** @param live over the same columns and otherwise another; {@code null} if there is none */
    record MissingForeignKey(
            String table,
            ForeignKeyDefinition foreignKey,
            @Nullable LiveForeignKey live) implements Difference {
        @Override
        public List<TableChange> changes() {
            return anew(
                    live == null ? null : new TableChange.DropForeignKey(live),
                    new TableChange.AddForeignKey(foreignKey));
        }

        @Override
        public String description() {
            return "foreign key " + foreignKey.columns() + " of " + table + missingOr(live);
        }
    }

    record ExtraForeignKey(String table, LiveForeignKey live) implements Difference {
        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.DropForeignKey(live));
        }

        @Override
        public String description() {
            return "foreign key " + live.columns() + " of " + table + " is not defined";
        }
    }

    /** @param live of the same name and otherwise another; {@code null} if there is none */
    record MissingCheck(
            String table, CheckDefinition check, @Nullable LiveCheck live) implements Difference {
        @Override
        public List<TableChange> changes() {
            return anew(live == null ? null : new TableChange.DropCheck(live), new TableChange.AddCheck(check));
        }

        @Override
        public String description() {
            return "check (" + check.condition() + ") of " + table + missingOr(live);
        }
    }

    record ExtraCheck(String table, LiveCheck live) implements Difference {
        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.DropCheck(live));
        }

        @Override
        public String description() {
            return "check (" + live.condition() + ") of " + table + " is not defined";
        }
    }

    /**
     * The view has another query, or keeps its rows where it is not to, or the other way round. Closed by dropping and
     * making it again, with those that read it.
     */
    record ChangedView(TableDefinition definition, LiveTable live) implements Difference {
        @Override
        public String table() {
            return live.name();
        }

        @Override
        public String description() {
            return "the query of view " + live.name() + " is another";
        }
    }

    /**
     * The database keeps the table in another way.
     *
     * @param option as {@link Storage} calls it
     * @param changes empty where only making the table anew could change it
     */
    record ChangedStorage(String table, String option, String expected, String found, List<TableChange> changes)
            implements Difference {
        public ChangedStorage {
            changes = List.copyOf(changes);
        }

        @Override
        public String description() {
            return option + " of " + table + " is " + found + ", not " + expected;
        }
    }

    /**
     * What serves the full-text search is missing, another than the definition says, or not defined.
     *
     * @param expected {@code null} if it is not defined
     * @param found {@code null} if it is missing
     */
    record ChangedFullText(
            String table,
            @Nullable FullTextDefinition expected,
            @Nullable LiveFullText found) implements Difference {
        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.SetFullText());
        }

        @Override
        public String description() {
            return "the full-text index of " + table
                    + (expected == null ? " is not defined" : found == null ? " is missing" : " is another");
        }
    }

    /** The comment of the table or view is another. */
    record ChangedComment(
            String table, String expected, @Nullable String found) implements Difference {
        @Override
        public List<TableChange> changes() {
            return List.of(new TableChange.SetComments(List.of()));
        }

        @Override
        public String description() {
            return "the comment of " + table + " is " + found + ", not " + expected;
        }
    }
}
