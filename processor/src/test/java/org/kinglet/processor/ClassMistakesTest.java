// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import org.junit.jupiter.api.Test;

/** Classes that can't be entities, or whose names can't be. */
class ClassMistakesTest {
    @Test
    void interfaces() {
        Mistake.in("@Entity interface User {} // here")
                .says("@Entity is for classes and records, and User is neither: make it a class");
    }

    @Test
    void enums() {
        Mistake.in("@Entity enum Color { RED } // here")
                .says("@Entity is for classes and records, and Color is neither: make it a class");
    }

    @Test
    void annotations() {
        Mistake.in("@Entity @interface Mark {} // here")
                .says("@Entity is for classes and records, and Mark is neither: make it a class");
    }

    @Test
    void abstractClasses() {
        Mistake.in("@Entity abstract class User { @Id long id; } // here")
                .says(
                        "the entity User is abstract, so no row can be an instance of it: remove \"abstract\", or remove @Entity"
                                + " and let entities extend it, which then have its fields");
    }

    @Test
    void genericClasses() {
        Mistake.in("@Entity class User<T> { @Id long id; } // here")
                .says(
                        "the entity User has type parameters, and a table has none: move what is generic into an abstract class"
                                + " that the entity extends");
    }

    @Test
    void innerClasses() {
        Mistake.in("class Models { @Entity class User { @Id long id; } } // here")
                .says(
                        "the entity User is an inner class and can't be made without an instance of Models: make it static");
    }

    @Test
    void privateClasses() {
        Mistake.in("class Models { @Entity private static class User { @Id long id; } } // here")
                .says(
                        "the entity User is private or in a private class, so its companion can't see it: remove \"private\"");
    }

    @Test
    void classesInPrivateClasses() {
        Mistake.in("class A { private static class B { @Entity static class User { @Id long id; } } } // here")
                .says(
                        "the entity User is private or in a private class, so its companion can't see it: remove \"private\"");
    }

    @Test
    void noConstructorWithoutArguments() {
        Mistake.in("@Entity class User { @Id long id; User(String name) {} } // here")
                .says(
                        "the entity User has no constructor without arguments, which reading a row needs: add \"User() {}\"");
    }

    @Test
    void privateConstructor() {
        Mistake.in("@Entity class User { @Id long id; private User() {} } // here")
                .says(
                        "the constructor without arguments of the entity User is private, so the companion can't call it: remove"
                                + " \"private\"");
    }

    @Test
    void constructorWithCheckedException() {
        Mistake.in("@Entity class User { @Id long id; User() throws Exception {} } // here")
                .says(
                        "the constructor without arguments of the entity User throws a checked exception, which reading a row"
                                + " can't handle: throw an unchecked one");
    }

    @Test
    void modelOfAnotherEntity() {
        Mistake.in("""
                @Entity class User extends Model<User> { @Id long id; }
                @Entity class Tweet extends Model<User> { @Id long id; } // here
                """).says("the entity Tweet extends Model<User>: it must extend Model<Tweet>, of itself");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void rawModel() {
        Mistake.in("@Entity class Tweet extends Model { @Id long id; } // here")
                .says("the entity Tweet extends Model: it must extend Model<Tweet>, of itself");
    }

    @Test
    void entityOfEntity() {
        Mistake.in("""
                @Entity class User { @Id long id; }
                @Entity class Admin extends User {} // here
                """)
                .says(
                        "the entity Admin extends the entity User, and rows of one table are not rows of another: move what they"
                                + " share into an abstract class without @Entity");
    }

    @Test
    void noKey() {
        Mistake.in("@Entity class User { String name; } // here")
                .says(
                        "the entity User has no @Id: mark the field that is its key, for instance \"@Id public long id;\"");
    }

    @Test
    void recordWithoutKey() {
        Mistake.in("@Entity record User(String name) {} // here")
                .ofRecord()
                .says("the entity User has no @Id: mark the field that is its key, for instance \"@Id long id\"");
    }

    @Test
    void oneTableTwice() {
        Mistake.in("""
                @Entity class User { @Id long id; }
                @Entity("Users") class Visitor { @Id long id; } // here
                """)
                .says(
                        "the table \"Users\" belongs to the entity app.User already: call the table of Visitor differently with"
                                + " @Entity(\"a_name\")");
    }

    @Test
    void oneCompanionTwice() {
        Mistake.in("""
                @Entity("my_users") class User { @Id long id; }
                @Entity("my-users") class Visitor { @Id long id; } // here
                """)
                .says(
                        "the companion of the table \"my-users\" would be called MyUsers like that of the entity app.User: call"
                                + " the table of Visitor differently with @Entity(\"a_name\")");
    }

    @Test
    void companionLikeEntity() {
        Mistake.in("@Entity(\"users\") class Users { @Id long id; } // here")
                .says(
                        "the companion of the table \"users\" would be called Users like the entity itself: call the entity"
                                + " differently, such as by the singular, or the table with @Entity(\"a_name\")");
    }

    @Test
    void companionLikeAnotherClass() {
        Mistake.in("@Entity class User { @Id long id; } // here")
                .with("app.Users", "package app; class Users {}")
                .says(
                        "the companion of the table \"users\" would be called Users, and there is a class of that name in the"
                                + " package: rename that class, or call the table differently with @Entity(\"a_name\")");
    }

    @Test
    void companionLikeClassOfJavaLang() {
        Mistake.in("@Entity(\"string\") class Text { @Id long id; } // here")
                .says(
                        "the companion of the table \"string\" would be called String and hide java.lang.String in its package:"
                                + " call the table differently with @Entity(\"a_name\")");
    }

    @Test
    void companionThatIsNoName() {
        Mistake.in("@Entity(\"2fa\") class Code { @Id long id; } // here")
                .says(
                        "the companion of the table \"2fa\" would be called \"2fa\", which is no name in Java: name it with"
                                + " @Entity(companion = \"AName\")");
    }

    @Test
    void companionWithoutName() {
        Mistake.in("@Entity(\"_-_\") class Code { @Id long id; } // here")
                .says("the companion of the table \"_-_\" would be called \"\", which is no name in Java: name it with"
                        + " @Entity(companion = \"AName\")");
    }

    @Test
    void blankTable() {
        Mistake.in("@Entity(\" \") class User { @Id long id; } // here")
                .says("the table of User has a blank name: write @Entity(\"a_name\"), or leave the name out");
    }

    @Test
    void emptyTable() {
        Mistake.in("@Entity(\"\") class User { @Id long id; } // here")
                .says("the table of User has a blank name: write @Entity(\"a_name\"), or leave the name out");
    }

    @Test
    void indexOfUnknownField() {
        Mistake.in("@Entity @Index({\"name\", \"age\"}) class User { @Id long id; String name; } // here")
                .says("@Index names \"age\", which is no field with a column; write the names of fields: id, name");
    }

    @Test
    void indexOfNothing() {
        Mistake.in("@Entity @Index class User { @Id long id; } // here")
                .says("the @Index on the class names no field: write @Index({\"one\", \"other\"})");
    }

    @Test
    void indexOfOneFieldTwice() {
        Mistake.in("@Entity @Index({\"id\", \"id\"}) class User { @Id long id; } // here")
                .says("@Index names \"id\" twice: remove one of them");
    }

    @Test
    void twoIndexesOfOneName() {
        Mistake.in("""
                @Entity @Index(name = "i", value = "id") @Index(name = "i", value = "name")
                class User { @Id long id; String name; } // here
                """).says("two indexes are called \"i\": rename one of them");
    }
}
