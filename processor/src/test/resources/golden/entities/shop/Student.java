package shop;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Ref;

/** Keys of several columns, keys that are references, and references to them. */
public class Student {
    public enum Term {
        SPRING,
        FALL
    }

    @Entity
    public record Course(@Id(generated = false) long number, String title) {}

    @Entity
    public static class Enrollment {
        @Id
        public String student;

        @Id
        public Ref<Course> course;

        @Id
        public Term term;

        public final Many<Grade> grades = new Many<>();
    }

    @Entity
    public record Grade(@Id Ref<Enrollment> enrollment, int points, @Id short attempt) {}

    @Entity
    public record Appeal(@Id Ref<Grade> grade, String reason) {}

    @Entity
    public record Verdict(@Id long id, Ref<Appeal> appeal) {}

    @Entity
    public record Syllabus(@Id Ref<Course> course, String text) {}
}
