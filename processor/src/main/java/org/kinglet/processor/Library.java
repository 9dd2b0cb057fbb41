// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

/** The classes that generated code uses. */
final class Library {
    static final ClassName TABLE = ClassName.of("org.kinglet", "Table");
    static final ClassName ENTITY_VIEW = ClassName.of("org.kinglet", "EntityView");
    static final ClassName FOREIGN_KEY = ClassName.of("org.kinglet", "ForeignKey");
    static final ClassName HAS_MANY = ClassName.of("org.kinglet", "HasMany");
    static final ClassName HAS_MANY_THROUGH = ClassName.of("org.kinglet", "HasManyThrough");
    static final ClassName ENTITY = ClassName.of("org.kinglet", "Entity");
    static final ClassName ID = ClassName.of("org.kinglet", "Id");
    static final ClassName INDEX = ClassName.of("org.kinglet", "Index");
    static final ClassName ON_DELETE = ClassName.of("org.kinglet", "OnDelete");
    static final ClassName REF = ClassName.of("org.kinglet", "Ref");
    static final ClassName EMBEDDED_COLUMNS = ClassName.of("org.kinglet", "EmbeddedColumns");
    static final ClassName RESULT_CONTEXT = ClassName.of("org.kinglet", "ResultContext");
    static final ClassName GENERATED = ClassName.of("org.kinglet", "Generated");
    static final ClassName ROW_READER = ClassName.of("org.kinglet.driver", "RowReader");
    static final ClassName TABLE_DEFINITION = ClassName.of("org.kinglet.schema", "TableDefinition");
    static final ClassName COLUMN_DEFINITION = ClassName.of("org.kinglet.schema", "ColumnDefinition");
    static final ClassName FOREIGN_KEY_DEFINITION = ClassName.of("org.kinglet.schema", "ForeignKeyDefinition");
    static final ClassName INDEX_DEFINITION = ClassName.of("org.kinglet.schema", "IndexDefinition");
    static final ClassName FULL_TEXT_DEFINITION = ClassName.of("org.kinglet.schema", "FullTextDefinition");
    static final ClassName FULL_TEXT = ClassName.of("org.kinglet.query", "FullText");
    static final ClassName INDEX_PART = ClassName.of("org.kinglet.schema", "IndexPart");
    static final ClassName UNIQUE_DEFINITION = ClassName.of("org.kinglet.schema", "UniqueDefinition");
    static final ClassName CHECK_DEFINITION = ClassName.of("org.kinglet.schema", "CheckDefinition");
    static final ClassName VIEW_DEFINITION = ClassName.of("org.kinglet.schema", "ViewDefinition");
    static final ClassName COMPUTATION = ClassName.of("org.kinglet.schema", "Computation");
    static final ClassName DEFERRAL = ClassName.of("org.kinglet.schema", "Deferral");
    static final ClassName STORAGE = ClassName.of("org.kinglet.schema", "Storage");
    static final ClassName REFERENTIAL_ACTION = ClassName.of("org.kinglet.schema", "ReferentialAction");
    static final ClassName DATA_TYPE = ClassName.of("org.kinglet.schema", "DataType");
    static final ClassName GENERIC_TYPE = ClassName.of("org.kinglet.schema", "GenericType");
    static final ClassName MICROS = ClassName.of("org.kinglet.schema", "Micros");
    static final ClassName NULLABLE = ClassName.of("org.jspecify.annotations", "Nullable");
    static final ClassName LIST = ClassName.of("java.util", "List");
    static final ClassName OBJECTS = ClassName.of("java.util", "Objects");
    static final ClassName OBJECT = ClassName.of("java.lang", "Object");
    static final ClassName STRING = ClassName.of("java.lang", "String");

    private Library() {}

    /** What a column of the kind is where it is not written. */
    static ClassName expression(Scalar.Kind kind) {
        String name = kind == Scalar.Kind.BOOLEAN ? "Condition" : kind.className.replace("Column", "Expression");
        return ClassName.of("org.kinglet.query", name);
    }

    static ClassName column(Scalar.Kind kind) {
        return ClassName.of("org.kinglet.query", kind.className);
    }
}
