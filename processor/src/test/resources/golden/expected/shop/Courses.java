package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table {@code courses}, whose rows are {@link Student.Course}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Courses extends Table<Student.Course, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("courses")
            .column(ColumnDefinition.of("number", "number", DataType.LONG))
            .column(ColumnDefinition.of("title", "title", DataType.STRING))
            .primaryKey("number")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Courses COURSES = new Courses(null);

    public final NumberColumn<Student.Course, Long> number = numberColumn("number", DataType.LONG);
    public final TextColumn<Student.Course> title = textColumn("title");

    private Courses(@Nullable String alias) {
        super(Student.Course.class, DEFINITION, alias);
    }

    @Override
    public Courses as(String alias) {
        return new Courses(Objects.requireNonNull(alias));
    }

    @Override
    protected Student.Course read(RowReader row, int first) {
        return new Student.Course(row.getLong(first), row.getString(first + 1));
    }

    @Override
    protected @Nullable Object[] values(Student.Course course) {
        return new @Nullable Object[] {course.number(), course.title()};
    }

    @Override
    protected Long key(Student.Course course) {
        return course.number();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }
}
