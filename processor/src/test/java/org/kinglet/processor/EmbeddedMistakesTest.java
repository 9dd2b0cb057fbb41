// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.junit.jupiter.api.Test;

/** What can't be embedded, and what can't be in it. */
class EmbeddedMistakesTest {
    private static final String OTHERS = """

            record Address(String street, String city) {}
            @Entity class Country extends Model<Country> { @Id long id; }
            abstract class Shape { int sides; }
            class NoDefault { int x; NoDefault(int x) {} }
            class Hidden { int x; private Hidden() {} }
            class Throwing { int x; Throwing() throws java.io.IOException {} }
            class Empty { static int x; transient int y; }
            class Node { String name; @Embedded Node next; }
            class Span<T> { T since; }
            enum Color { RED }
            """;

    /** An entity with this field. */
    private static Mistake field(String declaration) {
        return Mistake.in(
                "@Entity class User {\n @Id long id;\n " + declaration + " // here\n class Inner {}\n}" + OTHERS);
    }

    /** An entity that embeds a class with this field. */
    private static Mistake part(String declaration) {
        return Mistake.in("@Entity class User {\n @Id long id;\n @Embedded Part part; }\n class Part { int number;\n"
                + declaration + " // here\n}" + OTHERS);
    }

    @Test
    void whatIsAColumnOfItsOwn() {
        String end = ", which has no properties to be stored one by one: remove @Embedded";
        field("@Embedded String name;").says("User.name is @Embedded and of type String" + end);
        field("@Embedded int age;").says("User.age is @Embedded and of type int" + end);
        field("@Embedded Color color;").says("User.color is @Embedded and of type Color" + end);
        field("@Embedded List<Address> all;").says("User.all is @Embedded and of type List<Address>" + end);
        field("@Embedded Address[] all;").says("User.all is @Embedded and of type Address[]" + end);
        field("@Embedded Runnable task;").says("User.task is @Embedded and of type Runnable" + end);
    }

    @Test
    void entities() {
        field("@Embedded Country country;")
                .says(
                        "User.country is @Embedded, and the rows of the entity Country are in a table of their own: refer to"
                                + " one by \"Ref<Country> country\"");
    }

    @Test
    void whatCannotBeMade() {
        field("@Embedded Shape shape;")
                .says(
                        "User.shape is @Embedded, and Shape is abstract, so it can't be made of a row: make it a class that"
                                + " is not, or a record");
        field("@Embedded NoDefault none;")
                .says("User.none is @Embedded, and NoDefault has no constructor without arguments, which reading a row"
                        + " needs: add \"NoDefault() {}\", or make it a record");
        field("@Embedded Hidden hidden;")
                .says(
                        "User.hidden is @Embedded, and the companion can't call the constructor without arguments of Hidden:"
                                + " make it visible to the package app");
        field("@Embedded Throwing throwing;")
                .says("User.throwing is @Embedded, and the constructor without arguments of Throwing throws a checked"
                        + " exception, which reading a row can't handle: throw an unchecked one");
        field("@Embedded Inner inner;")
                .says(
                        "User.inner is @Embedded, and Inner is an inner class, which can't be made without an outer instance:"
                                + " make it static");
        field("@Embedded Span span;")
                .says("User.span is @Embedded, and Span has no type arguments, which say what its properties are: write"
                        + " them");
    }

    @Test
    void whatTheCompanionCannotSee() {
        field("@Embedded Secret secret; private static class Secret { int x; }")
                .says("the companion can't see Secret, the type of User.secret: make it visible to the package app");
    }

    @Test
    void nothingToStore() {
        field("@Embedded Empty empty;")
                .says(
                        "User.empty is @Embedded, and Empty has nothing that could be stored: give it a property, or remove"
                                + " the field");
    }

    @Test
    void itself() {
        Mistake.in(
                        "@Entity class User { @Id long id; @Embedded Node node; }\nclass Node { String name;\n @Embedded Node"
                                + " next; // here\n}")
                .says(
                        "Node.next embeds Node in itself, which has no end: make it a Ref to an entity, or store it as JSON"
                                + " with @Json");
    }

    @Test
    void annotationsOfSingleColumns() {
        for (String annotation : new String[] {"Column", "Json", "Lazy", "Version"}) {
            field("@Embedded @" + annotation + " Address address;")
                    .says("User.address is @Embedded and stored in columns of its own properties, to which @"
                            + annotation + " does not apply: remove it, or write it on a property of Address");
        }
    }

    @Test
    void twoPropertiesInOneColumn() {
        field("@Embedded(prefix = \"\") Address a; @Embedded(prefix = \"\") Address b;")
                .says("User.b and User.a are both stored in the column \"street\": give one of them another with"
                        + " @Embedded(prefix = \"a_prefix_\")");
        field("String homeCity; @Embedded Address home;")
                .says(
                        "User.home and User.homeCity are both stored in the column \"home_city\": give one of them another"
                                + " with @Embedded(prefix = \"a_prefix_\")");
    }

    @Test
    void keysAndVersionsInside() {
        part("@Id long id;")
                .says("Part.id is in something embedded and can't be a key: remove @Id here, and mark a field of the"
                        + " entity itself");
        part("@Version long version;")
                .says("Part.version is in something embedded and can't be the version of the row: remove @Version here,"
                        + " and mark a field of the entity itself");
    }

    @Test
    void collectionsInside() {
        part("final Many<Country> countries = new Many<>();")
                .says(
                        "Part.countries is a Many, and rows refer to the entity, not to what is embedded in it: move it to"
                                + " the entity");
    }

    @Test
    void fieldsInsideThatAreNoColumns() {
        part("Thread thread;")
                .says("Part.thread is of type Thread, which no column can have: store it as JSON with @Json, give it a"
                        + " converter with @Convert, or mark it @Transient if it is no column");
        part("private String name;")
                .says(
                        "Part.name can't be reached from the package app, where the companion is: write String getName() and"
                                + " void setName(String), not private, or make the field public, or mark it @Transient if it is no"
                                + " column");
        part("final String name = \"\";")
                .says(
                        "Part.name is final, so it can't be set when a row is read: remove \"final\", mark it @Transient if it"
                                + " is no column, or make Part a record");
    }

    @Test
    void indexesOfPropertiesThatDoNotExist() {
        Mistake.in("@Index({\"address.town\", \"name\"}) @Entity class User { // here\n @Id long id; String name;"
                        + " @Embedded Address address; }" + OTHERS)
                .says(
                        "@Index names \"address.town\", which is no field with a column; write the names of fields: address,"
                                + " address.city, address.street, id, name");
    }

    @Test
    void transientFields() {
        field("@Embedded transient Address address;")
                .says("User.address is transient and has no column: remove @Embedded, or what makes it transient");
    }
}
