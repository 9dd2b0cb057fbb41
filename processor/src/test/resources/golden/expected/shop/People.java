package shop;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.Generated;
import org.kinglet.HasMany;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.BooleanColumn;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.Micros;
import org.kinglet.schema.TableDefinition;

/** The table {@code people}, whose rows are {@link Person}. */
@Generated("org.kinglet.processor.EntityProcessor")
final class People extends Table<Person, String> {
    private static final TableDefinition DEFINITION = TableDefinition.table("people")
            .column(ColumnDefinition.of("email", "email", DataType.STRING))
            .column(ColumnDefinition.of("active", "active", DataType.BOOLEAN))
            .column(ColumnDefinition.of("is_admin", "isAdmin", DataType.BOOLEAN))
            .column(ColumnDefinition.of("seen", "seen", DataType.INSTANT).asNullable())
            .column(ColumnDefinition.of("fluent", "fluent", DataType.STRING))
            .primaryKey("email")
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final People PEOPLE = new People(null);

    public final TextColumn<Person> email = textColumn("email");
    public final BooleanColumn<Person> active = booleanColumn("active");
    public final BooleanColumn<Person> isAdmin = booleanColumn("is_admin");
    public final TemporalColumn<Person, Instant> seen = temporalColumn("seen", DataType.INSTANT);
    public final TextColumn<Person> fluent = textColumn("fluent");
    public final HasMany<Person, Sale> sales = hasMany("sales", () -> Sales.SALES.seller, person -> person.getSales());
    public final HasMany<Person, Sale> purchases =
            hasMany("purchases", () -> Sales.SALES.buyer, person -> person.purchases);

    private People(@Nullable String alias) {
        super(Person.class, DEFINITION, alias);
    }

    @Override
    public People as(String alias) {
        return new People(Objects.requireNonNull(alias));
    }

    @Override
    protected Person read(RowReader row, int first) {
        Person person = new Person();
        fill(person, row, first);
        return person;
    }

    @Override
    protected void fill(Person person, RowReader row, int first) {
        person.setEmail(row.getString(first));
        person.setActive(row.getBoolean(first + 1));
        person.setAdmin(row.getBoolean(first + 2));
        person.setSeen(row.getInstant(first + 3));
        person.fluent(row.getString(first + 4));
    }

    @Override
    protected @Nullable Object[] values(Person person) {
        return new @Nullable Object[] {
            person.getEmail(),
            person.isActive(),
            person.isAdmin(),
            person.getSeen(),
            person.fluent()
        };
    }

    @Override
    protected String key(Person person) {
        return person.getEmail();
    }

    @Override
    protected @Nullable Object[] keyValues(String key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Person normalize(Person person) {
        if (person.getSeen() != null) person.setSeen(Micros.of(person.getSeen()));
        return person;
    }

    @Override
    protected Person fresh() {
        return new Person();
    }

    @Override
    protected void attach(Person person, ResultContext context) {
        attach(person.getSales(), sales, person, context);
        attach(person.purchases, purchases, person, context);
    }
}
