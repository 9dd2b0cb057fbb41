// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entities that refer to what was compiled before: parents in a jar, base classes in a jar, their own old companions. */
class SeparateCompilationTest {
    private static final Map<String, String> LIBRARY = Map.of("library.Stored", """
            package library;

            import org.jspecify.annotations.Nullable;
            import org.kinglet.Id;
            import org.kinglet.Model;

            public abstract class Stored<T extends Stored<T>> extends Model<T> {
                @Id public long id;
                public @Nullable String zNote;
                public byte @Nullable [] aHash;
                private java.time.@Nullable Instant since;

                public java.time.@Nullable Instant getSince() {
                    return since;
                }

                public void setSince(java.time.@Nullable Instant since) {
                    this.since = since;
                }
            }
            """, "library.Shelf", """
            package library;

            import org.kinglet.Column;
            import org.kinglet.Entity;
            import org.kinglet.Id;
            import org.kinglet.Ref;

            @Entity("shelves")
            public class Shelf {
                @Id public String room;
                @Id @Column(name = "nr") public int number;
                @Id public long building;
                public Ref<Shelf> above;
            }
            """);

    private static final Map<String, String> PROGRAM = Map.of("app.Book", """
            package app;

            import library.Shelf;
            import library.Stored;
            import org.kinglet.Entity;
            import org.kinglet.Ref;

            @Entity
            public class Book extends Stored<Book> {
                public Ref<Shelf> shelf;
            }
            """);

    @ParameterizedTest
    @EnumSource
    void parentsAndBaseClassesMayBeCompiled(Compilation.Tool tool) {
        Compilation library = Compilation.Setup.of(tool).compile(LIBRARY);
        assertThat(library.complaints()).isEmpty();

        Compilation program =
                Compilation.Setup.of(tool).after(library.classes()).compile(PROGRAM);

        assertThat(program.complaints()).isEmpty();
        assertThat(program.generated().get("app.Books"))
                .contains(
                        "ColumnDefinition.of(\"id\", \"id\", DataType.LONG).asGenerated())",
                        "ColumnDefinition.of(\"z_note\", \"zNote\", DataType.STRING).asNullable())",
                        "ColumnDefinition.of(\"a_hash\", \"aHash\", DataType.BYTES).asNullable())",
                        "ColumnDefinition.of(\"since\", \"since\", DataType.INSTANT).asNullable())")
                .containsSubsequence(
                        "ColumnDefinition.of(\"shelf_room\", \"shelf\", DataType.STRING))",
                        "ColumnDefinition.of(\"shelf_nr\", \"shelf\", DataType.INTEGER))",
                        "ColumnDefinition.of(\"shelf_building\", \"shelf\", DataType.LONG))")
                .contains("new Shelves.Key(row.getString(first + 4), row.getInt(first + 5), row.getLong(first + 6))");
    }

    /** Under javac: ECJ has the fields of compiled classes in the order of their names. */
    @Test
    void theSameIsGeneratedFromSourcesAndFromClasses() {
        Compilation.Tool tool = Compilation.Tool.JAVAC;
        Compilation library = Compilation.Setup.of(tool).compile(LIBRARY);
        Compilation apart = Compilation.Setup.of(tool).after(library.classes()).compile(PROGRAM);
        Map<String, String> all = new TreeMap<>(LIBRARY);
        all.putAll(PROGRAM);

        Compilation together = Compilation.Setup.of(tool).compile(all);

        assertThat(together.complaints()).isEmpty();
        assertThat(together.generated())
                .containsAllEntriesOf(apart.generated())
                .containsAllEntriesOf(library.generated());
    }

    /** Under javac: ECJ lets no processor write what is on the class path. */
    @Test
    void anOldCompanionOnTheClassPathIsReplaced() {
        Compilation.Tool tool = Compilation.Tool.JAVAC;
        Compilation old = Compilation.Setup.of(tool).compile(LIBRARY);

        Compilation again = Compilation.Setup.of(tool).after(old.classes()).compile(LIBRARY);

        assertThat(again.complaints()).isEmpty();
        assertThat(again.generated()).isEqualTo(old.generated());
    }
}
