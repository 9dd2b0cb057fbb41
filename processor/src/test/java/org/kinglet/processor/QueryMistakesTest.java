// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that make no sense and do not compile, each beside one that does. */
class QueryMistakesTest {
    private static final String MODELS = """
            package app;
            import java.time.Instant;
            import org.kinglet.Computed;
            import org.kinglet.Entity;
            import org.kinglet.Id;
            import org.kinglet.Many;
            import org.kinglet.Model;
            import org.kinglet.Ref;
            import org.kinglet.View;
            import org.kinglet.schema.Range;
            import java.util.List;
            class Models {
                @Entity static class User extends Model<User> {
                    @Id long id; String name; int logins; boolean active; Instant joined;
                    @Computed("logins * 2") int score; Many<Tweet> tweets = new Many<>();
                    List<String> tags = List.of(); Range<Instant> valid = Range.all(); Range<Long> limits = Range.all();
                }
                @Entity static class Tweet extends Model<Tweet> { @Id long id; Ref<User> user; String content; }
                @Entity @View("select name from users where active") record ActiveName(String name) {}
            }
            """;

    private static List<Diagnostic<?>> errors(String statement) {
        Compilation compilation = Compilation.Setup.of(Compilation.Tool.JAVAC)
                .lenient()
                .compile(Map.of("app.Models", MODELS, "app.Main", """
                        package app;
                        import static app.Users.USERS;
                        import static app.Tweets.TWEETS;
                        import static app.ActiveNames.ACTIVE_NAMES;
                        import static org.kinglet.query.Functions.caseWhen;
                        import static org.kinglet.query.Functions.coalesce;
                        import static org.kinglet.query.Functions.lag;
                        import static org.kinglet.query.Functions.nullIf;
                        import static org.kinglet.query.Functions.rank;
                        import static org.kinglet.query.Functions.sum;
                        import static org.kinglet.query.Functions.window;
                        import org.kinglet.schema.Range;
                        import java.util.List;
                        class Main {
                            Object it = %s;
                        }
                        """.formatted(statement)));
        return new ArrayList<>(compilation.errors());
    }

