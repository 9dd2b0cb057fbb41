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

/** The table {@code verdicts}, whose rows are {@link Student.Verdict}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Verdicts extends Table<Student.Verdict, Long> {
    private static final DataType<Student.Term> TERM_TYPE = DataType.ofEnum(Student.Term.class);

    private static final TableDefinition DEFINITION = TableDefinition.table("verdicts")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("appeal_grade_enrollment_student", "appeal", DataType.STRING))
            .column(ColumnDefinition.of("appeal_grade_enrollment_course_id", "appeal", DataType.LONG))
            .column(ColumnDefinition.of("appeal_grade_enrollment_term", "appeal", TERM_TYPE))
            .column(ColumnDefinition.of("appeal_grade_attempt", "appeal", DataType.SHORT))
            .primaryKey("id")
            .index(
                    "appeal_grade_enrollment_student",
                    "appeal_grade_enrollment_course_id",
                    "appeal_grade_enrollment_term",
                    "appeal_grade_attempt")
            .foreignKey(new ForeignKeyDefinition(
                    List.of(
                            "appeal_grade_enrollment_student",
                            "appeal_grade_enrollment_course_id",
                            "appeal_grade_enrollment_term",
                            "appeal_grade_attempt"),
                    null,
                    "appeals",
                    List.of(
                            "grade_enrollment_student",
                            "grade_enrollment_course_id",
                            "grade_enrollment_term",
                            "grade_attempt"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Verdicts VERDICTS = new Verdicts(null);

    public final NumberColumn<Student.Verdict, Long> id = numberColumn("id", DataType.LONG);
    public final ForeignKey<Student.Verdict, Student.Appeal, Grades.Key> appeal = foreignKey(
            "appeal",
            () -> Appeals.APPEALS,
            verdict -> verdict.appeal(),
            true,
            "appeal_grade_enrollment_student",
            "appeal_grade_enrollment_course_id",
            "appeal_grade_enrollment_term",
            "appeal_grade_attempt");

    private Verdicts(@Nullable String alias) {
        super(Student.Verdict.class, DEFINITION, alias);
    }

    @Override
    public Verdicts as(String alias) {
        return new Verdicts(Objects.requireNonNull(alias));
    }

    @Override
    protected Student.Verdict read(RowReader row, int first) {
        return new Student.Verdict(row.getLong(first), appeal.reference(appealKey(row, first)));
    }

    private static Grades.@Nullable Key appealKey(RowReader row, int first) {
        if (row.isNull(first + 1)
                || row.isNull(first + 2)
                || row.isNull(first + 3)
                || row.isNull(first + 4)) return null;
        return new Grades.Key(
                new Enrollments.Key(
                        row.getString(first + 1), row.getLong(first + 2), decode(TERM_TYPE, row, first + 3)),
                decode(DataType.SHORT, row, first + 4));
    }

    @Override
    protected @Nullable Object[] values(Student.Verdict verdict) {
        @Nullable Object[] appealKey = appeal.values(verdict.appeal());
        return new @Nullable Object[] {verdict.id(), appealKey[0], appealKey[1], appealKey[2], appealKey[3]};
    }

    @Override
    protected Long key(Student.Verdict verdict) {
        return verdict.id();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Student.Verdict withGeneratedKey(Student.Verdict verdict, long key) {
        return new Student.Verdict(key, verdict.appeal());
    }

    @Override
    protected void attach(Student.Verdict verdict, ResultContext context) {
        appeal.attach(verdict.appeal(), context);
    }
}
