package shop;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.HasMany;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code sales}, whose rows are {@link Sale}. */
@Generated("org.kinglet.processor.EntityProcessor")
final class Sales extends Table<Sale, Integer> {
    private static final TableDefinition DEFINITION = TableDefinition.table("sales")
            .column(ColumnDefinition.of("id", "id", DataType.INTEGER).asGenerated())
            .column(ColumnDefinition.of("seller_id", "seller", DataType.STRING))
            .column(ColumnDefinition.of("bought_by", "buyer", DataType.STRING))
            .column(ColumnDefinition.of("product_id", "product", DataType.LONG))
            .column(ColumnDefinition.of("sale_id", "sale", DataType.INTEGER).asNullable())
            .primaryKey("id")
            .unique("sale_id")
            .index("bought_by", "product_id")
            .index("seller_id")
            .index("product_id")
            .foreignKey("seller_id", "people", "email", ReferentialAction.CASCADE, ReferentialAction.RESTRICT)
            .foreignKey("bought_by", "people", "email", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .foreignKey(new ForeignKeyDefinition(
                    List.of("product_id"),
                    "shop",
                    "products",
                    List.of("id"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .foreignKey("sale_id", "sales", "id", ReferentialAction.SET_NULL, ReferentialAction.NO_ACTION)
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Sales SALES = new Sales(null);

    public final NumberColumn<Sale, Integer> id = numberColumn("id", DataType.INTEGER);
    public final ForeignKey<Sale, Person, String> seller = foreignKey(
            "seller",
            () -> People.PEOPLE,
            sale -> sale.seller,
            (sale, reference) -> sale.seller = reference,
            true,
            "seller_id");
    public final ForeignKey<Sale, Person, String> buyer = foreignKey(
            "buyer",
            () -> People.PEOPLE,
            sale -> sale.buyer,
            (sale, reference) -> sale.buyer = reference,
            false,
            "bought_by");
    public final ForeignKey<Sale, Product, Long> product = foreignKey(
            "product",
            () -> Products.PRODUCTS,
            sale -> sale.product,
            (sale, reference) -> sale.product = reference,
            true,
            "product_id");
    public final ForeignKey<Sale, Sale, Integer> sale = foreignKey(
            "sale", () -> Sales.SALES, sale -> sale.sale, (sale, reference) -> sale.sale = reference, true, "sale_id");
    public final HasMany<Sale, Sale> row = hasMany("row", () -> Sales.SALES.sale, sale -> sale.row);

    private Sales(@Nullable String alias) {
        super(Sale.class, DEFINITION, alias);
    }

    @Override
    public Sales as(String alias) {
        return new Sales(Objects.requireNonNull(alias));
    }

    @Override
    protected Sale read(RowReader row, int first) {
        Sale sale = new Sale();
        fill(sale, row, first);
        return sale;
    }

    @Override
    protected void fill(Sale sale, RowReader row, int first) {
        sale.id = row.getInt(first);
        sale.seller = seller.reference(row.getString(first + 1));
        sale.buyer = buyer.reference(row.getString(first + 2));
        sale.product = product.reference(row.isNull(first + 3) ? null : row.getLong(first + 3));
        sale.sale = this.sale.reference(row.isNull(first + 4) ? null : row.getInt(first + 4));
    }

    @Override
    protected @Nullable Object[] values(Sale sale) {
        return new @Nullable Object[] {
            sale.id,
            seller.value(sale.seller),
            buyer.value(sale.buyer),
            product.value(sale.product),
            this.sale.value(sale.sale)
        };
    }

    @Override
    protected Integer key(Sale sale) {
        return sale.id;
    }

    @Override
    protected @Nullable Object[] keyValues(Integer key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Sale withGeneratedKey(Sale sale, long key) {
        sale.id = Math.toIntExact(key);
        return sale;
    }

    @Override
    protected Sale fresh() {
        return new Sale();
    }

    @Override
    protected void attach(Sale sale, ResultContext context) {
        seller.attach(sale.seller, context);
        buyer.attach(sale.buyer, context);
        product.attach(sale.product, context);
        this.sale.attach(sale.sale, context);
        attach(sale.row, this.row, sale, context);
    }
}
