package shop;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.EntityView;
import org.kinglet.Generated;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.TemporalExpression;
import org.kinglet.query.TextExpression;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.ViewDefinition;

/** The view {@code short_items}, whose rows are {@link Depot.ShortItem}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class ShortItems extends EntityView<Depot.ShortItem> {
    private static final TableDefinition DEFINITION = TableDefinition.table("short_items")
            .column(ColumnDefinition.of("label", "label", DataType.STRING).asNullable())
            .column(ColumnDefinition.of("amount", "amount", DataType.INTEGER))
            .column(ColumnDefinition.of("since", "since", DataType.LOCAL_DATE))
            .comment("short")
            .view(new ViewDefinition("select label, amount, since from items", false))
            .build();

    /** The view itself; {@link #as} makes aliases of it. */
    public static final ShortItems SHORT_ITEMS = new ShortItems(null);

    public final TextExpression label = textColumn("label");
    public final NumberExpression<Integer> amount = numberColumn("amount", DataType.INTEGER);
    public final TemporalExpression<LocalDate> since = temporalColumn("since", DataType.LOCAL_DATE);

    private ShortItems(@Nullable String alias) {
        super(Depot.ShortItem.class, DEFINITION, alias);
    }

    @Override
    public ShortItems as(String alias) {
        return new ShortItems(Objects.requireNonNull(alias));
    }

    @Override
    protected Depot.ShortItem read(RowReader row, int first) {
        return new Depot.ShortItem(row.getString(first), row.getInt(first + 1), row.getLocalDate(first + 2));
    }

    @Override
    protected @Nullable Object[] values(Depot.ShortItem shortItem) {
        return new @Nullable Object[] {shortItem.label(), shortItem.amount(), shortItem.since()};
    }
}
