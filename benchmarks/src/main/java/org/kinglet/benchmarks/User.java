// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks;

import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Model;

@Entity
public class User extends Model<User> {
    @Id
    public long id;

    public String username;
    public @Nullable String bio;
    public boolean active = true;
    public int logins;
    public final Many<Tweet> tweets = new Many<>();

    public User() {}

    static User numbered(int number) {
        User user = new User();
        user.username = "user" + number;
        user.bio = number % 2 == 0 ? null : "what there is to say about number " + number;
        user.logins = number % 100;
        return user;
    }
}