    /** Separated by bars, since there are commas in Java. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        USERS.update(USERS.name.set('x'))                       | USERS.update(TWEETS.content.set('x'))                     | cannot be applied to given types
        USERS.insert(USERS.name.set('x'))                       | USERS.insert(USERS.name.set('x'), TWEETS.content.set('x')) | cannot be applied to given types
        USERS.create(USERS.name.set('x'))                       | USERS.create(TWEETS.content.set('x'))                     | no suitable method
        USERS.name.eq('1')                                      | USERS.name.eq(1)                                          | no suitable method
        USERS.logins.eq(1)                                      | USERS.logins.eq('1')                                      | no suitable method
        USERS.name.eq(TWEETS.content)                           | USERS.name.eq(USERS.logins)                               | no suitable method
        USERS.name.set('x')                                     | USERS.name.set(1)                                         | no suitable method
        USERS.name.like('x')                                    | USERS.logins.like('x')                                    | cannot find symbol
        USERS.logins.plus(1)                                    | USERS.name.plus(1)                                        | cannot find symbol
        USERS.joined.year()                                     | USERS.name.year()                                         | cannot find symbol
        USERS.select().where(USERS.active)                      | USERS.select().where(USERS.name)                          | cannot be applied to given types
        USERS.select().withRelated(USERS.tweets)                | USERS.select().withRelated(TWEETS.user)                   | no suitable method
        TWEETS.select().withRelated(TWEETS.user)                | TWEETS.update(TWEETS.user)                                | cannot be applied to given types
        TWEETS.user.eqKey(1L)                                   | TWEETS.user.eqKey('1')                                    | no suitable method
        TWEETS.user.eq(new Models.User())                       | TWEETS.user.eq(new Models.Tweet())                        | no suitable method
        USERS.getById(1L)                                       | USERS.getById('1')                                        | cannot be converted to java.lang.Long
        USERS.values(USERS.name).list().get(0).length()         | USERS.values(USERS.logins).list().get(0).length()         | cannot find symbol
        USERS.values(USERS.id).union(TWEETS.values(TWEETS.id))  | USERS.values(USERS.id).union(TWEETS.values(TWEETS.content)) | incompatible bounds
        USERS.select().union(USERS.select())                    | USERS.select().union(TWEETS.select())                     | cannot be converted to org.kinglet.query.Select
        USERS.select().orderBy(USERS.name.desc())               | USERS.select().orderBy('name')                            | cannot be applied to given types
        coalesce(USERS.name, 'x').lower()                       | coalesce(USERS.logins, 1).lower()                         | cannot find symbol
        USERS.limits.contains(5L)                               | USERS.limits.contains('5')                                | no suitable method
        USERS.limits.overlaps(Range.atLeast(5L))                | USERS.limits.overlaps(Range.atLeast('a'))                 | no suitable method
        USERS.limits.isBefore(USERS.limits)                     | USERS.limits.isBefore(USERS.valid)                        | no suitable method
        USERS.valid.contains(USERS.joined)                      | USERS.valid.contains(USERS.logins)                        | no suitable method
        USERS.limits.set(Range.atLeast(5L))                     | USERS.limits.set(5L)                                      | no suitable method
        USERS.tags.set(1, 'x')                                  | USERS.tags.set(1, 2)                                      | cannot be converted to java.lang.String
        USERS.tags.slice(1, 2).contains('x')                    | USERS.tags.slice(1, 2).contains(3)                        | no suitable method
        USERS.select(USERS.name).get().get(USERS.name).length() | USERS.select(USERS.name).get().get(USERS.logins).length() | cannot find symbol
        USERS.select(rank().over(window().orderBy(USERS.name))) | USERS.select(rank())                                      | cannot be applied to given types
        USERS.select().window(window('w'))                      | USERS.select().window(USERS.name)                         | cannot be applied to given types
        sum(USERS.logins).over().plus(1)                        | sum(USERS.name).over()                                    | cannot be applied to given types
        lag(USERS.name).over(window()).lower()                  | lag(USERS.logins).over(window()).lower()                  | cannot find symbol
        USERS.select().where(sum(USERS.logins).over().gt(1))   | USERS.select().where(rank().gt(1L))                       | cannot find symbol
        ACTIVE_NAMES.get(ACTIVE_NAMES.name.eq('x'))             | ACTIVE_NAMES.insert(ACTIVE_NAMES.name.set('x'))           | cannot find symbol
        ACTIVE_NAMES.select().list()                            | ACTIVE_NAMES.delete()                                     | cannot find symbol
        USERS.name.set('x')                                     | ACTIVE_NAMES.update(ACTIVE_NAMES.name.set('x'))           | cannot find symbol
        USERS.score.gt(USERS.logins)                            | USERS.score.set(1)                                        | cannot find symbol
        USERS.insert(USERS.name.set('x')).onConflict(USERS.name).doNothing() | USERS.insert(USERS.name.set('x')).onConflict(TWEETS.content).doNothing() | cannot be applied to given types
        USERS.insertFrom(List.of(USERS.name), TWEETS.select(TWEETS.content)) | USERS.insertFrom(List.of(TWEETS.content), TWEETS.select(TWEETS.content)) | incompatible bounds
        USERS.select().after(new Models.User())                 | USERS.select().after(new Models.Tweet())                  | cannot be converted
        USERS.bulkUpdate(List.of(), List.of(USERS.name))        | USERS.bulkUpdate(List.of(), List.of(TWEETS.content))      | incompatible bounds
        USERS.select(USERS, TWEETS).get().entity(TWEETS).content | USERS.select(USERS, TWEETS).get().entity(TWEETS).name     | cannot find symbol
        caseWhen(USERS.active, 'x').otherwise('y').upper()      | caseWhen(USERS.active, 'x').otherwise(1)                  | no suitable method
        nullIf(USERS.logins, 0).plus(1)                         | nullIf(USERS.logins, 'x')                                 | no suitable method
        """)
    void doNotCompile(String right, String wrong, String error) {
        assertThat(errors(java(right))).isEmpty();
        assertThat(errors(java(wrong)))
                .isNotEmpty()
                .allMatch(
                        found -> found.getMessage(Locale.ROOT)
                                .replaceAll("\\s+", " ")
                                .contains(error),
                        error);
    }

    private static String java(String statement) {
        return statement.replace('\'', '"');
    }

    @Test
    void aSelectIsNoWrite() {
        assertThat(errors("USERS.select().set(USERS.name, \"x\")")).isNotEmpty();
    }
}
