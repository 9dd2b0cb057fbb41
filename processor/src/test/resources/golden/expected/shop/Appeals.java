package shop;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code appeals}, whose rows are {@link Student.Appeal}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Appeals extends Table<Student.Appeal, Grades.Key> {
    private static final DataType<Student.Term> TERM_TYPE = DataType.ofEnum(Student.Term.class);

    private static final TableDefinition DEFINITION = TableDefinition.table("appeals")
            .column(ColumnDefinition.of("grade_enrollment_student", "grade", DataType.STRING))
            .column(ColumnDefinition.of("grade_enrollment_course_id", "grade", DataType.LONG))
            .column(ColumnDefinition.of("grade_enrollment_term", "grade", TERM_TYPE))
            .column(ColumnDefinition.of("grade_attempt", "grade", DataType.SHORT))
            .column(ColumnDefinition.of("reason", "reason", DataType.STRING))
            .primaryKey(
                    "grade_enrollment_student", "grade_enrollment_course_id", "grade_enrollment_term", "grade_attempt")
            .foreignKey(new ForeignKeyDefinition(
                    List.of(
                            "grade_enrollment_student",
                            "grade_enrollment_course_id",
                            "grade_enrollment_term",
                            "grade_attempt"),
                    null,
                    "grades",
                    List.of("enrollment_student", "enrollment_course_id", "enrollment_term", "attempt"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Appeals APPEALS = new Appeals(null);

    public final ForeignKey<Student.Appeal, Student.Grade, Grades.Key> grade = foreignKey(
            "grade",
            () -> Grades.GRADES,
            appeal -> appeal.grade(),
            true,
            "grade_enrollment_student",
            "grade_enrollment_course_id",
            "grade_enrollment_term",
            "grade_attempt");
    public final TextColumn<Student.Appeal> reason = textColumn("reason");

    private Appeals(@Nullable String alias) {
        super(Student.Appeal.class, DEFINITION, alias);
    }

    @Override
    public Appeals as(String alias) {
        return new Appeals(Objects.requireNonNull(alias));
    }

    @Override
    protected Student.Appeal read(RowReader row, int first) {
        return new Student.Appeal(grade.reference(gradeKey(row, first)), row.getString(first + 4));
    }

    private static Grades.@Nullable Key gradeKey(RowReader row, int first) {
        if (row.isNull(first) || row.isNull(first + 1) || row.isNull(first + 2) || row.isNull(first + 3)) return null;
        return new Grades.Key(
                new Enrollments.Key(row.getString(first), row.getLong(first + 1), decode(TERM_TYPE, row, first + 2)),
                decode(DataType.SHORT, row, first + 3));
    }

    @Override
    protected @Nullable Object[] values(Student.Appeal appeal) {
        @Nullable Object[] gradeKey = grade.values(appeal.grade());
        return new @Nullable Object[] {gradeKey[0], gradeKey[1], gradeKey[2], gradeKey[3], appeal.reason()};
    }

    @Override
    protected Grades.Key key(Student.Appeal appeal) {
        return appeal.grade().id();
    }

    @Override
    protected @Nullable Object[] keyValues(Grades.Key key) {
        return new @Nullable Object[] {
            key.enrollmentId().student(),
            key.enrollmentId().courseId(),
            encode(TERM_TYPE, key.enrollmentId().term()),
            encode(DataType.SHORT, key.attempt())
        };
    }

    @Override
    protected void attach(Student.Appeal appeal, ResultContext context) {
        grade.attach(appeal.grade(), context);
    }
}
