// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Database;
import org.kinglet.Entity;
import org.kinglet.EntitySource;
import org.kinglet.Table;
import org.kinglet.cli.Main;
import org.kinglet.dialect.SchemaRenderer;
import org.kinglet.processor.EntityProcessor;
import org.kinglet.schema.Difference;
import org.kinglet.schema.TableDefinition;
import org.kinglet.tck.model.Relic;
import org.kinglet.tck.model.User;
import org.kinglet.testkit.Sources;

/**
 * Tables are made of entities, {@code kinglet inspect} writes entities of the tables, and these are compiled: they say all
 * that the database has, so that it does not differ from them; and tables made of them are the same again.
 */
class InspectTest extends DatabaseTest {
    private String url = "";

    @TempDir
    Path folder;

    @Override
    Database open() {
        url = target.newUrl();
        return Database.open(url);
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[0];
    }

    /** Another connection does not see what is in memory. */
    private boolean isApart() {
        return target == TestDatabase.SQLITE_MEMORY;
    }

    @Test
    void allModelsComeBack() throws Exception {
        if (isApart()) return;
        if (target == TestDatabase.POSTGRESQL) {
            db.sql("create extension if not exists hstore");
            db.sql("create type mood as enum ('SAD', 'OK')");
        }
        List<EntitySource<?>> models = new ArrayList<>();
        for (EntitySource<?> table : entities(
                getClass().getClassLoader(),
                Path.of(User.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                "org.kinglet.tck.model.")) {
            if (isPossible(table)) models.add(table);
        }
        assertThat(models).hasSizeGreaterThan(40);
        EntitySource<?>[] all = models.toArray(EntitySource<?>[]::new);
        db.createTables(all);
        assertThat(db.schema().diff(all).differences().stream()
                        .map(Difference::description)
                        .toList())
                .isEmpty();
        isWhatIsWritten();
    }

    /** Whether the database has such tables; those in schemas of their own are looked at elsewhere. */
    private boolean isPossible(EntitySource<?> table) {
        TableDefinition definition = table.definition();
        if (definition.temporary() || definition.schema() != null || definition.fullText() != null) return false;
        if (table.entityClass() == Relic.class) return target.isMysqlFamily();
        try {
            return !new SchemaRenderer(db.dialect()).create(definition).isEmpty();
        } catch (UnsupportedOperationException refused) {
            return false;
        }
    }

    @Test
    void hostileNamesMakeClassesThatCompile() throws Exception {
        if (isApart()) return;
        List<String> names = new ArrayList<>(List.of(
                "class",
                "2fa",
                "a table",
                "it's \"quoted\" */ \\u0041",
                "user_x",
                "user-x",
                "Überschuß",
                "表",
                "_",
                "list",
                "string",
                "object",
                "column",
                "entity",
                "kinglet",
                "Table",
                "uuid",
                "--",
                "users",
                "user",
                "system"));
        if (target.isServer()) names.add("USERX");
        for (String name : names) {
            sql("create table " + quoted(name) + " (" + quoted("class") + " integer primary key, " + quoted("2nd")
                    + " integer, " + quoted("a b") + " integer, " + quoted("a_b") + " integer, " + quoted("a-b")
                    + " integer, " + quoted("org") + " integer, " + quoted("Überschuß") + " integer, " + quoted("表")
                    + " integer, " + quoted("\"*/`\\u000a'") + " integer, " + quoted("get_class") + " integer, "
                    + quoted("users") + " integer, " + quoted("__") + " integer, " + quoted("ABC") + " integer, "
                    + quoted("list") + " integer, " + quoted("string") + " integer)");
        }
        sql("create table " + quoted("the child") + " (id integer primary key, " + quoted("the parent") + " integer, "
                + quoted("new_id") + " integer, foreign key (" + quoted("the parent") + ") references " + quoted("2fa")
                + " ("
                + quoted("class") + "), foreign key (new_id) references " + quoted("表") + " (" + quoted("class")
                + "))");
        sql("create index of_parents on " + quoted("the child") + " (" + quoted("the parent") + ")");
        sql("create index of_others on " + quoted("the child") + " (new_id)");
        sql("create view " + quoted("3 views") + " as select " + quoted("class") + ", " + quoted("2nd") + " as "
                + quoted("hash_code") + " from " + quoted("2fa"));
        isWhatIsWritten();
    }

    private void sql(String sql) {
        db.execute(org.kinglet.query.RawSql.of(new org.kinglet.query.Sql(sql, new Object[0])));
    }

    private String quoted(String name) {
        char quote = target.isMysqlFamily() ? '`' : '"';
        return quote + name.replace(String.valueOf(quote), String.valueOf(quote) + quote) + quote;
    }

    /** Inspects, compiles, and compares what is there with what was written; then with what that makes elsewhere. */
    private void isWhatIsWritten() throws Exception {
        Path sources = folder.resolve("src");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                Map.of("KINGLET_URL", url),
                "inspect",
                "-p",
                "org.example.written",
                "-o",
                sources.toString());
        assertThat(code).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
        Path classes = folder.resolve("classes");
        Sources.compile(sources, classes, new EntityProcessor());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            EntitySource<?>[] written =
                    entities(loader, classes, "org.example.written.").toArray(EntitySource<?>[]::new);
            assertThat(written)
                    .hasSize(db.schema().tables().size() + db.schema().views().size());
            assertThat(differences(db, written)).isEmpty();
            db.bind(written);
            for (EntitySource<?> table : written)
                assertThat(table.select().list()).isEmpty();
            if (target.isServer()) return;
            try (Database other = Database.open(target.newUrl())) {
                other.createTables(written);
                assertThat(differences(other, written)).isEmpty();
            }
        }
    }

    private static List<String> differences(Database in, EntitySource<?>[] tables) {
        return in.schema().diff(tables).withExtraTables().differences().stream()
                .map(Difference::description)
                .toList();
    }

    /** Of a package, found among compiled classes. */
    private static List<EntitySource<?>> entities(ClassLoader loader, Path classes, String packageName)
            throws IOException, ClassNotFoundException, URISyntaxException {
        List<EntitySource<?>> tables = new ArrayList<>();
        for (Path file : Sources.files(classes.resolve(packageName.replace('.', '/')))) {
            String name = file.getFileName().toString();
            if (!name.endsWith(".class") || !file.getParent().equals(classes.resolve(packageName.replace('.', '/')))) {
                continue;
            }
            Class<?> type = Class.forName(packageName + name.substring(0, name.length() - 6), false, loader);
            Entity entity = type.getAnnotation(Entity.class);
            if (entity != null) tables.add(EntitySource.of(type));
        }
        return tables;
    }
}
