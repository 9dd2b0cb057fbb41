package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table {@code label}, whose rows are {@link Shelf.Label}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Label extends Table<Shelf.Label, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("label")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .primaryKey("id")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Label LABEL = new Label(null);

    public final NumberColumn<Shelf.Label, Long> id = numberColumn("id", DataType.LONG);

    private Label(@Nullable String alias) {
        super(Shelf.Label.class, DEFINITION, alias);
    }

    @Override
    public Label as(String alias) {
        return new Label(Objects.requireNonNull(alias));
    }

    @Override
    protected Shelf.Label read(RowReader row, int first) {
        return new Shelf.Label(row.getLong(first));
    }

    @Override
    protected @Nullable Object[] values(Shelf.Label label) {
        return new @Nullable Object[] {label.id()};
    }

    @Override
    protected Long key(Shelf.Label label) {
        return label.id();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Shelf.Label withGeneratedKey(Shelf.Label label, long key) {
        return new Shelf.Label(key);
    }
}
