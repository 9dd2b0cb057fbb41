// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.junit.jupiter.api.Test;

/** Definitions of tables and views that no database can have. */
class DefinitionMistakesTest {
    private static Mistake field(String declaration) {
        return Mistake.in("@Entity class User {\n @Id long id; String name;\n " + declaration + " // here\n}");
    }

    private static Mistake table(String annotations) {
        return Mistake.in(annotations + " @Entity class User { @Id long id; String name; } // here");
    }

    private static Mistake view(String body) {
        return Mistake.in("@View(\"select 1 as one\") @Entity class User" + body + " // here");
    }

    @Test
    void indexesOverUnknownFields() {
        table("@Index(value = \"name\", include = \"age\")")
                .says("\"include\" of @Index names \"age\", which is no field with a column; write the names of fields:"
                        + " id, name");
        table("@Index({\"name\", \"age desc\"})")
                .says("@Index names \"age\", which is no field with a column; write the names of fields: id, name");
        table("@Index({\"name\", \"name desc\"})").says("@Index names \"name\" twice: remove one of them");
    }

    @Test
    void fullTextIndexes() {
        table("@FullTextIndex({\"name\", \"age\"})")
                .says(
                        "@FullTextIndex names \"age\", which is no field with a column; write the names of fields: id, name");
        table("@FullTextIndex(\"id\")").says("@FullTextIndex names \"id\", which is no text: leave it out");
        table("@FullTextIndex({})")
                .says("the @FullTextIndex names no field: write @FullTextIndex({\"one\", \"other\"})");
        table("@FullTextIndex(value = \"name\", weights = {1, 2})")
                .says("the @FullTextIndex is wrong: there are 1 columns and 2 weights");
        table("@FullTextIndex(value = \"name\", weights = 0)")
                .says("the @FullTextIndex is wrong: a weight is a positive number, not 0.0");
        table("@FullTextIndex(value = \"name\", language = \"english'\")")
                .says(
                        "the @FullTextIndex is wrong: the name of a configuration has letters, digits and underscores only");
    }

    @Test
    void uniqueConstraints() {
        table("@Unique(\"age\")")
                .says("@Unique names \"age\", which is no field with a column; write the names of fields: id, name");
        table("@Unique").says("the @Unique on the class names no field: write @Unique({\"one\", \"other\"})");
        table("@Unique({\"name\", \"name\"})").says("@Unique names \"name\" twice: remove one of them");
        field("@Unique(\"name\") String other;")
                .says("the @Unique of User.other is of that field and names none: remove the names, or write @Unique on"
                        + " the class for several together");
        table("@Index(\"name\") @Index(value = \"name\", where = \"id > 1\")")
                .says("two indexes are called \"users_name\": rename one of them");
    }

    @Test
    void whatSaysNothing() {
        table("@Index(value = \"name\", nullsNotDistinct = true)")
                .says("an @Index with \"nullsNotDistinct\" is not unique, so that it says nothing: write \"unique ="
                        + " true\", or remove it");
        table("@Check(\" \")").says("the @Check has no condition: write one, or remove it");
        table("@TableOptions(withoutRowid = true)")
                .says("a table without rowid generates no keys, and the @Id of User is generated: write @Id(generated ="
                        + " false), or remove \"withoutRowid\"");
    }

    @Test
    void computedColumns() {
        field("@Computed(\"\") int length;")
                .says("the @Computed User.length has no expression: write one over other columns");
        field("@Computed(\"1\") Ref<User> boss;")
                .says(
                        "the @Computed User.boss is a Ref, and only plain values of the entity itself are computed: remove"
                                + " @Computed");
        field("@Computed(\"1\") @Version int version;")
                .says("User.version is written when the row is, and what is @Computed never is: remove @Computed, or"
                        + " @Version");
        field("@Computed(\"1\") @Column(defaultValue = \"2\") int two;")
                .says("User.two is @Computed, so that there is always a value and never a default: remove"
                        + " \"defaultValue\"");
        field("@References(name = \"x\") String other;")
                .says("@References is for references, and User.other is of type String: remove it, or make the field a"
                        + " Ref");
    }

    @Test
    void views() {
        Mistake.in("@View(\"\") @Entity class User { int one; } // here")
                .says("the @View of User has no query: write @View(\"select …\")");
        view(" extends Model<User> { int one; }")
                .says("the entity User is of a view, and nothing can save its rows: remove \"extends Model<User>\"");
        Mistake.in("@View(\"select 1 as one\") @Index(\"one\") @Entity class User { int one; } // here")
                .says(
                        "the entity User is of a view, which has no @Index of its own: remove it, or write it on the table"
                                + " that the view reads");
        view(" {\n int one; Ref<Other> other; }\n@Entity class Other { @Id long id; }")
                .at("Source.java", 3)
                .says(
                        "User.other is of type Ref<Other>, and the properties of a view are plain values: write the key as"
                                + " one, and join the other table by it");
        view(" {\n @Unique int one; }")
                .at("Source.java", 3)
                .says("User.one is a column of a view, which has no @Unique of its own: remove it");
        Mistake.in("@Entity class Other {\n @Id long id; Ref<User> user; // here\n}\n"
                        + "@View(\"select 1 as one\") @Entity class User { int one; }")
                .says(
                        "Other.user refers to User, which is of a view, and no foreign key can: refer to the table that it"
                                + " reads");
    }
}
