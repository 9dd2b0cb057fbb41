package shop;

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
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code syllabuses}, whose rows are {@link Student.Syllabus}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Syllabuses extends Table<Student.Syllabus, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("syllabuses")
            .column(ColumnDefinition.of("course_id", "course", DataType.LONG))
            .column(ColumnDefinition.of("text", "text", DataType.STRING))
            .primaryKey("course_id")
            .foreignKey("course_id", "courses", "number", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Syllabuses SYLLABUSES = new Syllabuses(null);

    public final ForeignKey<Student.Syllabus, Student.Course, Long> course =
            foreignKey("course", () -> Courses.COURSES, syllabus -> syllabus.course(), true, "course_id");
    public final TextColumn<Student.Syllabus> text = textColumn("text");

    private Syllabuses(@Nullable String alias) {
        super(Student.Syllabus.class, DEFINITION, alias);
    }

    @Override
    public Syllabuses as(String alias) {
        return new Syllabuses(Objects.requireNonNull(alias));
    }

    @Override
    protected Student.Syllabus read(RowReader row, int first) {
        return new Student.Syllabus(
                course.reference(row.isNull(first) ? null : row.getLong(first)), row.getString(first + 1));
    }

    @Override
    protected @Nullable Object[] values(Student.Syllabus syllabus) {
        return new @Nullable Object[] {course.value(syllabus.course()), syllabus.text()};
    }

    @Override
    protected Long key(Student.Syllabus syllabus) {
        return syllabus.course().id();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected void attach(Student.Syllabus syllabus, ResultContext context) {
        course.attach(syllabus.course(), context);
    }
}
