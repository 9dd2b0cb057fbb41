// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.netty41;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.kinglet.benchmarks.worker.AuthorRow;
import org.kinglet.benchmarks.worker.UserRecord;

/** A user as Hibernate has it. */
@Entity(name = "User")
@Table(name = "users")
public class HibernateUser implements AuthorRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String username;
    String bio;
    boolean active;
    int logins;

    @OneToMany(mappedBy = "user")
    @OrderBy("id")
    List<HibernateTweet> tweets = new ArrayList<>();

    protected HibernateUser() {}

    /** The same without a key, which makes it a new one. */
    static HibernateUser unsaved(UserRecord record) {
        HibernateUser user = new HibernateUser();
        user.username = record.username();
        user.bio = record.bio();
        user.active = record.active();
        user.logins = record.logins();
        return user;
    }

    static HibernateUser of(UserRecord record) {
        HibernateUser user = unsaved(record);
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
    public String bio() {
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
    public List<HibernateTweet> posts() {
        return tweets;
    }
}
