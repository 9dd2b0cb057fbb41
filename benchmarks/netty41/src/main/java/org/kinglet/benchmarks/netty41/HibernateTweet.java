// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.kinglet.benchmarks.worker.TweetRow;
import org.kinglet.benchmarks.worker.UserRow;

/** A tweet as Hibernate has it. */
@Entity(name = "Tweet")
@Table(name = "tweets")
public class HibernateTweet implements TweetRow {
    @Id
    Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "user_id")
    HibernateUser user;

    String content;

    @Column(name = "created_at")
    Instant createdAt;

    protected HibernateTweet() {}

    @Override
    public long id() {
        return id;
    }

    @Override
    public UserRow author() {
        return user;
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
