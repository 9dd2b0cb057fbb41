package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code gifts}, whose rows are {@link Shelf.Gift}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Gifts extends Table<Shelf.Gift, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("gifts")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("giver_id", "giver", DataType.LONG))
            .column(ColumnDefinition.of("taker_id", "taker", DataType.LONG))
            .primaryKey("id")
            .index("giver_id")
            .index("taker_id")
            .foreignKey("giver_id", "readers", "id", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .foreignKey("taker_id", "readers", "id", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Gifts GIFTS = new Gifts(null);

    public final NumberColumn<Shelf.Gift, Long> id = numberColumn("id", DataType.LONG);
    public final ForeignKey<Shelf.Gift, Shelf.Reader, Long> giver =
            foreignKey("giver", () -> Readers.READERS, gift -> gift.giver(), true, "giver_id");
    public final ForeignKey<Shelf.Gift, Shelf.Reader, Long> taker =
            foreignKey("taker", () -> Readers.READERS, gift -> gift.taker(), true, "taker_id");

    private Gifts(@Nullable String alias) {
        super(Shelf.Gift.class, DEFINITION, alias);
    }

    @Override
    public Gifts as(String alias) {
        return new Gifts(Objects.requireNonNull(alias));
    }

    @Override
    protected Shelf.Gift read(RowReader row, int first) {
        return new Shelf.Gift(
                row.getLong(first),
                giver.reference(row.isNull(first + 1) ? null : row.getLong(first + 1)),
                taker.reference(row.isNull(first + 2) ? null : row.getLong(first + 2)));
    }

    @Override
    protected @Nullable Object[] values(Shelf.Gift gift) {
        return new @Nullable Object[] {gift.id(), giver.value(gift.giver()), taker.value(gift.taker())};
    }

    @Override
    protected Long key(Shelf.Gift gift) {
        return gift.id();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Shelf.Gift withGeneratedKey(Shelf.Gift gift, long key) {
        return new Shelf.Gift(key, gift.giver(), gift.taker());
    }

    @Override
    protected void attach(Shelf.Gift gift, ResultContext context) {
        giver.attach(gift.giver(), context);
        taker.attach(gift.taker(), context);
    }
}
