// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.worker;

/** The statements of peers that are given SQL, with {@code ?} for parameters. */
public final class Sql {
    private static final String USER = "select id, username, bio, active, logins from users";

    public static final String FIND = USER + " where id = ?";
    public static final String INSERT = "insert into users (username, bio, active, logins) values (?, ?, ?, ?)";
    public static final String UPDATE = "update users set username = ?, bio = ?, active = ?, logins = ? where id = ?";
    public static final String LIST = USER + " where id > ? order by id limit " + Workload.LIST_SIZE;
    public static final String TWEETS =
            "select t.id, t.content, t.created_at, u.id, u.username, u.bio, u.active, u.logins"
                    + " from tweets t join users u on u.id = t.user_id where t.id > ? order by t.id limit "
                    + Workload.TWEETS_SIZE;
    public static final String AUTHORS = USER + " where id > ? order by id limit " + Workload.AUTHORS_SIZE;
    public static final String POSTS =
            "select id, content, created_at, user_id from tweets where user_id = any(?) order by id";
    public static final String ADD_LOGINS = "update users set logins = logins + ? where id = ?";
    public static final String SET_LOGINS = "update users set logins = ? where id = ?";
    public static final String MEASUREMENTS = "select id, name, amount from measurements order by id";

    private Sql() {}

    /** With {@code $1}, {@code $2}, … as PostgreSQL's own protocol has it. */
    public static String numbered(String sql) {
        StringBuilder numbered = new StringBuilder();
        int parameters = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '?') numbered.append('$').append(++parameters);
            else numbered.append(c);
        }
        return numbered.toString();
    }
}
