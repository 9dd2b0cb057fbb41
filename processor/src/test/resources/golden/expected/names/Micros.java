package names;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.HasMany;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.TemporalColumn;
import org.kinglet.schema.TableDefinition;

/** The table {@code Micros}, whose rows are {@link DataType.Generated}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Micros extends Table<DataType.Generated, Instant> {
    private static final TableDefinition DEFINITION = TableDefinition.table("Micros")
            .column(org.kinglet.schema.ColumnDefinition.of("at", "at", org.kinglet.schema.DataType.INSTANT))
            .primaryKey("at")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Micros MICROS = new Micros(null);

    public final TemporalColumn<DataType.Generated, Instant> at =
            temporalColumn("at", org.kinglet.schema.DataType.INSTANT);
    public final HasMany<DataType.Generated, DataType.Nullable> nullables =
            hasMany("nullables", () -> ColumnDefinition.COLUMN_DEFINITION.generated, generated -> generated.nullables);

    private Micros(@Nullable String alias) {
        super(DataType.Generated.class, DEFINITION, alias);
    }

    @Override
    public Micros as(String alias) {
        return new Micros(Objects.requireNonNull(alias));
    }

    @Override
    protected DataType.Generated read(RowReader row, int first) {
        DataType.Generated generated = new DataType.Generated();
        fill(generated, row, first);
        return generated;
    }

    @Override
    protected void fill(DataType.Generated generated, RowReader row, int first) {
        generated.at = row.getInstant(first);
    }

    @Override
    protected @Nullable Object[] values(DataType.Generated generated) {
        return new @Nullable Object[] {generated.at};
    }

    @Override
    protected Instant key(DataType.Generated generated) {
        return generated.at;
    }

    @Override
    protected @Nullable Object[] keyValues(Instant key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected DataType.Generated normalize(DataType.Generated generated) {
        if (generated.at != null) generated.at = org.kinglet.schema.Micros.of(generated.at);
        return generated;
    }

    @Override
    protected DataType.Generated fresh() {
        return new DataType.Generated();
    }

    @Override
    protected void attach(DataType.Generated generated, ResultContext context) {
        attach(generated.nullables, nullables, generated, context);
    }
}
