// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.kinglet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Model;
import org.kinglet.benchmarks.worker.AuthorRow;
import org.kinglet.benchmarks.worker.UserRecord;

@Entity
public class User extends Model<User> implements AuthorRow {
    @Id
    public long id;

    public String username;
    public @Nullable String bio;
    public boolean active = true;
    public int logins;
    public final Many<Tweet> tweets = new Many<>();

    public User() {}

    /** The same without a key, which makes it a new one. */
    static User unsaved(UserRecord record) {
        User user = new User();
        user.username = record.username();
        user.bio = record.bio();
        user.active = record.active();
        user.logins = record.logins();
        return user;
    }

    static User of(UserRecord record) {
        User user = unsaved(record);
        user.id = record.id();
        return user;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String username() {
        return username;
    }

    @Override
    public @Nullable String bio() {
        return bio;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public int logins() {
        return logins;
    }

    @Override
    public List<Tweet> posts() {
        return tweets.list();
    }
}
