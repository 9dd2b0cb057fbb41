package names;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.HasMany;
import org.kinglet.ResultContext;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.query.ValueColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.Micros;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code tables}, whose rows are {@link Table}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Tables extends org.kinglet.Table<Table, Long> {
    private static final DataType<Table.Type> TYPE_TYPE2 = DataType.ofEnum(Table.Type.class);

    private static final TableDefinition TABLE_DEFINITION = TableDefinition.table("tables")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("label", "label", DataType.STRING))
            .column(ColumnDefinition.of("created_at", "createdAt", DataType.INSTANT))
            .column(ColumnDefinition.of("row", "row", DataType.STRING))
            .column(ColumnDefinition.of("first", "first", DataType.INTEGER))
            .column(ColumnDefinition.of("key_id", "key", DataType.LONG))
            .column(ColumnDefinition.of("table_id", "table", DataType.LONG).asNullable())
            .column(ColumnDefinition.of("select", "select", DataType.STRING))
            .column(ColumnDefinition.of("definition", "DEFINITION", DataType.STRING))
            .column(ColumnDefinition.of("type_type", "TYPE_TYPE", DataType.STRING))
            .column(ColumnDefinition.of("type", "type", TYPE_TYPE2))
            .primaryKey("id")
            .index("created_at", "label")
            .index("key_id")
            .index("table_id")
            .foreignKey("key_id", "objects", "version", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .foreignKey("table_id", "tables", "id", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Tables TABLES = new Tables(null);

    public final NumberColumn<Table, Long> id = numberColumn("id", DataType.LONG);
    public final TextColumn<Table> label = textColumn("label");
    public final TemporalColumn<Table, Instant> createdAt = temporalColumn("created_at", DataType.INSTANT);
    public final TextColumn<Table> row = textColumn("row");
    public final NumberColumn<Table, Integer> first = numberColumn("first", DataType.INTEGER);
    public final ForeignKey<Table, Table.Object, Long> key = foreignKey(
            "key",
            () -> Objects.OBJECTS,
            table -> table.key,
            (table, reference) -> table.key = reference,
            true,
            "key_id");
    public final ForeignKey<Table, Table, Long> table = foreignKey(
            "table",
            () -> Tables.TABLES,
            table -> table.table,
            (table, reference) -> table.table = reference,
            true,
            "table_id");
    public final TextColumn<Table> select = textColumn("select");
    public final TextColumn<Table> DEFINITION = textColumn("definition");
    public final TextColumn<Table> TYPE_TYPE = textColumn("type_type");
    public final ValueColumn<Table, Table.Type> type = valueColumn("type", TYPE_TYPE2);
    public final HasMany<Table, Table> values = hasMany("values", () -> Tables.TABLES.table, table -> table.values);

    private Tables(@Nullable String alias) {
        super(Table.class, TABLE_DEFINITION, alias);
    }

    @Override
    public Tables as(String alias) {
        return new Tables(java.util.Objects.requireNonNull(alias));
    }

    @Override
    protected Table read(RowReader row, int first) {
        Table table = new Table();
        fill(table, row, first);
        return table;
    }

    @Override
    protected void fill(Table table, RowReader row, int first) {
        table.id = row.getLong(first);
        table.setLabel(row.getString(first + 1));
        table.createdAt = row.getInstant(first + 2);
        table.row = row.getString(first + 3);
        table.first = row.getInt(first + 4);
        table.key = this.key.reference(row.isNull(first + 5) ? null : row.getLong(first + 5));
        table.table = this.table.reference(row.isNull(first + 6) ? null : row.getLong(first + 6));
        table.select = row.getString(first + 7);
        table.DEFINITION = row.getString(first + 8);
        table.TYPE_TYPE = row.getString(first + 9);
        table.type = decode(TYPE_TYPE2, row, first + 10);
    }

    @Override
    protected @Nullable Object[] values(Table table) {
        return new @Nullable Object[] {
            table.id,
            table.getLabel(),
            table.createdAt,
            table.row,
            table.first,
            this.key.value(table.key),
            this.table.value(table.table),
            table.select,
            table.DEFINITION,
            table.TYPE_TYPE,
            encode(TYPE_TYPE2, table.type)
        };
    }

    @Override
    protected Long key(Table table) {
        return table.id;
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Table normalize(Table table) {
        if (table.createdAt != null) table.createdAt = Micros.of(table.createdAt);
        return table;
    }

    @Override
    protected Table withGeneratedKey(Table table, long key) {
        table.id = key;
        return table;
    }

    @Override
    protected Table fresh() {
        return new Table();
    }

    @Override
    protected void attach(Table table, ResultContext context) {
        this.key.attach(table.key, context);
        this.table.attach(table.table, context);
        attach(table.values, values, table, context);
    }
}
