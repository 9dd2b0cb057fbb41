package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Computation;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table {@code racks}, whose rows are {@link Depot.Rack}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Racks extends Table<Depot.Rack, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("racks")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("width", "width", DataType.INTEGER))
            .column(ColumnDefinition.of("both", "both", DataType.INTEGER)
                    .asNullable()
                    .withComputation(new Computation("width * 2", true)))
            .column(ColumnDefinition.of("row", "row", DataType.STRING))
            .primaryKey("id")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Racks RACKS = new Racks(null);

    public final NumberColumn<Depot.Rack, Long> id = numberColumn("id", DataType.LONG);
    public final NumberColumn<Depot.Rack, Integer> width = numberColumn("width", DataType.INTEGER);
    public final NumberExpression<Integer> both = numberColumn("both", DataType.INTEGER);
    public final TextColumn<Depot.Rack> row = textColumn("row");

    private Racks(@Nullable String alias) {
        super(Depot.Rack.class, DEFINITION, alias);
    }

    @Override
    public Racks as(String alias) {
        return new Racks(Objects.requireNonNull(alias));
    }

    @Override
    protected Depot.Rack read(RowReader row, int first) {
        return new Depot.Rack(
                row.getLong(first),
                row.getInt(first + 1),
                row.isNull(first + 2) ? null : row.getInt(first + 2),
                row.getString(first + 3));
    }

    @Override
    protected @Nullable Object[] values(Depot.Rack rack) {
        return new @Nullable Object[] {rack.id(), rack.width(), rack.both(), rack.row()};
    }

    @Override
    protected Long key(Depot.Rack rack) {
        return rack.id();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Depot.Rack withGeneratedKey(Depot.Rack rack, long key) {
        return new Depot.Rack(key, rack.width(), rack.both(), rack.row());
    }

    @Override
    protected Depot.Rack withComputed(Depot.Rack rack, RowReader row, int first) {
        return new Depot.Rack(rack.id(), rack.width(), row.isNull(first) ? null : row.getInt(first), rack.row());
    }
}
