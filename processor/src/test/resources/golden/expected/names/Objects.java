package names;

import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code objects}, whose rows are {@link Table.Object}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Objects extends org.kinglet.Table<Table.Object, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("objects")
            .column(ColumnDefinition.of("version", "version", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("values", "values", DataType.STRING))
            .column(ColumnDefinition.of("alias_id", "alias", DataType.STRING))
            .primaryKey("version")
            .index("alias_id")
            .foreignKey("alias_id", "keys", "unique", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Objects OBJECTS = new Objects(null);

    public final NumberColumn<Table.Object, Long> version = numberColumn("version", DataType.LONG);
    public final TextColumn<Table.Object> values = textColumn("values");
    public final ForeignKey<Table.Object, Table.Key, String> alias =
            foreignKey("alias", () -> Keys.KEYS, object -> object.alias(), true, "alias_id");

    private Objects(@Nullable String alias) {
        super(Table.Object.class, DEFINITION, alias);
    }

    @Override
    public Objects as(String alias) {
        return new Objects(java.util.Objects.requireNonNull(alias));
    }

    @Override
    protected Table.Object read(RowReader row, int first) {
        return new Table.Object(
                row.getLong(first), row.getString(first + 1), this.alias.reference(row.getString(first + 2)));
    }

    @Override
    protected @Nullable Object[] values(Table.Object object) {
        return new @Nullable Object[] {object.version(), object.values(), this.alias.value(object.alias())};
    }

    @Override
    protected Long key(Table.Object object) {
        return object.version();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Table.Object withGeneratedKey(Table.Object object, long key) {
        return new Table.Object(key, object.values(), object.alias());
    }

    @Override
    protected void attach(Table.Object object, ResultContext context) {
        this.alias.attach(object.alias(), context);
    }
}
