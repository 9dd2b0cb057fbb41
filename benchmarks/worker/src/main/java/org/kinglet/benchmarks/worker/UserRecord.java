// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

import java.util.List;
import java.util.stream.LongStream;

/** A user as one writes it down by hand: what peers without entities give, and what all are given. */
public record UserRecord(long id, String username, String bio, boolean active, int logins) implements UserRow {
    /** The user with that id as the tables have it from the beginning. */
    public static UserRecord numbered(long id) {
        return new UserRecord(
                id, "user" + id, id % 2 == 0 ? null : "what there is to say about number " + id, true, (int)
                        (id % 100));
    }

    static List<UserRecord> numbered(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(UserRecord::numbered)
                .toList();
    }

    /** The same user under the key that the database gave it. */
    public UserRecord withId(long key) {
        return new UserRecord(key, username, bio, active, logins);
    }

    UserRecord withLogins(int number) {
        return new UserRecord(id, username, bio, active, number);
    }
}
