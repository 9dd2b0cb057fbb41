// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.junit.jupiter.api.Test;

/** Fields that can't be columns as they are. */
class FieldMistakesTest {
    private static final String NO_COLUMN =
            ", which no column can have: store it as JSON with @Json, give it a converter"
                    + " with @Convert, or mark it @Transient if it is no column";

    /** An entity with this field. */
    private static Mistake field(String declaration) {
        return Mistake.in("@Entity class User {\n @Id long id;\n " + declaration + " // here\n}");
    }

    @Test
    void typeWithoutMapping() {
        field("Collection<Thread> names;")
                .says(
                        "User.names is of type Collection<Thread>, which no column can have: store it as JSON with @Json, give"
                                + " it a converter with @Convert, or mark it @Transient if it is no column; a List of plain values"
                                + " is an array on PostgreSQL");
    }

    @Test
    void arrayWithoutMapping() {
        field("int[][] numbers;").says("User.numbers is of type int[][]" + NO_COLUMN);
        field("Thread[] threads;").says("User.threads is of type Thread[]" + NO_COLUMN);
        field("char[] password;").says("User.password is of type char[]" + NO_COLUMN);
    }

    @Test
    void listWithoutMapping() {
        field("List<Thread> threads;").says("User.threads is of type List<Thread>" + NO_COLUMN);
        field("List<List<String>> lists;").says("User.lists is of type List<List<String>>" + NO_COLUMN);
        field("List<? extends Number> numbers;").says("User.numbers is of type List<? extends Number>" + NO_COLUMN);
        field("Set<String> names;")
                .says("User.names is of type Set<String>" + NO_COLUMN
                        + "; a List of plain values is an array on PostgreSQL");
    }

    @Test
    void mapWithoutMapping() {
        field("Map<String, String> attributes;")
                .says("User.attributes is of type Map<String, String>" + NO_COLUMN
                        + "; a Map<String, String> may also be an hstore: @Column(type = \"hstore\")");
        field("@Column(type = \"hstore\") Map<String, Integer> attributes;")
                .says("User.attributes is of type Map<String, Integer>" + NO_COLUMN
                        + "; a Map<String, String> may also be an hstore: @Column(type = \"hstore\")");
    }

    @Test
    void rangeWithoutMapping() {
        String ranges = "; PostgreSQL has ranges of Integer, Long, BigDecimal, LocalDate, LocalDateTime and Instant";
        field("org.kinglet.schema.Range<String> words;")
                .says("User.words is of type Range<String>" + NO_COLUMN + ranges);
        field("org.kinglet.schema.Range<LocalTime> times;")
                .says("User.times is of type Range<LocalTime>" + NO_COLUMN + ranges);
    }

    @Test
    void componentWithoutMapping() {
        Mistake.in("""
                @Entity record User(
                        @Id long id,
                        Thread thread) {} // here
                """).ofRecord().says("User.thread is of type Thread" + NO_COLUMN);
    }

    @Test
    void typeThatTheCompanionCannotSee() {
        field("public Color color; private enum Color { RED }")
                .says(
                        "the companion can't see Color, the type of User.color: make it visible to the package app, or mark the"
                                + " field @Transient if it is no column");
    }

    @Test
    void privateFieldWithoutAccessors() {
        field("private String name;")
                .says(
                        "User.name can't be reached from the package app, where the companion is: write String getName() and"
                                + " void setName(String), not private, or make the field public, or mark it @Transient if it is no"
                                + " column");
    }

    @Test
    void privateFieldWithoutSetter() {
        field("private boolean active; boolean isActive() { return active; }")
                .says("User.active can't be reached from the package app, where the companion is: write void"
                        + " setActive(boolean), not private, or make the field public, or mark it @Transient if it is no"
                        + " column");
    }

