// SPDX-License-Identifier: Apache-2.0
package org.kinglet.testing;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Model;
import org.kinglet.Unique;

@Entity
public class User extends Model<User> {
    @Id
    public long id;

    @Unique
    public String username;

    public final Many<Tweet> tweets = new Many<>();

    public User() {}

    public User(String username) {
        this.username = username;
    }
}
