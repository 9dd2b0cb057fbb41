// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.kinglet;

import java.time.Instant;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
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
}
