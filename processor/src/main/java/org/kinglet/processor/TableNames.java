// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import javax.lang.model.element.TypeElement;
import org.kinglet.Entity;
import org.kinglet.schema.Naming;

/**
 * What the table of an entity and its companion are called.
 *
 * @param schema empty for the database's own
 */
record TableNames(String schema, String table, ClassName companion, String constant) {
    /** The names of a class that is annotated with {@link Entity}. */
    static TableNames of(TypeElement entity) {
        Entity annotation = entity.getAnnotation(Entity.class);
        String table = Naming.tableName(entity.getSimpleName().toString(), annotation.value());
        ClassName companion =
                ClassName.of(ClassName.of(entity).packageName(), Naming.companionName(table, annotation.companion()));
        return new TableNames(annotation.schema(), table, companion, Naming.constantName(companion.simpleName()));
    }

    /** The table as users know it. */
    String qualifiedTable() {
        return schema.isEmpty() ? table : schema + "." + table;
    }
}
