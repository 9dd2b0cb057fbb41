// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables between two others that cannot be, or that are not clear. */
class ManyToManyMistakesTest {
    /** A student with this field, and a course with that. */
    private static Mistake student(String field, String course) {
        return student(field, course, "");
    }

    private static Mistake student(String field, String course, String more) {
        return Mistake.in("@Entity class Course { @Id long id; " + course + " }\n" + more
                + "\n@Entity class Student {\n @Id long id;\n " + field + " // here\n}");
    }

    @Test
    void severalThatMayBeTheOtherDirection() {
        Compilation compilation =
                Compilation.Setup.of(Compilation.Tool.JAVAC).lenient().compile(Map.of("app.Student", """
                        package app; import org.kinglet.*;
                        @Entity public class Student {
                            @Id public long id;
                            public ManyToMany<Course> courses;
                            public ManyToMany<Course> favourites;
                            @Entity public static class Course {
                                @Id public long id;
                                public ManyToMany<Student> students;
                            }
                        }
                        """));
        assertThat(compilation.errors()).hasSize(3);
        assertThat(compilation.complaints())
                .anyMatch(error -> error.contains(
                        "it is not clear whether Course.students is the other direction of Student.courses or"
                                + " Student.favourites: if so, say it with @MappedBy(\"courses\"), or name this one at the"
                                + " other; if not, give it a table of its own with @Through(SomeEntity.class)"));
    }

    @Test
    void inRecord() {
        Mistake.in("""
                @Entity class Course { @Id long id; }
                @Entity record Student(
                        @Id long id,
                        ManyToMany<Course> courses) {} // here
                """)
                .ofRecord()
                .says(
                        "Student.courses is a ManyToMany, which a record can't have since it is no part of the row's data: make"
                                + " Student a class, or query the other table");
    }

    @Test
    void ofNoEntity() {
        student("ManyToMany<String> names;", "")
                .says(
                        "Student.names is a ManyToMany<String>, and the type argument of ManyToMany must be a class or record"
                                + " with @Entity");
    }

    @Test
    void withColumn() {
        student("@Column(name = \"c\") ManyToMany<Course> courses;", "")
                .says(
                        "Student.courses is a ManyToMany, whose pairs are in a table of their own, and has no column: remove"
                                + " @Column");
    }

    @Test
    void throughWithoutManyToMany() {
        student("@Through(Course.class) Ref<Course> course;", "")
                .says(
                        "@Through says where the pairs of a ManyToMany are, and Student.course is no ManyToMany: remove it");
    }

    @Test
    void mappedByNothing() {
        student("@MappedBy(\"pupils\") ManyToMany<Course> courses;", "ManyToMany<Student> students;")
                .says(
                        "Course has no field \"pupils\" of type ManyToMany<Student>, which @MappedBy must name: write the name of"
                                + " one, or remove @MappedBy");
    }

    @Test
    void mappedByAndThrough() {
        student(
                        "@MappedBy(\"students\") @Through(table = \"x\") ManyToMany<Course> courses;",
                        "ManyToMany<Student> students;")
                .says("Student.courses has the table of what it is mapped by: remove @Through, or write it there");
    }

    @Test
    void directionsThatNameTablesDifferently() {
        Compilation compilation =
                Compilation.Setup.of(Compilation.Tool.JAVAC).lenient().compile(Map.of("app.Student", """
                        package app; import org.kinglet.*;
                        @Entity public class Student {
                            @Id public long id;
                            @Through(table = "one") public ManyToMany<Course> courses;
                            @Entity public static class Course {
                                @Id public long id;
                                @Through(table = "other") public ManyToMany<Student> students;
                            }
                        }
                        """));
        assertThat(compilation.errors()).hasSize(2);
        assertThat(compilation.complaints())
                .anyMatch(error -> error.contains(
                        "Student.courses and Course.students are the two directions of one relation and name different"
                                + " tables: remove \"table\" from one @Through"));
    }

    @Test
    void rowsOfOneTableInTwoFields() {
        Compilation compilation =
                Compilation.Setup.of(Compilation.Tool.JAVAC).lenient().compile(Map.of("app.User", """
                        package app; import org.kinglet.*;
                        @Entity public class User {
                            @Id public long id;
                            public ManyToMany<User> following;
                            public ManyToMany<User> followers;
                        }
                        """));
        assertThat(compilation.errors())
                .hasSize(2)
                .first()
                .asString()
                .contains(
                        "it is not clear whether User.following is the other direction of User.followers: if so, say it with"
                                + " @MappedBy(\"followers\"), or name this one at the other; if not, give it a table of its own with"
                                + " @Through(SomeEntity.class)");
    }

