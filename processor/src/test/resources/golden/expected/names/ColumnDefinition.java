package names;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code column_definition}, whose rows are {@link DataType.Nullable}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class ColumnDefinition extends Table<DataType.Nullable, ColumnDefinition.Key> {
    private static final TableDefinition DEFINITION = TableDefinition.table("column_definition")
            .column(org.kinglet.schema.ColumnDefinition.of("text", "text", org.kinglet.schema.DataType.STRING))
            .column(org.kinglet.schema.ColumnDefinition.of("generated_id", "generated", org.kinglet.schema.DataType.INSTANT))
            .primaryKey("text", "generated_id")
            .index("generated_id")
            .foreignKey("generated_id", "Micros", "at", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final ColumnDefinition COLUMN_DEFINITION = new ColumnDefinition(null);

    public final TextColumn<DataType.Nullable> text = textColumn("text");
    public final ForeignKey<DataType.Nullable, DataType.Generated, Instant> generated =
            foreignKey("generated", () -> Micros.MICROS, nullable -> nullable.generated(), true, "generated_id");

    private ColumnDefinition(@Nullable String alias) {
        super(DataType.Nullable.class, DEFINITION, alias);
    }

    @Override
    public ColumnDefinition as(String alias) {
        return new ColumnDefinition(Objects.requireNonNull(alias));
    }

    @Override
    protected DataType.Nullable read(RowReader row, int first) {
        return new DataType.Nullable(row.getString(first), generated.reference(row.getInstant(first + 1)));
    }

    @Override
    protected @Nullable Object[] values(DataType.Nullable nullable) {
        return new @Nullable Object[] {nullable.text(), generated.value(nullable.generated())};
    }

    @Override
    protected Key key(DataType.Nullable nullable) {
        return new Key(nullable.text(), nullable.generated().id());
    }

    @Override
    protected @Nullable Object[] keyValues(Key key) {
        return new @Nullable Object[] {key.text(), key.generatedId()};
    }

    @Override
    protected void attach(DataType.Nullable nullable, ResultContext context) {
        generated.attach(nullable.generated(), context);
    }

    /** The key of a {@link DataType.Nullable}. */
    public record Key(String text, Instant generatedId) {}
}
