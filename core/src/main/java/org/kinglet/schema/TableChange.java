// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of one table that is there already. Definitions say what is to be; what is to go is as the catalogue has it. */
public sealed interface TableChange {
    /** In which order changes of several tables are made. */
    enum Phase {
        /** What could be in the way of the others goes first, foreign keys before what they refer to. */
        DROP_FOREIGN_KEYS,
        DROP_CONSTRAINTS,
        COLUMNS,
        CONSTRAINTS,
        FOREIGN_KEYS,
        COMMENTS
    }

    Phase phase();

    /**
     * A new column, which is the last.
     *
     * @param fill SQL for the rows there are; {@code null} for the column's default, or null
     */
    record AddColumn(ColumnDefinition column, @Nullable String fill) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.COLUMNS;
        }

        /** Whether rows that are there would have no value, and may not have none. */
        public boolean needsFill() {
            return fill == null
                    && !column.nullable()
                    && column.defaultValue() == null
                    && !column.generated()
                    && column.computation() == null;
        }
    }

    /** The column goes with its values. */
    record DropColumn(String name) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.COLUMNS;
        }
    }

    /** A column gets the name that it has in the definition. */
    record RenameColumn(String from, ColumnDefinition column) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.COLUMNS;
        }
    }

    /** The type, and the collation, become those of the definition. */
    record SetType(ColumnDefinition column) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.COLUMNS;
        }
    }

    /** The column takes nulls, or no longer. */
    record SetNullability(ColumnDefinition column) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.COLUMNS;
        }
    }

    /** The server's default becomes that of the definition, or there is none any more. */
    record SetDefault(ColumnDefinition column) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.COLUMNS;
        }
    }

    record SetPrimaryKey(List<String> columns) implements TableChange {
        public SetPrimaryKey {
            columns = List.copyOf(columns);
        }

        @Override
        public Phase phase() {
            return Phase.COLUMNS;
        }
    }

    record AddIndex(IndexDefinition index) implements TableChange {
        /** Over columns, with a name that is made of the table's and theirs. */
        public static AddIndex of(String table, List<String> columns, boolean unique) {
            IndexDefinition index = IndexDefinition.ofColumns(IndexNames.of(table, columns), columns);
            return new AddIndex(unique ? index.asUnique() : index);
        }

        @Override
        public Phase phase() {
            return Phase.CONSTRAINTS;
        }
    }

    /** Also a unique constraint, which is one to the catalogue. */
    record DropIndex(LiveIndex index) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.DROP_CONSTRAINTS;
        }
    }

    record AddUnique(UniqueDefinition unique) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.CONSTRAINTS;
        }
    }

    record AddCheck(CheckDefinition check) implements TableChange {
        /** With a name that is made of the table's and the condition. */
        public static AddCheck of(String table, String condition) {
            return new AddCheck(new CheckDefinition(IndexNames.ofCheck(table, condition), condition));
        }

        @Override
        public Phase phase() {
            return Phase.CONSTRAINTS;
        }
    }

    record DropCheck(LiveCheck check) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.DROP_CONSTRAINTS;
        }
    }

    record AddForeignKey(ForeignKeyDefinition foreignKey) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.FOREIGN_KEYS;
        }
    }

    record DropForeignKey(LiveForeignKey foreignKey) implements TableChange {
        @Override
        public Phase phase() {
            return Phase.DROP_FOREIGN_KEYS;
        }
    }

    /** What serves the full-text search is made anew, as the definition says it; or goes, if that says nothing of it. */
    record SetFullText() implements TableChange {
        @Override
        public Phase phase() {
            return Phase.CONSTRAINTS;
        }
    }

    /** The comments of the table and its columns become those of the definition, where it has some. */
    record SetComments(List<ColumnDefinition> columns) implements TableChange {
        public SetComments {
            columns = List.copyOf(columns);
        }

        @Override
        public Phase phase() {
            return Phase.COMMENTS;
        }
    }
}
