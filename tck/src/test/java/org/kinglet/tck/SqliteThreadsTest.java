// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Users.USERS;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinglet.Database;
import org.kinglet.DatabaseException;
import org.kinglet.LockTimeoutException;
import org.kinglet.Transaction;
import org.kinglet.TransactionOptions;
import org.kinglet.sqlite.SqliteSettings;
import org.kinglet.tck.model.User;

/** What only a database in the same process, or in a file that others write to, can do to a program. */
class SqliteThreadsTest {
    @TempDir
    Path folder;

    /** Here a second pool on the same file, which knows nothing of the first one's queue. */
    @Test
    void aLockHeldByAnotherProcessIsWaitedFor() {
        String url = "sqlite:" + folder.resolve("test.db");
        SqliteSettings impatient = SqliteSettings.defaults().pragma("busy_timeout", "1");
        try (Database db = Database.open(url);
                Database other = Database.builder(url).settings(impatient).open()) {
            db.createTables(USERS);
            Transaction holder = db.begin();
            holder.create(new User("holder"));
            User user = new User("b");
            assertThatThrownBy(() -> other.atomic(() -> other.create(user))).isInstanceOf(LockTimeoutException.class);
            assertThat(user.isPersisted()).isFalse();
            AtomicInteger attempts = new AtomicInteger();
            other.atomic(TransactionOptions.defaults().retries(1000), () -> {
                if (attempts.incrementAndGet() == 3) holder.commit();
                other.create(user);
            });
            assertThat(other.stats().inUse()).isZero();
            assertThat(attempts).hasValueGreaterThanOrEqualTo(3);
            assertThat(db.list(USERS.select().orderBy(USERS.id.asc())))
                    .extracting(stored -> stored.username)
                    .containsExactly("holder", "b");
        }
    }

    /** The thread of a connection must never wait for the database: it would wait for itself. */
    @Test
    void aFunctionThatWaitsForTheDatabaseIsRefusedAtOnce() {
        Database[] self = new Database[1];
        SqliteSettings settings = SqliteSettings.defaults()
                .function("call_back", arguments -> self[0].sql("select 1").size());
        try (Database db =
                Database.builder("sqlite::memory:").settings(settings).open()) {
            self[0] = db;
            assertThatThrownBy(() -> db.sql("select call_back()"))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Async");
        }
    }
}
