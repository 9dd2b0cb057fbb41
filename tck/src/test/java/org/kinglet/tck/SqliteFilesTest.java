// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.Connection;
import org.kinglet.ConnectionException;
import org.kinglet.Database;
import org.kinglet.KingletException;
import org.kinglet.OperationalException;
import org.kinglet.ProgrammingException;
import org.kinglet.query.RawSql;
import org.kinglet.sqlite.SqliteSettings;
import org.kinglet.tck.model.User;

/** Files that SQLite cannot open, or only read. */
class SqliteFilesTest {
    @TempDir
    Path folder;

    @Test
    void aMissingDirectoryIsNamedAndNotMade() {
        Path file = folder.resolve("missing").resolve("app.db");
        assertThatThrownBy(() -> Database.open("sqlite:" + file))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContainingAll(folder.resolve("missing").toString(), "does not exist");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatThrownBy(() -> Database.open("sqlite:" + folder))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no database at all, but long enough\n".repeat(100));
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Database.open("sqlite:" + file))
                .isInstanceOf(OperationalException.class)
                .hasMessageContainingAll(file.toString(), "not an SQLite database");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whatIsOpenedToReadOnlyRefusesToWriteAndReads() throws IOException {
        Path file = folder.resolve("app.db");
        try (Database writable = Database.open("sqlite:" + file)) {
            writable.createTables(USERS);
            writable.create(new User("huey"));
        }
        byte[] before = Files.readAllBytes(file);
        try (Database readOnly = Database.open("sqlite:" + file + "?mode=ro")) {
            assertThat(readOnly.get(USERS).username).isEqualTo("huey");
            User user = new User("zaizee");
            assertThatThrownBy(() -> readOnly.create(user))
                    .isInstanceOf(OperationalException.class)
                    .hasMessageContaining("read");
            assertThat(user.isPersisted()).isFalse();
            assertThatThrownBy(() -> readOnly.sql("drop table users")).isInstanceOf(OperationalException.class);
            assertThat(readOnly.count(USERS.select())).isEqualTo(1);
            assertThat(readOnly.stats().inUse()).isZero();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqlite:",
                "sqlite://host/app.db",
                "sqlite:app.db?nonsense=1",
                "sqlite:app.db?mode=wrong",
                "sqlite:app.db?x",
                "sqlite:file:%zz.db",
                "sqlite:a\0b.db"
            })
    void aMalformedUrlSaysWhatIsWrongAndMakesNoFile(String url) throws IOException {
        assertThatThrownBy(() -> Database.open(url))
                .isInstanceOfAny(ProgrammingException.class, KingletException.class)
                .hasMessageContaining("sqlite:");
        assertThat(Path.of("app.db")).doesNotExist();
    }

    @Test
    void oddFileNamesWork() {
        for (String name :
                List.of("with blank.db", "ünïcode 漢.db", "percent%20.db", "hash#.db", "semi;colon'quote\".db")) {
            Path file = folder.resolve(name);
            try (Database db = Database.open("sqlite:" + file)) {
                db.createTables(USERS);
                db.create(new User("huey"));
            }
            assertThat(file).isNotEmptyFile();
        }
    }

    @Test
    void aLeadingJdbcIsTakenOffAndTheUrlIsShown() {
        try (Database db = Database.open("jdbc:sqlite::memory:")) {
            assertThat(db.url()).isEqualTo("sqlite::memory:");
            assertThat(db).hasToString("Database[sqlite::memory:]");
        }
    }

    @Test
    void pragmasHoldOnEveryConnection() {
        RawSql pragma = RawSql.of("pragma cache_size");
        try (Database db = Database.builder("sqlite:" + folder.resolve("app.db") + "?synchronous=NORMAL")
                .settings(SqliteSettings.defaults().pragma("cache_size", "-4321"))
                .poolSize(4)
                .open()) {
            assertThat(db.sql("pragma journal_mode").scalar(String.class)).isEqualTo("wal");
            List<Connection> readers =
                    Stream.generate(() -> db.connectAsync().join()).limit(3).toList();
            for (Connection reader : readers) {
                assertThat(reader.execute(pragma.readOnly()).scalar(Integer.class))
                        .isEqualTo(-4321);
                assertThat(reader.execute(RawSql.of("pragma synchronous").readOnly())
                                .scalar(Integer.class))
                        .isEqualTo(1);
            }
            assertThat(db.execute(pragma).scalar(Integer.class))
                    .as("the writer")
                    .isEqualTo(-4321);
            assertThat(db.stats().total()).isEqualTo(4);
            readers.forEach(Connection::close);
        }
    }

    @Test
    void dataOutlivesItsDatabaseObject() {
        String url = "sqlite:" + folder.resolve("app.db");
        for (int i = 0; i < 3; i++) {
            try (Database db = Database.open(url)) {
                db.createTables(USERS);
                db.create(new User("user" + i));
                assertThat(db.count(USERS.select())).isEqualTo(i + 1);
            }
        }
    }
}
