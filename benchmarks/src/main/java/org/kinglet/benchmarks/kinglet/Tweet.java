// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.kinglet;

import java.time.Instant;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Model;
import org.kinglet.Ref;
import org.kinglet.benchmarks.worker.TweetRow;

@Entity
public class Tweet extends Model<Tweet> implements TweetRow {
    @Id
    public long id;

    public Ref<User> user;
    public String content;

    @Index
    public Instant createdAt = Instant.now();

    @Override
    public long id() {
        return id;
    }

    @Override
    public User author() {
        return user.get();
    }

    @Override
    public String content() {
        return content;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
