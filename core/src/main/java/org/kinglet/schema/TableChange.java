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
        STORAGE,
        COLUMNS,
        CONSTRAINTS,
        FOREIGN_KEYS,
        COMMENTS
    }

    default Phase phase() {
        return switch (this) {
            case DropForeignKey drop -> Phase.DROP_FOREIGN_KEYS;
            case DropIndex drop -> Phase.DROP_CONSTRAINTS;
            case DropCheck drop -> Phase.DROP_CONSTRAINTS;
            case SetStorage set -> Phase.STORAGE;
            case AddColumn add -> Phase.COLUMNS;
            case DropColumn drop -> Phase.COLUMNS;
            case RenameColumn rename -> Phase.COLUMNS;
            case SetType set -> Phase.COLUMNS;
            case SetNullability set -> Phase.COLUMNS;
            case SetDefault set -> Phase.COLUMNS;
            case SetGenerated set -> Phase.COLUMNS;
            case SetPrimaryKey set -> Phase.COLUMNS;
            case AddIndex add -> Phase.CONSTRAINTS;
            case AddUnique add -> Phase.CONSTRAINTS;
            case AddCheck add -> Phase.CONSTRAINTS;
            case SetFullText set -> Phase.CONSTRAINTS;
            case AddForeignKey add -> Phase.FOREIGN_KEYS;
            case SetComments set -> Phase.COMMENTS;
        };
    }

    /**
     * A new column, which is the last.
     *
     * @param fill SQL for the rows there are; {@code null} for the column's default, or null
     */
    record AddColumn(ColumnDefinition column, @Nullable String fill) implements TableChange {
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
    record DropColumn(String name) implements TableChange {}

    /** A column gets the name that it has in the definition. */
    record RenameColumn(String from, ColumnDefinition column) implements TableChange {}

    /** The type, and the collation, become those of the definition. */
    record SetType(ColumnDefinition column) implements TableChange {}

    /** The column takes nulls, or no longer. */
    record SetNullability(ColumnDefinition column) implements TableChange {}

    /** The server's default becomes that of the definition, or there is none any more. */
    record SetDefault(ColumnDefinition column) implements TableChange {}

    /** The database numbers the rows, or no longer. */
    record SetGenerated(ColumnDefinition column) implements TableChange {}

    /** How the database keeps the table; what the definition does not say stays. */
    record SetStorage(Storage storage) implements TableChange {}

    record SetPrimaryKey(List<String> columns) implements TableChange {
        public SetPrimaryKey {
            columns = List.copyOf(columns);
        }
    }

    record AddIndex(IndexDefinition index) implements TableChange {
        /** Over columns, with a name that is made of the table's and theirs. */
        public static AddIndex of(String table, List<String> columns, boolean unique) {
            IndexDefinition index = IndexDefinition.ofColumns(IndexNames.of(table, columns), columns);
            return new AddIndex(unique ? index.asUnique() : index);
        }
    }

    /** Also a unique constraint, which is one to the catalogue. */
    record DropIndex(LiveIndex index) implements TableChange {}

    record AddUnique(UniqueDefinition unique) implements TableChange {}

    record AddCheck(CheckDefinition check) implements TableChange {
        /** With a name that is made of the table's and the condition. */
        public static AddCheck of(String table, String condition) {
            return new AddCheck(new CheckDefinition(IndexNames.ofCheck(table, condition), condition));
        }
    }

    record DropCheck(LiveCheck check) implements TableChange {}

    record AddForeignKey(ForeignKeyDefinition foreignKey) implements TableChange {}

    record DropForeignKey(LiveForeignKey foreignKey) implements TableChange {}

    /** What serves the full-text search is made anew, as the definition says it; or goes, if that says nothing of it. */
    record SetFullText() implements TableChange {}

    /** The comments of the table and its columns become those of the definition, where it has some. */
    record SetComments(List<ColumnDefinition> columns) implements TableChange {
        public SetComments {
            columns = List.copyOf(columns);
        }
    }
}
