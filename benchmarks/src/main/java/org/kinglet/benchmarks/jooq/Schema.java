// SPDX-License-Identifier: Apache-2.0
package org.kinglet.benchmarks.jooq;

import java.time.OffsetDateTime;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What jOOQ's generator would write. */
final class Schema {
    static final Table<Record> USERS = DSL.table(DSL.name("users"));
    static final Field<Long> USER_ID = DSL.field(DSL.name("users", "id"), SQLDataType.BIGINT);
    static final Field<String> USERNAME = DSL.field(DSL.name("users", "username"), SQLDataType.CLOB);
    static final Field<String> BIO = DSL.field(DSL.name("users", "bio"), SQLDataType.CLOB);
    static final Field<Boolean> ACTIVE = DSL.field(DSL.name("users", "active"), SQLDataType.BOOLEAN);
    static final Field<Integer> LOGINS = DSL.field(DSL.name("users", "logins"), SQLDataType.INTEGER);

    static final Table<Record> TWEETS = DSL.table(DSL.name("tweets"));
    static final Field<Long> TWEET_ID = DSL.field(DSL.name("tweets", "id"), SQLDataType.BIGINT);
    static final Field<Long> TWEET_USER = DSL.field(DSL.name("tweets", "user_id"), SQLDataType.BIGINT);
    static final Field<String> CONTENT = DSL.field(DSL.name("tweets", "content"), SQLDataType.CLOB);
    static final Field<OffsetDateTime> CREATED =
            DSL.field(DSL.name("tweets", "created_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    static final Table<Record> MEASUREMENTS = DSL.table(DSL.name("measurements"));
    static final Field<Long> MEASUREMENT_ID = DSL.field(DSL.name("measurements", "id"), SQLDataType.BIGINT);
    static final Field<String> NAME = DSL.field(DSL.name("measurements", "name"), SQLDataType.CLOB);
    static final Field<Integer> AMOUNT = DSL.field(DSL.name("measurements", "amount"), SQLDataType.INTEGER);

    private Schema() {}
}
