// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.custom;
import static org.kinglet.tck.model.Users.USERS;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;
import org.kinglet.DatabaseException;
import org.kinglet.QueryListener.StatementEvent;
import org.kinglet.Table;
import org.kinglet.tck.model.User;

/** Who is told of statements, and what is never told. */
class ListenersTest extends DatabaseTest {
    private final SentStatements sent = new SentStatements();

    @Override
    Database open() {
        return target.builder().listener(sent).open();
    }

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS};
    }

    @Test
    void eachStatementIsToldWithItsParametersAndItsTime() {
        USERS.create(USERS.username.set("huey"));
        sent.clear();
        USERS.find(USERS.username.eq("huey"));
        StatementEvent event = sent.only();
        assertThat(event.sql()).startsWith("select ");
        assertThat(event.parameters()).containsExactly("huey");
        assertThat(event.failure()).isNull();
        assertThat(event.duration()).isPositive();
        assertThat(event.toString()).doesNotContain("huey").contains("select");
        assertThatThrownBy(() -> event.parameters().set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aFailureIsToldToo() {
        sent.clear();
        assertThatThrownBy(() -> db.sql("select nothing from nowhere")).isNotNull();
        assertThat(sent.only().failure()).isNotNull();
    }

    @Test
    void streamsAndPublishersAreToldToo() {
        USERS.bulkCreate(List.of(new User("a"), new User("b"), new User("c")));
        sent.clear();
        try (Stream<User> users = USERS.select().stream(2)) {
            assertThat(users).hasSize(3);
        }
        assertThat(sent.sql()).isNotEmpty().allMatch(sql -> sql.contains("users"));
        sent.clear();
        assertThatThrownBy(() -> {
                    try (Stream<User> users =
                            USERS
                                    .select()
                                    .where(custom("nothing(?)", Boolean.class, USERS.id)
                                            .eq(true))
                                    .stream(2)) {
                        users.forEach(user -> {});
                    }
                })
                .isInstanceOf(DatabaseException.class);
        assertThat(sent.events()).last().extracting(StatementEvent::failure).isNotNull();
    }

    @Test
    void onlyWhatTheProgramAskedForIsTold() {
        sent.clear();
        long before = db.stats().statements();
        db.atomic(() -> {
            User user = USERS.create(USERS.username.set("huey"));
            db.atomic(() -> USERS.setById(user.id, USERS.bio.set("x")));
        });
        int statements = target == TestDatabase.MYSQL ? 3 : 2; // it reads what it has no returning for
        assertThat(sent.sql()).hasSize(statements);
        assertThat(db.stats().statements() - before).isEqualTo(statements);
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        List<StatementEvent> events = new ArrayList<>();
        Logger logger = Logger.getLogger("org.kinglet.sql");
        logger.setLevel(Level.OFF);
        try (Database broken = target.builder()
                .listener(event -> {
                    throw new IllegalStateException("a broken listener");
                })
                .listener(events::add)
                .open()) {
            assertThat(broken.sql("select 1").scalar(Integer.class)).isEqualTo(1);
            assertThat(events).hasSize(1);
            assertThat(broken.stats().inUse()).isZero();
        } finally {
            logger.setLevel(null);
        }
    }

    @Test
    void theLogShowsStatementsWithoutValues() {
        assertThat(logged(db)).anyMatch(line -> line.contains("select")).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void theLogShowsValuesWhenItIsAskedTo() {
        try (Database talkative = target.builder().logParameters(true).open()) {
            talkative.createTables(USERS);
            assertThat(logged(talkative)).anyMatch(line -> line.contains("hunter2"));
        }
    }

    private static List<String> logged(Database database) {
        Logger logger = Logger.getLogger("org.kinglet.sql");
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public synchronized void publish(LogRecord message) {
                lines.add(new SimpleFormatter().formatMessage(message));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.FINE);
        try {
            database.count(USERS.select().where(USERS.username.eq("hunter2")));
        } finally {
            logger.setLevel(null);
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
        return lines;
    }
}