    @Test
    void privateFieldWithGetterOfAnotherType() {
        field("private int age; long getAge() { return age; } void setAge(int age) {}")
                .says("User.age can't be reached from the package app, where the companion is: write int getAge(), not"
                        + " private, or make the field public, or mark it @Transient if it is no column");
    }

    @Test
    void privateManyWithoutGetter() {
        Mistake.in("""
                @Entity class Tweet { @Id long id; Ref<User> user; }
                @Entity class User {
                    @Id long id;
                    private final Many<Tweet> tweets = new Many<>(); // here
                }
                """)
                .says("User.tweets can't be reached from the package app, where the companion is: write Many<Tweet>"
                        + " getTweets(), not private, or make the field public");
    }

    @Test
    void finalField() {
        field("final String name = \"\";")
                .says(
                        "User.name is final, so it can't be set when a row is read: remove \"final\", mark it @Transient if it is"
                                + " no column, or make User a record");
    }

    @Test
    void inheritedFieldThatTheCompanionCannotSee() {
        Mistake.in("@Entity class User extends base.Base {} // here")
                .with("base.Base", "package base;\npublic class Base { @org.kinglet.Id protected long id; }")
                .at("Base.java", 2)
                .says(
                        "Base.id can't be reached from the package app, where the companion is: write long getId() and void"
                                + " setId(long), not private, or make the field public, or mark it @Transient if it is no column");
    }

    @Test
    void nullablePrimitive() {
        field("@Nullable int age;")
                .says("User.age is a primitive and can't be null: remove @Nullable, or make it a Integer");
    }

    @Test
    void nullableElements() {
        field("@Nullable Byte[] bytes;").says("User.bytes is of type Byte[]" + NO_COLUMN);
    }

    @Test
    void nullableBytes() {
        field("@Nullable int[] numbers;")
                .says("the elements of User.numbers are @Nullable, not the array: write \"int @Nullable [] numbers\"");
        field("@Nullable byte[] bytes;")
                .says("the elements of User.bytes are @Nullable, not the array: write \"byte @Nullable [] bytes\"");
    }

    @Test
    void nullableOfAnotherLibrary() {
        field("@other.Nullable String name;")
                .with("other.Nullable", "package other; public @interface Nullable {}")
                .says(
                        "User.name is annotated with other.Nullable, which says nothing to Kinglet: a column is nullable if the"
                                + " field has JSpecify's @Nullable; import org.jspecify.annotations.Nullable instead");
    }

    @Test
    void nullableKey() {
        Mistake.in("""
                @Entity class User {
                    @Id @Nullable Long id; // here
                }
                """)
                .says(
                        "User.id is a key, and no part of a key can be NULL: remove @Nullable (a key that the database generates"
                                + " is 0 or null until then, and needs none)");
    }

    @Test
    void arrayAsKey() {
        Mistake.in("""
                @Entity class User {
                    @Id byte[] id; // here
                }
                """)
                .says(
                        "the key User.id is an array, and arrays of equal content are not equal: make it a UUID, or give it a"
                                + " type of its own with @Convert");
    }

    @Test
    void listAsKey() {
        Mistake.in("""
                @Entity class User {
                    @Id List<String> id; // here
                }
                """)
                .says(
                        "the key User.id is an array, and arrays of equal content are not equal: make it a UUID, or give it a"
                                + " type of its own with @Convert");
    }

    @Test
    void sequenceOfAKeyThatIsNotGenerated() {
        Mistake.in("""
                @Entity class User {
                    @Id(sequence = "s") String id; // here
                }
                """)
                .says(
                        "User.id is no key that the database generates, so no sequence is asked for it: remove \"sequence\"");
        Mistake.in("""
                @Entity class User {
                    @Id(sequence = "s", generated = false) long id; // here
                }
                """)
                .says(
                        "User.id is no key that the database generates, so no sequence is asked for it: remove \"sequence\"");
    }

