package shop;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code grades}, whose rows are {@link Student.Grade}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Grades extends Table<Student.Grade, Grades.Key> {
    private static final DataType<Student.Term> TERM_TYPE = DataType.ofEnum(Student.Term.class);

    private static final TableDefinition DEFINITION = TableDefinition.table("grades")
            .column(ColumnDefinition.of("enrollment_student", "enrollment", DataType.STRING))
            .column(ColumnDefinition.of("enrollment_course_id", "enrollment", DataType.LONG))
            .column(ColumnDefinition.of("enrollment_term", "enrollment", TERM_TYPE))
            .column(ColumnDefinition.of("attempt", "attempt", DataType.SHORT))
            .column(ColumnDefinition.of("points", "points", DataType.INTEGER))
            .primaryKey("enrollment_student", "enrollment_course_id", "enrollment_term", "attempt")
            .foreignKey(new ForeignKeyDefinition(
                    List.of("enrollment_student", "enrollment_course_id", "enrollment_term"),
                    null,
                    "enrollments",
                    List.of("student", "course_id", "term"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Grades GRADES = new Grades(null);

    public final ForeignKey<Student.Grade, Student.Enrollment, Enrollments.Key> enrollment = foreignKey(
            "enrollment",
            () -> Enrollments.ENROLLMENTS,
            grade -> grade.enrollment(),
            true,
            "enrollment_student",
            "enrollment_course_id",
            "enrollment_term");
    public final NumberColumn<Student.Grade, Integer> points = numberColumn("points", DataType.INTEGER);
    public final NumberColumn<Student.Grade, Short> attempt = numberColumn("attempt", DataType.SHORT);

    private Grades(@Nullable String alias) {
        super(Student.Grade.class, DEFINITION, alias);
    }

    @Override
    public Grades as(String alias) {
        return new Grades(Objects.requireNonNull(alias));
    }

    @Override
    protected Student.Grade read(RowReader row, int first) {
        return new Student.Grade(
                enrollment.reference(enrollmentKey(row, first)),
                row.getInt(first + 4),
                row.isNull(first + 3) ? (short) 0 : decode(DataType.SHORT, row, first + 3));
    }

    private static Enrollments.@Nullable Key enrollmentKey(RowReader row, int first) {
        if (row.isNull(first) || row.isNull(first + 1) || row.isNull(first + 2)) return null;
        return new Enrollments.Key(row.getString(first), row.getLong(first + 1), decode(TERM_TYPE, row, first + 2));
    }

    @Override
    protected @Nullable Object[] values(Student.Grade grade) {
        @Nullable Object[] enrollmentKey = enrollment.values(grade.enrollment());
        return new @Nullable Object[] {
            enrollmentKey[0],
            enrollmentKey[1],
            enrollmentKey[2],
            encode(DataType.SHORT, grade.attempt()),
            grade.points()
        };
    }

    @Override
    protected Key key(Student.Grade grade) {
        return new Key(grade.enrollment().id(), grade.attempt());
    }

    @Override
    protected @Nullable Object[] keyValues(Key key) {
        return new @Nullable Object[] {
            key.enrollmentId().student(),
            key.enrollmentId().courseId(),
            encode(TERM_TYPE, key.enrollmentId().term()),
            encode(DataType.SHORT, key.attempt())
        };
    }

    @Override
    protected void attach(Student.Grade grade, ResultContext context) {
        enrollment.attach(grade.enrollment(), context);
    }

    /** The key of a {@link Student.Grade}. */
    public record Key(Enrollments.Key enrollmentId, short attempt) {}
}
