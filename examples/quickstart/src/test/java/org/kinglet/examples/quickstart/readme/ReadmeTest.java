// SPDX-License-Identifier: Apache-2.0
package org.kinglet.examples.quickstart.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.examples.quickstart.readme.Tweets.TWEETS;
import static org.kinglet.examples.quickstart.readme.Users.USERS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.kinglet.Database;

/** The program on the first page is this one, and it works. */
class ReadmeTest {
    @Test
    void itWorks() {
        Database db = Database.open("sqlite::memory:"); // or postgresql://user@host/app, mariadb://…, mysql://…
        db.bind(USERS, TWEETS);
        db.createTables(USERS, TWEETS);

        db.atomic(
                () -> { // a transaction; nested, a savepoint
                    User ada = USERS.create(USERS.username.set("ada")); // plain code: it parks the virtual thread
                    TWEETS.create(TWEETS.user.set(ada), TWEETS.content.set("Hello"));
                });

        CompletableFuture<User> grace =
                USERS.createAsync(USERS.username.set("grace")); // every operation has its Async twin

        for (Tweet tweet : TWEETS.select()
                .where(TWEETS.content.startsWith("H"))
                .orderBy(TWEETS.id)
                .list()) {
            System.out.println(tweet.user.get().username + ": " + tweet.content);
        }

        assertThat(grace.join().id).isEqualTo(2);
        assertThat(USERS.get(USERS.username.eq("ada")).tweets).hasSize(1);
        db.close();
    }

    @Test
    void itIsWhatTheReadmeSays() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        String code = readme.substring(start, readme.indexOf("```", start)).replace("sqlite:app.db", "sqlite::memory:");
        StringBuilder sources = new StringBuilder();
        for (Class<?> source : List.of(User.class, Tweet.class, ReadmeTest.class)) {
            String file = source.getName().replace('.', '/') + ".java";
            sources.append(Files.readString(Path.of("src/test/java", file)));
        }

        String[] paragraphs = code.split("\n\n");
        assertThat(paragraphs).hasSize(6);
        String compiled = packed(sources.toString());
        assertThat(paragraphs).allMatch(paragraph -> compiled.contains(packed(paragraph)));
    }

    /** Without regard to where the formatter breaks lines. */
    private static String packed(String source) {
        return source.replaceAll("\\s+", "");
    }
}
