package names;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.ReferentialAction;

/** The table {@code table definition}, whose rows are {@link DataType}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class TableDefinition extends Table<DataType, Long> {
    private static final org.kinglet.schema.TableDefinition DEFINITION = org.kinglet.schema.TableDefinition.table("table definition")
            .column(org.kinglet.schema.ColumnDefinition.of("id", "id", org.kinglet.schema.DataType.LONG).asGenerated())
            .column(org.kinglet.schema.ColumnDefinition.of("nullable_text", "nullable", org.kinglet.schema.DataType.STRING))
            .column(org.kinglet.schema.ColumnDefinition.of("nullable_generated_id", "nullable", org.kinglet.schema.DataType.INSTANT))
            .primaryKey("id")
            .index("nullable_text", "nullable_generated_id")
            .foreignKey(new ForeignKeyDefinition(
                    List.of("nullable_text", "nullable_generated_id"),
                    null,
                    "column_definition",
                    List.of("text", "generated_id"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final TableDefinition TABLE_DEFINITION = new TableDefinition(null);

    public final NumberColumn<DataType, Long> id = numberColumn("id", org.kinglet.schema.DataType.LONG);
    public final ForeignKey<DataType, DataType.Nullable, ColumnDefinition.Key> nullable = foreignKey(
            "nullable",
            () -> ColumnDefinition.COLUMN_DEFINITION,
            dataType -> dataType.nullable(),
            true,
            "nullable_text",
            "nullable_generated_id");

    private TableDefinition(@Nullable String alias) {
        super(DataType.class, DEFINITION, alias);
    }

    @Override
    public TableDefinition as(String alias) {
        return new TableDefinition(Objects.requireNonNull(alias));
    }

    @Override
    protected DataType read(RowReader row, int first) {
        return new DataType(row.getLong(first), nullable.reference(nullableKey(row, first)));
    }

    private static ColumnDefinition.@Nullable Key nullableKey(RowReader row, int first) {
        if (row.isNull(first + 1) || row.isNull(first + 2)) return null;
        return new ColumnDefinition.Key(row.getString(first + 1), row.getInstant(first + 2));
    }

    @Override
    protected @Nullable Object[] values(DataType dataType) {
        @Nullable Object[] nullableKey = nullable.values(dataType.nullable());
        return new @Nullable Object[] {dataType.id(), nullableKey[0], nullableKey[1]};
    }

    @Override
    protected Long key(DataType dataType) {
        return dataType.id();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected DataType withGeneratedKey(DataType dataType, long key) {
        return new DataType(key, dataType.nullable());
    }

    @Override
    protected void attach(DataType dataType, ResultContext context) {
        nullable.attach(dataType.nullable(), context);
    }
}
