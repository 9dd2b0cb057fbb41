// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Users.USERS;
import static org.kinglet.tck.model.WeIrdUser.WE_IRD_USER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.query.Functions;
import org.kinglet.tck.model.User;
import org.kinglet.tck.model.WeIrdUser;
import org.kinglet.tck.model.Weird;

/** Values and names that would break out of their quotes if they could. */
class HostileValuesTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, WE_IRD_USER};
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table users; --",
                "\"; drop table users; --",
                "` or 1=1 --",
                "\\'; drop table users; --",
                "x' or 'x'='x",
                "?",
                ":name",
                "$1",
                "%s %n {0}",
                "null",
                "\uFEFF\u200B\u202E",
                "🐦👩‍👩‍👧\uDBFF\uDFFD",
                "\r\n\t\u0001\u007f",
                "''",
                "--",
                "/*"
            })
    void aValueIsNeverSql(String name) {
        User user = USERS.create(USERS.username.set(name), USERS.bio.set(name));
        assertThat(USERS.getById(user.id).username).isEqualTo(name);
        assertThat(USERS.get(USERS.username.eq(name), USERS.username.in(List.of(name))).bio)
                .isEqualTo(name);
        assertThat(USERS.count(USERS.username.contains(name))).isEqualTo(1);
        assertThat(USERS.count(USERS.username.startsWith(name), USERS.username.endsWith(name)))
                .isEqualTo(1);
        assertThat(USERS.count(USERS.username.eq(name + "x"))).isZero();
        assertThat(USERS.update(USERS.bio.set(USERS.username.concat(name)))
                        .where(USERS.bio.eq(name))
                        .execute())
                .isEqualTo(1);
        assertThat(USERS.get().bio).isEqualTo(name + name);
        assertThat(db.sql("select username from users where username = ?", name).scalar(String.class))
                .isEqualTo(name);
        assertThat(USERS.createOrGet(new User(name)).created()).isFalse();
        user.username = name + name;
        assertThat(user.save()).isEqualTo(1);
        assertThat(USERS.bulkUpdate(List.of(user), List.of(USERS.username))).isEqualTo(1);
        assertThat(USERS.delete().where(USERS.username.eq(name + name)).execute())
                .isEqualTo(1);
        assertThat(USERS.count()).isZero();
    }

    @Test
    void namesWithQuotesCommentsAndKeywordsWork() {
        Weird parent = new Weird();
        parent.name = "parent";
        parent.select = 1;
        parent.save();
        Weird child = WE_IRD_USER.create(
                WE_IRD_USER.name.set("child"),
                WE_IRD_USER.select.set(2),
                WE_IRD_USER.odd.set("odd"),
                WE_IRD_USER.parent.set(parent));
        assertThat(WE_IRD_USER.getById(child.id).parent.get()).isEqualTo(parent);
        child.odd = null;
        assertThat(child.save()).isEqualTo(1);
        WeIrdUser alias = WE_IRD_USER.as("al\"ias -- ' ;");
        assertThat(WE_IRD_USER
                        .select(WE_IRD_USER.name.as("n\"ame ' --"), alias.name)
                        .join(WE_IRD_USER.parent, alias)
                        .map(row -> row.get("n\"ame ' --") + " < " + row.get(alias.name))
                        .list())
                .containsExactly("child < parent");
        assertThat(WE_IRD_USER
                        .select(WE_IRD_USER.select, Functions.count())
                        .groupBy(WE_IRD_USER.select)
                        .having(Functions.count().gt(0L))
                        .orderBy(WE_IRD_USER.select.desc())
                        .map(row -> row.get(WE_IRD_USER.select))
                        .list())
                .containsExactly(2, 1);
        assertThat(WE_IRD_USER
                        .insert(WE_IRD_USER.name.set("child"), WE_IRD_USER.select.set(7))
                        .onConflict(WE_IRD_USER.name)
                        .update(WE_IRD_USER.select.setExcluded())
                        .returning()
                        .execute())
                .containsExactly(child);
        child.refresh();
        assertThat(child.select).isEqualTo(7);
        child.parent = Ref.none();
        assertThat(child.save()).isEqualTo(1);
        Weird more = new Weird();
        more.name = "more";
        WE_IRD_USER.bulkCreate(List.of(more));
        more.select = 9;
        assertThat(WE_IRD_USER.bulkUpdate(List.of(more), List.of(WE_IRD_USER.select)))
                .isEqualTo(1);
        assertThat(WE_IRD_USER.update(WE_IRD_USER.select.set(0)).all().execute())
                .isEqualTo(3);
        assertThat(more.delete()).isEqualTo(1);
        WE_IRD_USER.truncate();
        WE_IRD_USER.dropTable();
    }

    @Test
    void textOfAHundredThousandCharactersAndMore() {
        String text = "'\"\\%_🐦".repeat(15_000);
        String name = target.isMysqlFamily() ? text.substring(0, 255) : text;
        User user = USERS.create(USERS.username.set(name), USERS.bio.set(text + text));
        assertThat(USERS.get(USERS.username.eq(name)).bio).isEqualTo(text + text);
        assertThat(USERS.count(USERS.bio.contains(text), USERS.bio.endsWith(text), USERS.bio.startsWith(text)))
                .isEqualTo(1);
        user.bio = "short";
        assertThat(user.save()).isEqualTo(1);
        assertThat(USERS.createOrGet(new User(name)).created()).isFalse();
    }
}
