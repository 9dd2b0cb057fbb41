package names;

import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.HasMany;
import org.kinglet.ResultContext;
import org.kinglet.driver.RowReader;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table {@code keys}, whose rows are {@link Table.Key}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Keys extends org.kinglet.Table<Table.Key, String> {
    private static final TableDefinition DEFINITION = TableDefinition.table("keys")
            .column(ColumnDefinition.of("unique", "unique", DataType.STRING))
            .primaryKey("unique")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Keys KEYS = new Keys(null);

    public final TextColumn<Table.Key> unique = textColumn("unique");
    public final HasMany<Table.Key, Table.Object> objects =
            hasMany("objects", () -> Objects.OBJECTS.alias, entity -> entity.objects);

    private Keys(@Nullable String alias) {
        super(Table.Key.class, DEFINITION, alias);
    }

    @Override
    public Keys as(String alias) {
        return new Keys(java.util.Objects.requireNonNull(alias));
    }

    @Override
    protected Table.Key read(RowReader row, int first) {
        Table.Key entity = new Table.Key();
        fill(entity, row, first);
        return entity;
    }

    @Override
    protected void fill(Table.Key entity, RowReader row, int first) {
        entity.unique = row.getString(first);
    }

    @Override
    protected @Nullable Object[] values(Table.Key entity) {
        return new @Nullable Object[] {entity.unique};
    }

    @Override
    protected String key(Table.Key entity) {
        return entity.unique;
    }

    @Override
    protected @Nullable Object[] keyValues(String key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Table.Key fresh() {
        return new Table.Key();
    }

    @Override
    protected void attach(Table.Key entity, ResultContext context) {
        attach(entity.objects, objects, entity, context);
    }
}