    @Test
    void throughWhatIsNoEntity() {
        student("@Through(String.class) ManyToMany<Course> courses;", "")
                .says("Student.courses goes through String, which must be a class or record with @Entity");
    }

    @Test
    void throughAnEntityWithoutReference() {
        student(
                        "@Through(Pair.class) ManyToMany<Course> courses;",
                        "",
                        "@Entity class Pair { @Id Ref<Student> student; }")
                .says(
                        "Pair has no other field of type Ref<Course>, and Student.courses goes through it: add one, or go through"
                                + " another entity");
    }

    @Test
    void throughAnEntityWithSeveralReferences() {
        student(
                        "@Through(Pair.class) ManyToMany<Course> courses;",
                        "",
                        "@Entity class Pair { @Id Ref<Student> student; @Id Ref<Course> first; @Id Ref<Course> second; }")
                .says(
                        "Pair has several fields of type Ref<Course> (first, second): say in @Through which one leads to there,"
                                + " for instance to = \"first\"");
    }

    @Test
    void throughAnEntityOfAnotherName() {
        student(
                        "@Through(value = Pair.class, from = \"pupil\") ManyToMany<Course> courses;",
                        "",
                        "@Entity class Pair { @Id Ref<Student> student; @Id Ref<Course> course; }")
                .says(
                        "Pair has no field \"pupil\" of type Ref<Student>, and Student.courses goes through it: add one, or go"
                                + " through another entity");
    }

    @Test
    void throughAnEntityThatIsNamedAgain() {
        student(
                        "@Through(value = Pair.class, table = \"x\") ManyToMany<Course> courses;",
                        "",
                        "@Entity class Pair { @Id Ref<Student> student; @Id Ref<Course> course; }")
                .says("Student.courses goes through Pair, whose table has a name: remove \"table\" from @Through");
    }

    @Test
    void theTableIsAnothers() {
        student("ManyToMany<Course> courses;", "", "@Entity(\"courses_students\") class Attendance { @Id long id; }")
                .says(
                        "the table \"courses_students\" between Student and Course belongs to app.Attendance already: name another"
                                + " with @Through(table = \"a_name\"), or go through an entity with @Through(SomeEntity.class)");
    }

    @Test
    void twoRelationsWithOneTable() {
        student("ManyToMany<Course> courses; ManyToMany<Course> favourites;", "")
                .says(
                        "the table \"courses_students\" between Student and Course belongs to app.CoursesStudentsRow already: name"
                                + " another with @Through(table = \"a_name\"), or go through an entity with"
                                + " @Through(SomeEntity.class)");
    }

    /** Names that no field can have, what is deprecated or not public, and a schema. */
    @Test
    void whatIsWrittenCompilesWithoutWarnings() {
        Compilation compilation = Compilation.Setup.of(Compilation.Tool.JAVAC)
                .compile(Map.of(
                        "app.Package",
                        "package app; import org.kinglet.*; @Deprecated @Entity(schema = \"post\") class Package { @Id long id;"
                                + " final ManyToMany<Switch> switches = new ManyToMany<>(); }",
                        "app.Switch",
                        "package app; import org.kinglet.*; @Entity class Switch { @Id String name;"
                                + " @SuppressWarnings(\"deprecation\")"
                                + " final ManyToMany<Package> packages = new ManyToMany<>(); }"));
        assertThat(compilation.complaints()).isEmpty();
        assertThat(compilation.generated().get("app.PackagesSwitchesRow"))
                .contains(
                        "@SuppressWarnings(\"deprecation\")",
                        "@Entity(value = \"packages_switches\", schema = \"post\")",
                        "Ref<Package> fromPackage",
                        "Ref<Switch> toSwitch")
                .doesNotContain("public");
    }

    /** A recursive delete knows the table between from the lists of what refers. */
    @ParameterizedTest
    @EnumSource
    void whatIsWrittenRefersToBothSides(Compilation.Tool tool) throws IOException {
        Compilation compilation = Compilation.Setup.of(tool)
                .with(new ReferrersProcessor())
                .lenient()
                .compile(Map.of(
                        "app.Student",
                        "package app; import org.kinglet.*; @Entity public class Student { @Id public long id; public final"
                                + " ManyToMany<Course> courses = new ManyToMany<>(); }",
                        "app.Course",
                        "package app; import org.kinglet.*; @Entity public record Course(@Id long id) {}"));
        assertThat(compilation.errors()).isEmpty();
        for (String side : new String[] {"app.Student", "app.Course"}) {
            assertThat(Files.readString(compilation
                            .classes()
                            .resolve("META-INF/kinglet/references")
                            .resolve(side)))
                    .isEqualTo("app.CoursesStudentsRow\n");
        }
    }
}
