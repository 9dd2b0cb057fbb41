// SPDX-License-Identifier: Apache-2.0
package org.kinglet.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is created: its columns in order, its key, its indexes and its constraints; or a view, which has columns
 * and a query. Made by {@link #table}.
 *
 * <pre>{@code
 * TableDefinition.table("users")
 *         .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
 *         .column(ColumnDefinition.of("username", "username", DataType.STRING))
 *         .primaryKey("id")
 *         .unique("username")
 *         .build();
 * }</pre>
 */
public final class TableDefinition {
    private final @Nullable String schema;
    private final String name;
    private final List<ColumnDefinition> columns;
    private final List<String> primaryKey;
    private final List<IndexDefinition> indexes;
    private final List<ForeignKeyDefinition> foreignKeys;
    private final List<UniqueDefinition> uniques;
    private final List<CheckDefinition> checks;
    private final @Nullable String comment;
    private final boolean temporary;
    private final Storage storage;
    private final @Nullable ViewDefinition view;
    private final @Nullable FullTextDefinition fullText;
    private final Map<String, Integer> positions;
    private final int generatedColumn;
    private final int versionColumn;

    private TableDefinition(Builder builder) {
        schema = builder.schema;
        name = builder.name;
        columns = List.copyOf(builder.columns);
        primaryKey = List.copyOf(builder.primaryKey);
        indexes = List.copyOf(builder.indexes);
        foreignKeys = List.copyOf(builder.foreignKeys);
        uniques = List.copyOf(builder.uniques);
        checks = List.copyOf(builder.checks);
        comment = builder.comment;
        temporary = builder.temporary;
        storage = builder.storage;
        view = builder.view;
        fullText = builder.fullText;
        positions = new HashMap<>();
        int generated = -1;
        int version = -1;
        for (int i = 0; i < columns.size(); i++) {
            ColumnDefinition column = columns.get(i);
            if (positions.put(column.name(), i) != null) {
                throw new IllegalArgumentException("table " + name + " has two columns " + column.name());
            }
            if (column.generated()) generated = i;
            if (column.version()) version = i;
        }
        generatedColumn = generated;
        versionColumn = version;
        primaryKey.forEach(this::position);
        if (fullText != null) fullText.columns().forEach(this::position);
    }

    public static Builder table(String name) {
        return new Builder(name);
    }

    /** The columns of a query that is used like a table; it has no key. */
    public static TableDefinition ofQuery(String name, List<ColumnDefinition> columns) {
        Builder builder = new Builder(name);
        columns.forEach(builder::column);
        return new TableDefinition(builder);
    }

    public @Nullable String schema() {
        return schema;
    }

    public String name() {
        return name;
    }

    /** The columns in the order in which entities are read and written. */
    public List<ColumnDefinition> columns() {
        return columns;
    }

    /** The names of the key's columns; empty only for views, and for tables found in a database that have none. */
    public List<String> primaryKey() {
        return primaryKey;
    }

    public List<IndexDefinition> indexes() {
        return indexes;
    }

    public List<ForeignKeyDefinition> foreignKeys() {
        return foreignKeys;
    }

    /** The unique constraints that are no indexes of {@link #indexes}. */
    public List<UniqueDefinition> uniques() {
        return uniques;
    }

    /** The conditions that every row must satisfy, beside those of columns. */
    public List<CheckDefinition> checks() {
        return checks;
    }

    /** What the table is for, as the database shows it. */
    public @Nullable String comment() {
        return comment;
    }

    /** Whether the table lives and ends with the connection that made it, and only that sees it. */
    public boolean temporary() {
        return temporary;
    }

    public Storage storage() {
        return storage;
    }

    /** {@code null} for a table. */
    public @Nullable ViewDefinition view() {
        return view;
    }

    /** The texts in which words are searched, or {@code null}. */
    public @Nullable FullTextDefinition fullText() {
        return fullText;
    }

    /** The columns, beside the primary key, that no two rows have the same values in, by whatever constraint or index. */
    public List<List<String>> uniqueKeys() {
        return Stream.concat(
                        indexes.stream().filter(IndexDefinition::isKey).map(IndexDefinition::columns),
                        uniques.stream().map(UniqueDefinition::columns))
                .toList();
    }

    /** @throws IllegalArgumentException if there is no such column */
    public ColumnDefinition column(String columnName) {
        return columns.get(position(columnName));
    }

    /**
     * Where the column stands in {@link #columns()}.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public int position(String columnName) {
        Integer position = positions.get(columnName);
        if (position == null) throw new IllegalArgumentException("table " + name + " has no column " + columnName);
        return position;
    }

    /** The position of the column that the database generates, or -1. */
    public int generatedColumn() {
        return generatedColumn;
    }

    /** The position of the version column, or -1. */
    public int versionColumn() {
        return versionColumn;
    }

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }

    /** Collects a definition; not thread-safe. */
    public static final class Builder {
        private final String name;
        private @Nullable String schema;
        private final List<ColumnDefinition> columns = new ArrayList<>();
        private List<String> primaryKey = List.of();
        private final List<IndexDefinition> indexes = new ArrayList<>();
        private final List<ForeignKeyDefinition> foreignKeys = new ArrayList<>();
        private final List<UniqueDefinition> uniques = new ArrayList<>();
        private final List<CheckDefinition> checks = new ArrayList<>();
        private @Nullable String comment;
        private boolean temporary;
        private Storage storage = Storage.DEFAULT;
        private @Nullable ViewDefinition view;
        private @Nullable FullTextDefinition fullText;

        private Builder(String name) {
            this.name = name;
        }

        public Builder schema(String newSchema) {
            schema = newSchema;
            return this;
        }

        public Builder column(ColumnDefinition column) {
            columns.add(column);
            return this;
        }

        public Builder primaryKey(String... names) {
            primaryKey = List.of(names);
            return this;
        }

        /** A unique index; its name is made of the table's and the columns'. */
        public Builder unique(String... names) {
            return index(IndexNames.of(name, List.of(names)), true, names);
        }

        /** An index; its name is made of the table's and the columns'. */
        public Builder index(String... names) {
            return index(IndexNames.of(name, List.of(names)), false, names);
        }

        public Builder index(String indexName, boolean unique, String... names) {
            IndexDefinition index = IndexDefinition.ofColumns(indexName, List.of(names));
            return index(unique ? index.asUnique() : index);
        }

        public Builder index(IndexDefinition index) {
            indexes.add(index);
            return this;
        }

        /** A unique constraint that is no index of its own. */
        public Builder unique(UniqueDefinition unique) {
            uniques.add(unique);
            return this;
        }

        /** A condition of the table; its name is made of the table's and the condition. */
        public Builder check(String condition) {
            return check(new CheckDefinition(IndexNames.ofCheck(name, condition), condition));
        }

        public Builder check(CheckDefinition check) {
            checks.add(check);
            return this;
        }

        public Builder comment(String newComment) {
            comment = newComment;
            return this;
        }

        /** The table lives with the connection that makes it. */
        public Builder temporary() {
            temporary = true;
            return this;
        }

        public Builder storage(Storage newStorage) {
            storage = newStorage;
            return this;
        }

        /** Makes it a view. */
        public Builder view(ViewDefinition newView) {
            view = newView;
            return this;
        }

        /** The texts in which words are searched. */
        public Builder fullText(FullTextDefinition newFullText) {
            fullText = newFullText;
            return this;
        }

        /** A foreign key of one column. */
        public Builder foreignKey(
                String column,
                String parentTable,
                String parentColumn,
                ReferentialAction onDelete,
                ReferentialAction onUpdate) {
            return foreignKey(new ForeignKeyDefinition(
                    List.of(column), null, parentTable, List.of(parentColumn), onDelete, onUpdate));
        }

        public Builder foreignKey(ForeignKeyDefinition foreignKey) {
            foreignKeys.add(
                    foreignKey.name() != null
                            ? foreignKey
                            : foreignKey.withName(IndexNames.ofForeignKey(name, foreignKey.columns())));
            return this;
        }

        public TableDefinition build() {
            return new TableDefinition(this);
        }
    }
}
