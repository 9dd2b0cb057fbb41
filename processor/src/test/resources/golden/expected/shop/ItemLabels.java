package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.EntityView;
import org.kinglet.Generated;
import org.kinglet.driver.RowReader;
import org.kinglet.query.TextExpression;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.ViewDefinition;

/** The view {@code item_labels}, whose rows are {@link Depot.ItemLabel}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class ItemLabels extends EntityView<Depot.ItemLabel> {
    private static final TableDefinition DEFINITION = TableDefinition.table("item_labels")
            .column(ColumnDefinition.of("name", "name", DataType.STRING).asNullable())
            .view(new ViewDefinition("select label as name from items", true))
            .build();

    /** The view itself; {@link #as} makes aliases of it. */
    public static final ItemLabels ITEM_LABELS = new ItemLabels(null);

    public final TextExpression name = textColumn("name");

    private ItemLabels(@Nullable String alias) {
        super(Depot.ItemLabel.class, DEFINITION, alias);
    }

    @Override
    public ItemLabels as(String alias) {
        return new ItemLabels(Objects.requireNonNull(alias));
    }

    @Override
    protected Depot.ItemLabel read(RowReader row, int first) {
        Depot.ItemLabel itemLabel = new Depot.ItemLabel();
        fill(itemLabel, row, first);
        return itemLabel;
    }

    @Override
    protected void fill(Depot.ItemLabel itemLabel, RowReader row, int first) {
        itemLabel.setName(row.getString(first));
    }

    @Override
    protected @Nullable Object[] values(Depot.ItemLabel itemLabel) {
        return new @Nullable Object[] {itemLabel.getName()};
    }
}
