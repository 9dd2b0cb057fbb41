// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.util.List;
import java.util.function.Consumer;

/** A peer whose operations wait. They are called by virtual threads. */
public non-sealed interface DirectPeer extends Peer {
    /** Reads one user. */
    default UserRow find(long id) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Inserts that user, committed on its own; the key is the database's and comes back. */
    default UserRow insert(UserRecord user) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Writes all columns of the user with that id, committed on its own; gives the number of rows. */
    default long update(UserRecord user) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Reads the next {@link Workload#LIST_SIZE} users after that id, in the order of ids. */
    default List<? extends UserRow> list(long after) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Reads the next {@link Workload#TWEETS_SIZE} tweets after that id with their users, in the order of ids, by one join. */
    default List<? extends TweetRow> tweets(long after) throws Exception {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads the next {@link Workload#AUTHORS_SIZE} users after that id, in the order of ids, each with all tweets: by two
     * statements, whatever the number of users.
     */
    default List<? extends AuthorRow> authors(long after) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Takes a login from one user and gives it to another in a transaction; gives the number of rows. */
    default long transfer(long from, long to) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Inserts all users in one transaction; they come back with their keys, in order. */
    default List<? extends UserRow> bulkCreate(List<UserRecord> users) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Writes the logins of all these users in one transaction; gives the number of rows. */
    default long bulkUpdate(List<UserRecord> users) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Reads all measurements, a page at a time. */
    default void stream(Consumer<MeasurementRow> consumer) throws Exception {
        throw new UnsupportedOperationException();
    }
}