    @Test
    void generatedText() {
        Mistake.in("""
                @Entity class User {
                    @Id(generated = true) String id; // here
                }
                """)
                .says(
                        "User.id can't be generated by the database, which makes single keys of type long or int only: remove"
                                + " \"generated = true\"");
    }

    @Test
    void keyThatIsNoComponent() {
        Mistake.in("""
                @Entity class User {
                    @Id int hashCode; // here
                }
                """).says("no component of a key may be called \"hashCode\": rename the field");
    }

    @Test
    void twoFieldsOfOneColumn() {
        field("String fullName; @Column(name = \"FULL_NAME\") String other;")
                .says(
                        "User.other and User.fullName are both stored in the column \"FULL_NAME\": give one of them another with"
                                + " @Column(name = \"a_name\")");
    }

    @Test
    void blankColumn() {
        field("@Column(name = \"\") String name;")
                .says("the name of the column of User.name is blank: write one, or leave \"name\" out");
    }

    @Test
    void negativeLength() {
        field("@Column(length = -1) String name;")
                .says("the length, precision and scale of the column of User.name can't be negative");
    }

    @Test
    void scaleWithoutPrecision() {
        field("@Column(scale = 2) double price;")
                .says(
                        "the column of User.price has a scale but no precision: write @Column(precision = 12, scale = 2)");
    }

    @Test
    void fieldLikeConstant() {
        field("String USERS;")
                .says("the column of User.USERS would be called like the companion's constant USERS: rename the field");
    }

    @Test
    void fieldLikeClassThatTheCompanionUses() {
        field("String DataType;")
                .says(
                        "the column of User.DataType would hide \"DataType\" which the companion uses as the name of a class or"
                                + " package: rename the field");
    }

    @Test
    void fieldLikeInheritedField() {
        Mistake.in("""
                abstract class Base { String name; }
                @Entity class User extends Base {
                    @Id long id;
                    String name; // here
                }
                """)
                .says(
                        "User.name has the name of a field that User inherits: rename one of them, or mark one @Transient");
    }

    @Test
    void versionOfWrongType() {
        field("@Version String version;")
                .says(
                        "the @Version User.version is of type String, and a version is a number that is counted up: make it an"
                                + " int or a long");
    }

    @Test
    void severalVersions() {
        field("@Version int one; @Version long other;")
                .says("User.other is a second @Version beside User.one: a row has one, remove one of them");
    }

    @Test
    void versionAsKey() {
        Mistake.in("""
                @Entity class User {
                    @Id @Version long id; // here
                }
                """).says("User.id can't be both @Id and @Version, since a key does not change: remove one of them");
    }

    @Test
    void convertedVersion() {
        field("@Version @Convert(C.class) int v; static class C implements Converter<Integer, String> {"
                        + " public String toColumn(Integer i) { return \"\"; }"
                        + " public Integer fromColumn(String s) { return 0; } }")
                .says("the @Version User.v is counted up by the database: remove @Convert");
    }

    @Test
    void indexOfFieldWithNames() {
        field("@Index(\"id\") String name;")
                .says(
                        "the @Index of User.name is over that field and names none: remove the names, or write @Index on the"
                                + " class for an index over several");
    }

    @Test
    void columnOfTransientField() {
        field("@Transient @Column(name = \"n\") String name;")
                .says("User.name is transient and has no column: remove @Column, or what makes it transient");
    }

    @Test
    void referentialActionOfPlainField() {
        field("@OnDelete(CASCADE) long other;")
                .says(
                        "@OnDelete is for references, and User.other is of type long: remove it, or make the field a Ref");
    }

    @Test
    void lazyPlainField() {
        field("@Lazy String other;")
                .says("@Lazy is for references, and User.other is of type String: remove it, or make the field a Ref");
    }

    @Test
    void mappedByWithoutMany() {
        field("@MappedBy(\"user\") String other;")
                .says("@MappedBy says which Ref a Many is the other side of, and User.other is no Many: remove it");
    }
}
