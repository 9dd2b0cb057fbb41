// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Users that were read, to whom tweets that were read come by hand. */
public final class Authors {
    /** The user's columns are those of the record, so that both are one object less. */
    private record Author(long id, String username, String bio, boolean active, int logins, List<TweetRecord> posts)
            implements AuthorRow {}

    private final Map<Long, Author> authors = new LinkedHashMap<>();

    public Authors(List<UserRecord> users) {
        for (UserRecord user : users) {
            authors.put(
                    user.id(),
                    new Author(
                            user.id(), user.username(), user.bio(), user.active(), user.logins(), new ArrayList<>()));
        }
    }

    /** The users' keys. */
    public Long[] ids() {
        return authors.keySet().toArray(Long[]::new);
    }

    /** Gives a tweet to its user. */
    public void add(long id, String content, Instant createdAt, long user) {
        Author author = authors.get(user);
        author.posts().add(new TweetRecord(id, author, content, createdAt));
    }

    public List<AuthorRow> list() {
        return List.copyOf(authors.values());
    }
}
