// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.junit.jupiter.api.Test;

/** References and their other sides that lead nowhere. */
class RelationMistakesTest {
    private static Mistake user(String field, String tweet) {
        return Mistake.in("@Entity class Tweet { @Id long id; " + tweet + " }\n@Entity class User {\n @Id long id;\n "
                + field + " // here\n}");
    }

    @Test
    void manyWithoutReference() {
        user("Many<Tweet> tweets;", "")
                .says(
                        "Tweet has no field of type Ref<User>, which User.tweets would be the other side of: add \"Ref<User>"
                                + " user\" to Tweet, or remove the Many");
    }

    @Test
    void manyWithSeveralReferences() {
        user("Many<Tweet> tweets;", "Ref<User> author; Ref<User> editor;")
                .says(
                        "Tweet has several fields of type Ref<User> (author, editor): say which one User.tweets is the other side"
                                + " of, for instance @MappedBy(\"author\")");
    }

    @Test
    void manyMappedByNothing() {
        user("@MappedBy(\"writer\") Many<Tweet> tweets;", "Ref<User> author; Ref<User> editor;")
                .says("Tweet has no field \"writer\" of type Ref<User>: @MappedBy must name one of author, editor");
    }

    @Test
    void manyMappedByWithoutAnyReference() {
        user("@MappedBy(\"writer\") Many<Tweet> tweets;", "")
                .says("Tweet has no field \"writer\" of type Ref<User>: add one, since User.tweets is its other side");
    }

    @Test
    void manyOfNoEntity() {
        user("Many<String> tweets;", "")
                .says(
                        "User.tweets is a Many<String>, and the type argument of Many must be a class or record with @Entity");
    }

    @Test
    void rawMany() {
        user("Many tweets;", "").says("User.tweets doesn't say of what: write \"Many<SomeEntity> tweets\"");
    }

    @Test
    void manyInRecord() {
        Mistake.in("""
                @Entity class Tweet { @Id long id; Ref<User> user; }
                @Entity record User(
                        @Id long id,
                        Many<Tweet> tweets) {} // here
                """)
                .ofRecord()
                .says(
                        "User.tweets is a Many, which a record can't have since it is no part of the row's data: make User a"
                                + " class, or query the other table");
    }

    @Test
    void manyAsKey() {
        user("@Id Many<Tweet> tweets;", "Ref<User> user;")
                .says("User.tweets is a Many, which is the other side of a Ref and has no column: remove @Id");
    }

    @Test
    void manyWithColumn() {
        user("@Column(name = \"t\") Many<Tweet> tweets;", "Ref<User> user;")
                .says("User.tweets is a Many, which is the other side of a Ref and has no column: remove @Column");
    }

    @Test
    void referenceToNoEntity() {
        user("Ref<String> tweet;", "")
                .says(
                        "User.tweet is a Ref<String>, and the type argument of Ref must be a class or record with @Entity");
    }

    @Test
    void referenceToWildcard() {
        user("Ref<? extends Tweet> tweet;", "")
                .says(
                        "User.tweet is a Ref<? extends Tweet>, and the type argument of Ref must be a class or record with"
                                + " @Entity");
    }

    @Test
    void rawReference() {
        user("Ref tweet;", "").says("User.tweet doesn't say of what: write \"Ref<SomeEntity> tweet\"");
    }

    @Test
    void convertedReference() {
        user(
                        "@Convert(C.class) Ref<Tweet> tweet; static class C implements Converter<Ref<Tweet>, String> {"
                                + " public String toColumn(Ref<Tweet> r) { return \"\"; }"
                                + " public Ref<Tweet> fromColumn(String s) { return null; } }",
                        "")
                .says("User.tweet is a Ref and is stored as the key that it refers to: remove @Convert");
    }

    @Test
    void setNullWhereThereIsNoNull() {
        user("@OnDelete(SET_NULL) Ref<Tweet> tweet;", "")
                .says(
                        "@OnDelete(SET_NULL) needs a column that can be NULL, and User.tweet is not @Nullable: write \"@Nullable"
                                + " Ref<Tweet>\", or choose another action");
    }

    @Test
    void setDefaultWithoutDefault() {
        user("@OnUpdate(SET_DEFAULT) Ref<Tweet> tweet;", "")
                .says(
                        "@OnUpdate(SET_DEFAULT) needs a default, and User.tweet has none: write @Column(defaultValue = …), or"
                                + " choose another action");
    }

    @Test
    void oneNameForSeveralColumns() {
        user("@Column(name = \"tweet\") Ref<Tweet> tweet;", "@Id int part;")
                .says(
                        "User.tweet refers to a key of 2 columns, which can't all have one name: remove \"name\" from @Column");
    }

    @Test
    void keyOfItself() {
        Mistake.in("""
                @Entity class User {
                    @Id Ref<User> user; // here
                }
                """)
                .says(
                        "the key User.user is the key of User, which is made of this one: one of them needs an @Id that is no"
                                + " Ref");
    }
}
