package names;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.driver.RowReader;
import org.kinglet.query.BooleanColumn;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table {@code classes}, whose rows are {@link Table.Class}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Classes extends org.kinglet.Table<Table.Class, Classes.Key> {
    private static final TableDefinition DEFINITION = TableDefinition.table("classes")
            .column(ColumnDefinition.of("a$b", "a$b", DataType.LONG))
            .column(ColumnDefinition.of("entity", "entity", DataType.STRING))
            .column(ColumnDefinition.of("_c", "_c", DataType.STRING))
            .column(ColumnDefinition.of("normalize", "normalize", DataType.BOOLEAN))
            .primaryKey("a$b", "entity")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Classes CLASSES = new Classes(null);

    public final NumberColumn<Table.Class, Long> a$b = numberColumn("a$b", DataType.LONG);
    public final TextColumn<Table.Class> _c = textColumn("_c");
    public final TextColumn<Table.Class> entity = textColumn("entity");
    public final BooleanColumn<Table.Class> normalize = booleanColumn("normalize");

    private Classes(@Nullable String alias) {
        super(Table.Class.class, DEFINITION, alias);
    }

    @Override
    public Classes as(String alias) {
        return new Classes(Objects.requireNonNull(alias));
    }

    @Override
    protected Table.Class read(RowReader row, int first) {
        return new Table.Class(
                row.getLong(first), row.getString(first + 2), row.getString(first + 1), row.getBoolean(first + 3));
    }

    @Override
    protected @Nullable Object[] values(Table.Class entity) {
        return new @Nullable Object[] {entity.a$b(), entity.entity(), entity._c(), entity.normalize()};
    }

    @Override
    protected Key key(Table.Class entity) {
        return new Key(entity.a$b(), entity.entity());
    }

    @Override
    protected @Nullable Object[] keyValues(Key key) {
        return new @Nullable Object[] {key.a$b(), key.entity()};
    }

    /** The key of a {@link Table.Class}. */
    public record Key(long a$b, String entity) {}
}
