// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.junit.jupiter.api.Test;

/** Properties that can't be JSON documents as they are. */
class JsonMistakesTest {
    /** An entity with this field. */
    private static Mistake field(String declaration) {
        return Mistake.in("@Entity class User {\n @Id long id;\n " + declaration + " // here\n}");
    }

    @Test
    void primitive() {
        field("@Json int age;")
                .says(
                        "User.age is a primitive, and a JSON document may be null: make it a Integer, or remove @Json, since it"
                                + " has a column type of its own");
    }

    @Test
    void withoutTypeArguments() {
        field("@SuppressWarnings(\"rawtypes\") @Json Map settings;")
                .says(
                        "User.settings is of the type Map without its type arguments, which say what its JSON becomes: write"
                                + " them, for instance Map<String, Object>");
        field("@SuppressWarnings(\"rawtypes\") @Json List<Map> settings;")
                .says(
                        "User.settings is of the type List<Map> without its type arguments, which say what its JSON becomes:"
                                + " write them, for instance Map<String, Object>");
    }

    @Test
    void withConverter() {
        field("@Json @Convert(C.class) Duration it; static class C implements Converter<Duration, String> {"
                        + " public String toColumn(Duration d) { return \"\"; }"
                        + " public Duration fromColumn(String s) { return Duration.ZERO; } }")
                .says("User.it can't have both @Json and @Convert, which each say how it is stored: remove one");
    }

    @Test
    void key() {
        Mistake.in("""
                @Entity class User {
                    @Id @Json String id; // here
                }
                """)
                .says("the key User.id would be a JSON document, and no database can have that as a key: remove @Json");
    }

    @Test
    void version() {
        field("@Json @Version Integer version;")
                .says(
                        "the @Version User.version is of type Integer, and a version is a number that is counted up: make it an"
                                + " int or a long");
    }

    @Test
    void reference() {
        field("@Json Ref<User> boss;")
                .says("User.boss is a Ref and is stored as the key that it refers to: remove @Json");
    }

    @Test
    void many() {
        Mistake.in("""
                @Entity class Tweet { @Id long id; Ref<User> user; }
                @Entity class User {
                    @Id long id;
                    @Json Many<Tweet> tweets = new Many<>(); // here
                }
                """).says("User.tweets is a Many, which is the other side of a Ref and has no column: remove @Json");
    }

    @Test
    void transientField() {
        field("@Json @Transient Object cache;")
                .says("User.cache is transient and has no column: remove @Json, or what makes it transient");
    }

    @Test
    void typeThatTheCompanionCannotSee() {
        field("@Json public List<Part> parts; private record Part(int number) {}")
                .says(
                        "the companion can't see Part, the type of User.parts: make it visible to the package app, or mark the"
                                + " field @Transient if it is no column");
    }
}
