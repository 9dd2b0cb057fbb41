package shop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.TableDefinition;

/** The table {@code countries}, whose rows are {@link Customer.Country}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Countries extends Table<Customer.Country, String> {
    private static final TableDefinition DEFINITION = TableDefinition.table("countries")
            .column(ColumnDefinition.of("code", "code", DataType.STRING))
            .primaryKey("code")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Countries COUNTRIES = new Countries(null);

    public final TextColumn<Customer.Country> code = textColumn("code");

    private Countries(@Nullable String alias) {
        super(Customer.Country.class, DEFINITION, alias);
    }

    @Override
    public Countries as(String alias) {
        return new Countries(Objects.requireNonNull(alias));
    }

    @Override
    protected Customer.Country read(RowReader row, int first) {
        return new Customer.Country(row.getString(first));
    }

    @Override
    protected @Nullable Object[] values(Customer.Country country) {
        return new @Nullable Object[] {country.code()};
    }

    @Override
    protected String key(Customer.Country country) {
        return country.code();
    }

    @Override
    protected @Nullable Object[] keyValues(String key) {
        return new @Nullable Object[] {key};
    }
}
