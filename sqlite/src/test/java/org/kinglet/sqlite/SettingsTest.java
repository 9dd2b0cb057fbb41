// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path directory;

    /** Joins what it is given. */
    private static final class Join implements AggregateFunction {
        private final List<String> parts = new ArrayList<>();

        @Override
        public void step(@Nullable Object[] arguments) {
            parts.add(String.valueOf(arguments[0]));
        }

        @Override
        public String result() {
            return String.join("+", parts);
        }
    }

    @Test
    void functionsGetAndGiveEveryType() {
        SqliteSettings settings = SqliteSettings.defaults()
                .function("identity", arguments -> arguments[0])
                .deterministicFunction(
                        "kind",
                        arguments -> arguments[0] == null
                                ? "null"
                                : arguments[0].getClass().getSimpleName())
                .function("arity", arguments -> arguments.length)
                .function("yes", arguments -> true);
        try (TestPool db = TestPool.open("sqlite:" + directory.resolve("test.db"), 3, settings)) {
            for (Object value : new Object[] {1L, 1.5, "text", "a\0b"}) {
                assertThat(db.one("select identity(?)", value)).isEqualTo(value);
            }
            assertThat((byte[]) db.one("select identity(?)", new byte[] {1, 2})).containsExactly(1, 2);
            assertThat(db.list("select identity(null)")).containsExactly((Object) null);
            assertThat(db.one("select kind(1) || kind(1.5) || kind('x') || kind(x'00') || kind(null)"))
                    .isEqualTo("LongDoubleStringbyte[]null");
            assertThat(db.one("select arity(1, 2, 3) || arity()")).isEqualTo("30");
            assertThat(db.one("select yes()")).isEqualTo(1L);
            db.run("create table t (a text)");
            db.run("create index i on t (kind(a))");
        }
    }

    @Test
    void aggregatesHaveAStatePerGroup() {
        try (TestPool db =
                TestPool.open("sqlite::memory:", 1, SqliteSettings.defaults().aggregate("join_all", Join::new))) {
            db.run("create table t (g integer, v text)");
            db.run("insert into t values (1, 'a'), (2, 'x'), (1, 'b'), (2, 'y'), (1, 'c')");
            assertThat(db.list("select join_all(v) from t group by g order by g"))
                    .containsExactly("a+b+c", "x+y");
            assertThat(db.list("select join_all(v) from t where g = 1")).containsExactly("a+b+c");
            assertThat(db.list("select join_all(v) from t where g = 9")).containsExactly("");
            assertThat(db.list("select join_all(v) from t group by g order by g"))
                    .containsExactly("a+b+c", "x+y");
        }
    }

    @Test
    void collationsOrder() {
        SqliteSettings settings =
                SqliteSettings.defaults().collation("by length", Comparator.comparingInt(String::length));
        try (TestPool db = TestPool.open("sqlite:" + directory.resolve("test.db"), 2, settings)) {
            db.run("create table t (v text)");
            db.run("insert into t values ('ccc'), ('a'), ('bb')");
            assertThat(db.list("select v from t order by v collate \"by length\""))
                    .containsExactly("a", "bb", "ccc");
        }
    }

    @Test
    void databasesAreAttachedToEveryConnection() {
        Path archive = directory.resolve("it's archive.db");
        SqliteSettings settings = SqliteSettings.defaults().attach("the \"archive\"", archive.toString());
        try (TestPool db = TestPool.open("sqlite:" + directory.resolve("test.db"), 3, settings)) {
            db.run("create table \"the \"\"archive\"\"\".t (id integer)");
            db.run("insert into \"the \"\"archive\"\"\".t values (1)");
            assertThat(db.list("select id from \"the \"\"archive\"\"\".t")).containsExactly(1L);
            assertThat(archive).exists();
        }
    }

    @Test
    void areImmutableAndRefuseNonsense() {
        SqliteSettings defaults = SqliteSettings.defaults();
        SqliteSettings more =
                defaults.pragma("cache_size", "1").attach("a", "a.db").collation("c", Comparator.naturalOrder());
        assertThat(defaults.pragmas()).isEmpty();
        assertThat(more.pragmas()).containsEntry("cache_size", "1");
        assertThat(defaults.driverName()).isEqualTo("SQLite");
        assertThatThrownBy(() -> defaults.function("", arguments -> null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.attach("main", "a.db")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.attach("a", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
