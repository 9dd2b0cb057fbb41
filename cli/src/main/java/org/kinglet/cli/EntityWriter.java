// SPDX-License-Identifier: Apache-2.0
package org.kinglet.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kinglet.dialect.Dialect;
import org.kinglet.schema.LiveTable;

/**
 * Writes entity classes for the tables and views of a database. What an entity cannot say is left to a comment, in the class
 * if it is of a table, else in {@code package-info.java}.
 */
final class EntityWriter {
    private final Entities entities;
    private final String packageName;
    private final @Nullable String schema;

    /**
     * @param packageName may be empty
     * @param schema that the classes name; null if they are of the connection's own
     */
    EntityWriter(Dialect dialect, String packageName, @Nullable String schema, Collection<LiveTable> found) {
        this.entities = new Entities(dialect, found);
        this.packageName = packageName;
        this.schema = schema;
    }

    /** The files, by name. */
    Map<String, String> write() {
        Map<String, String> files = new TreeMap<>();
        for (TableJava table : entities.tables()) {
            files.put(table.className() + ".java", new EntityText(entities, table, packageName, schema).text());
        }
        if (!left().isEmpty() && !packageName.isEmpty()) {
            StringBuilder text = new StringBuilder("/*\n * Not mapped:\n");
            left().forEach(why ->
                    text.append(" * ").append(JavaNames.comment(why)).append('\n'));
            files.put("package-info.java", text + " */\npackage " + packageName + ";\n");
        }
        return files;
    }

    /** Tables that have no class, and why. */
    List<String> left() {
        return entities.left();
    }
}
