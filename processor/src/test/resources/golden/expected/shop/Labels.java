package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code labels}, whose rows are {@link LabelsRow}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Labels extends Table<LabelsRow, Labels.Key> {
    private static final TableDefinition DEFINITION = TableDefinition.table("labels")
            .column(ColumnDefinition.of("label_id", "label", DataType.LONG))
            .column(ColumnDefinition.of("reader_id", "reader", DataType.LONG))
            .primaryKey("label_id", "reader_id")
            .index("reader_id")
            .foreignKey("label_id", "label", "id", ReferentialAction.CASCADE, ReferentialAction.NO_ACTION)
            .foreignKey("reader_id", "readers", "id", ReferentialAction.CASCADE, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Labels LABELS = new Labels(null);

    public final ForeignKey<LabelsRow, Shelf.Label, Long> label =
            foreignKey("label", () -> Label.LABEL, labelsRow -> labelsRow.label(), true, "label_id");
    public final ForeignKey<LabelsRow, Shelf.Reader, Long> reader =
            foreignKey("reader", () -> Readers.READERS, labelsRow -> labelsRow.reader(), true, "reader_id");

    private Labels(@Nullable String alias) {
        super(LabelsRow.class, DEFINITION, alias);
    }

    @Override
    public Labels as(String alias) {
        return new Labels(Objects.requireNonNull(alias));
    }

    @Override
    protected LabelsRow read(RowReader row, int first) {
        return new LabelsRow(
                label.reference(row.isNull(first) ? null : row.getLong(first)),
                reader.reference(row.isNull(first + 1) ? null : row.getLong(first + 1)));
    }

    @Override
    protected @Nullable Object[] values(LabelsRow labelsRow) {
        return new @Nullable Object[] {label.value(labelsRow.label()), reader.value(labelsRow.reader())};
    }

    @Override
    protected Key key(LabelsRow labelsRow) {
        return new Key(labelsRow.label().id(), labelsRow.reader().id());
    }

    @Override
    protected @Nullable Object[] keyValues(Key key) {
        return new @Nullable Object[] {key.labelId(), key.readerId()};
    }

    @Override
    protected void attach(LabelsRow labelsRow, ResultContext context) {
        label.attach(labelsRow.label(), context);
        reader.attach(labelsRow.reader(), context);
    }

    /** The key of a {@link LabelsRow}. */
    public record Key(long labelId, long readerId) {}
}
