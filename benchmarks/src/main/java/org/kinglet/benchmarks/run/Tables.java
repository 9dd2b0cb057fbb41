// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.kinglet.benchmarks.worker.Workload;

/**
 * Fills tables by SQL that all three databases understand, if {@code ||} concatenates. What is in them,
 * {@link org.kinglet.benchmarks.worker.UserRecord#numbered} says too.
 */
final class Tables {
    private Tables() {}

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** @param yes the database's word for true */
    static String users(String yes) {
        return "insert into users_seed " + numbers(Workload.USERS)
                + " select id, 'user' || id, case when id % 2 = 0 then null else"
                + " 'what there is to say about number ' || id end, " + yes + ", id % 100 from numbers";
    }

    /** @param time some time as the database writes it */
    static String tweets(String time) {
        return "insert into tweets " + numbers(Workload.ALL_TWEETS) + " select id, 1 + (id * 7919) % " + Workload.USERS
                + ", 'what they thought when they wrote number ' || id, " + time + " from numbers";
    }

    static String measurements() {
        return "insert into measurements " + numbers(Workload.MEASUREMENTS)
                + " select id, 'measurement ' || id, id % 1000 from numbers";
    }

    private static String numbers(int count) {
        return "with recursive numbers (id) as (select 1 union all select id + 1 from numbers where id < " + count
                + ")";
    }
}
