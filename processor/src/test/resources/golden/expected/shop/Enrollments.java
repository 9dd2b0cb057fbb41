package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.HasMany;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.TextColumn;
import org.kinglet.query.ValueColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code enrollments}, whose rows are {@link Student.Enrollment}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Enrollments extends Table<Student.Enrollment, Enrollments.Key> {
    private static final DataType<Student.Term> TERM_TYPE = DataType.ofEnum(Student.Term.class);

    private static final TableDefinition DEFINITION = TableDefinition.table("enrollments")
            .column(ColumnDefinition.of("student", "student", DataType.STRING))
            .column(ColumnDefinition.of("course_id", "course", DataType.LONG))
            .column(ColumnDefinition.of("term", "term", TERM_TYPE))
            .primaryKey("student", "course_id", "term")
            .index("course_id")
            .foreignKey("course_id", "courses", "number", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Enrollments ENROLLMENTS = new Enrollments(null);

    public final TextColumn<Student.Enrollment> student = textColumn("student");
    public final ForeignKey<Student.Enrollment, Student.Course, Long> course = foreignKey(
            "course",
            () -> Courses.COURSES,
            enrollment -> enrollment.course,
            (enrollment, reference) -> enrollment.course = reference,
            true,
            "course_id");
    public final ValueColumn<Student.Enrollment, Student.Term> term = valueColumn("term", TERM_TYPE);
    public final HasMany<Student.Enrollment, Student.Grade> grades =
            hasMany("grades", () -> Grades.GRADES.enrollment, enrollment -> enrollment.grades);

    private Enrollments(@Nullable String alias) {
        super(Student.Enrollment.class, DEFINITION, alias);
    }

    @Override
    public Enrollments as(String alias) {
        return new Enrollments(Objects.requireNonNull(alias));
    }

    @Override
    protected Student.Enrollment read(RowReader row, int first) {
        Student.Enrollment enrollment = new Student.Enrollment();
        fill(enrollment, row, first);
        return enrollment;
    }

    @Override
    protected void fill(Student.Enrollment enrollment, RowReader row, int first) {
        enrollment.student = row.getString(first);
        enrollment.course = course.reference(row.isNull(first + 1) ? null : row.getLong(first + 1));
        enrollment.term = decode(TERM_TYPE, row, first + 2);
    }

    @Override
    protected @Nullable Object[] values(Student.Enrollment enrollment) {
        return new @Nullable Object[] {
            enrollment.student,
            course.value(enrollment.course),
            encode(TERM_TYPE, enrollment.term)
        };
    }

    @Override
    protected Key key(Student.Enrollment enrollment) {
        return new Key(enrollment.student, enrollment.course.id(), enrollment.term);
    }

    @Override
    protected @Nullable Object[] keyValues(Key key) {
        return new @Nullable Object[] {key.student(), key.courseId(), encode(TERM_TYPE, key.term())};
    }

    @Override
    protected Student.Enrollment fresh() {
        return new Student.Enrollment();
    }

    @Override
    protected void attach(Student.Enrollment enrollment, ResultContext context) {
        course.attach(enrollment.course, context);
        attach(enrollment.grades, grades, enrollment, context);
    }

    /** The key of a {@link Student.Enrollment}. */
    public record Key(String student, long courseId, Student.Term term) {}
}
