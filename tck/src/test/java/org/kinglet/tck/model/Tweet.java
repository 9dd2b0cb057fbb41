// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.time.Instant;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Many;
import org.kinglet.Model;
import org.kinglet.Ref;

@Entity
public class Tweet extends Model<Tweet> {
    @Id
    public long id;

    public Ref<User> user;
    public String content;

    @Index
    public Instant createdAt = Instant.now();

    public final Many<Like> likes = new Many<>();

    public Tweet() {}

    public Tweet(User user, String content) {
        this.user = Ref.to(user);
        this.content = content;
    }
}
