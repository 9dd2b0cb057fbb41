package shop;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.Condition;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.NumberExpression;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.TemporalExpression;
import org.kinglet.query.TextColumn;
import org.kinglet.query.TextExpression;
import org.kinglet.schema.CheckDefinition;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.Computation;
import org.kinglet.schema.DataType;
import org.kinglet.schema.Deferral;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.IndexDefinition;
import org.kinglet.schema.IndexPart;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.Storage;
import org.kinglet.schema.TableDefinition;
import org.kinglet.schema.UniqueDefinition;

/** The table {@code items}, whose rows are {@link Depot.Item}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Items extends Table<Depot.Item, Long> {
    private static final TableDefinition DEFINITION = TableDefinition.table("items")
            .column(ColumnDefinition.of("id", "id", DataType.LONG))
            .column(ColumnDefinition.of("rack_id", "rack", DataType.LONG))
            .column(ColumnDefinition.of("label", "label", DataType.STRING).asNullable().withComment("on the box"))
            .column(ColumnDefinition.of("amount", "amount", DataType.INTEGER))
            .column(ColumnDefinition.of("since", "since", DataType.LOCAL_DATE))
            .column(ColumnDefinition.of("twice", "twice", DataType.INTEGER)
                    .withComputation(new Computation("amount * 2", true)))
            .column(ColumnDefinition.of("loud", "loud", DataType.STRING)
                    .asNullable()
                    .withLength(10)
                    .withComputation(new Computation("upper(label)", false)))
            .column(ColumnDefinition.of("many", "many", DataType.BOOLEAN)
                    .withComputation(new Computation("amount > 10", true)))
            .column(ColumnDefinition.of("day", "day", DataType.LOCAL_DATE)
                    .withComputation(new Computation("since", true)))
            .primaryKey("id")
            .index(IndexDefinition.of("items_label", List.of(IndexPart.column("label")))
                    .asUnique()
                    .asNullsNotDistinct())
            .index(IndexDefinition.of("items_rack_id_amount_lower_label", List.of(IndexPart.column("rack_id"), IndexPart.column("amount").asDescending(), IndexPart.expression("lower(label)").asDescending()))
                    .asUnique()
                    .withWhere("amount > 0")
                    .withInclude("label", "since")
                    .withMethod("btree")
                    .asNullsNotDistinct()
                    .asConcurrent())
            .unique("rack_id", "label")
            .unique(UniqueDefinition.of("racks", List.of("rack_id", "amount"))
                    .withDeferral(Deferral.INITIALLY_DEFERRED))
            .check("amount >= 0")
            .check(new CheckDefinition("sane", "amount < 1000"))
            .comment("What's \"there\"")
            .temporary()
            .storage(Storage.DEFAULT
                    .asStrict()
                    .asWithoutRowid()
                    .asUnlogged()
                    .withEngine("Aria")
                    .withCharacterSet("latin1")
                    .withCollation("latin1_bin"))
            .foreignKey(new ForeignKeyDefinition(
                    List.of("rack_id"),
                    null,
                    "racks",
                    List.of("id"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION).withName("in_rack").withDeferral(Deferral.DEFERRABLE))
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Items ITEMS = new Items(null);

    public final NumberColumn<Depot.Item, Long> id = numberColumn("id", DataType.LONG);
    public final ForeignKey<Depot.Item, Depot.Rack, Long> rack = foreignKey(
            "rack", () -> Racks.RACKS, item -> item.rack, (item, reference) -> item.rack = reference, true, "rack_id");
    public final TextColumn<Depot.Item> label = textColumn("label");
    public final NumberColumn<Depot.Item, Integer> amount = numberColumn("amount", DataType.INTEGER);
    public final TemporalColumn<Depot.Item, LocalDate> since = temporalColumn("since", DataType.LOCAL_DATE);
    public final NumberExpression<Integer> twice = numberColumn("twice", DataType.INTEGER);
    public final TextExpression loud = textColumn("loud");
    public final Condition many = booleanColumn("many");
    public final TemporalExpression<LocalDate> day = temporalColumn("day", DataType.LOCAL_DATE);

    private Items(@Nullable String alias) {
        super(Depot.Item.class, DEFINITION, alias);
    }

    @Override
    public Items as(String alias) {
        return new Items(Objects.requireNonNull(alias));
    }

    @Override
    protected Depot.Item read(RowReader row, int first) {
        Depot.Item item = new Depot.Item();
        fill(item, row, first);
        return item;
    }

    @Override
    protected void fill(Depot.Item item, RowReader row, int first) {
        item.id = row.getLong(first);
        item.rack = rack.reference(row.isNull(first + 1) ? null : row.getLong(first + 1));
        item.label = row.getString(first + 2);
        item.amount = row.getInt(first + 3);
        item.since = row.getLocalDate(first + 4);
        item.twice = row.getInt(first + 5);
        item.loud = row.getString(first + 6);
        item.many = row.getBoolean(first + 7);
        item.day = row.getLocalDate(first + 8);
    }

    @Override
    protected @Nullable Object[] values(Depot.Item item) {
        return new @Nullable Object[] {
            item.id,
            rack.value(item.rack),
            item.label,
            item.amount,
            item.since,
            item.twice,
            item.loud,
            item.many,
            item.day
        };
    }

    @Override
    protected Long key(Depot.Item item) {
        return item.id;
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Depot.Item withComputed(Depot.Item item, RowReader row, int first) {
        item.twice = row.getInt(first);
        item.loud = row.getString(first + 1);
        item.many = row.getBoolean(first + 2);
        item.day = row.getLocalDate(first + 3);
        return item;
    }

    @Override
    protected Depot.Item fresh() {
        return new Depot.Item();
    }

    @Override
    protected void attach(Depot.Item item, ResultContext context) {
        rack.attach(item.rack, context);
    }
}
