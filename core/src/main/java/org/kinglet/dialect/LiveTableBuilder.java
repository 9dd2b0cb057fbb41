// SPDX-License-Identifier: Apache-2.0
package org.kinglet.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.schema.LiveCheck;
import org.kinglet.schema.LiveColumn;
import org.kinglet.schema.LiveForeignKey;
import org.kinglet.schema.LiveFullText;
import org.kinglet.schema.LiveIndex;
import org.kinglet.schema.LivePrimaryKey;
import org.kinglet.schema.LiveTable;
import org.kinglet.schema.Storage;

/** Collects what the statements of a {@link Catalog} say of one table. Not thread-safe. */
public final class LiveTableBuilder {
    private final String schema;
    private final String name;
    private final LiveTable.Kind kind;
    private final @Nullable String comment;
    private final @Nullable String definition;
    private final List<LiveColumn> columns = new ArrayList<>();
    private final List<LiveIndex> indexes = new ArrayList<>();
    private final List<LiveForeignKey> foreignKeys = new ArrayList<>();
    private final List<LiveCheck> checks = new ArrayList<>();
    private @Nullable LivePrimaryKey primaryKey;
    private Storage storage = Storage.DEFAULT;
    private @Nullable LiveFullText fullText;

    public LiveTableBuilder(
            String schema, String name, LiveTable.Kind kind, @Nullable String comment, @Nullable String definition) {
        this.schema = schema;
        this.name = name;
        this.kind = kind;
        this.comment = comment == null || comment.isEmpty() ? null : comment;
        this.definition = definition;
    }

    public void column(LiveColumn column) {
        columns.add(column);
    }

    public void primaryKey(LivePrimaryKey key) {
        primaryKey = key;
    }

    public void index(LiveIndex index) {
        indexes.add(index);
    }

    public void foreignKey(LiveForeignKey foreignKey) {
        foreignKeys.add(foreignKey);
    }

    public void check(LiveCheck check) {
        checks.add(check);
    }

    public void storage(Storage kept) {
        storage = kept;
    }

    public void fullText(LiveFullText found) {
        fullText = found;
    }

    public LiveTable build() {
        return new LiveTable(
                schema,
                name,
                kind,
                columns,
                primaryKey,
                indexes,
                foreignKeys,
                checks,
                comment,
                storage,
                definition,
                fullText);
    }
}
