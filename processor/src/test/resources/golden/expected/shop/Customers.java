package shop;

import base.Geo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.EmbeddedColumns;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.JsonColumn;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TemporalColumn;
import org.kinglet.query.TextColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.Micros;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code customers}, whose rows are {@link Customer}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Customers extends Table<Customer, Long> {
    private static final DataType<Geo> PLACE_TYPE = DataType.json("Geo of Address.place", Geo.class);
    private static final DataType<Student.Term> TERM_TYPE = DataType.ofEnum(Student.Term.class);

    private static final TableDefinition DEFINITION = TableDefinition.table("customers")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("name", "name", DataType.STRING))
            .column(ColumnDefinition.of("home_street", "home.street", DataType.STRING))
            .column(ColumnDefinition.of("home_city", "home.city", DataType.STRING))
            .column(ColumnDefinition.of("home_postcode", "home.zip", DataType.STRING).asNullable().withLength(10))
            .column(ColumnDefinition.of("home_place", "home.place", PLACE_TYPE))
            .column(ColumnDefinition.of("home_country_id", "home.country", DataType.STRING))
            .column(ColumnDefinition.of("home_geo_latitude", "home.geo.latitude", DataType.DOUBLE).asNullable())
            .column(ColumnDefinition.of("home_geo_longitude", "home.geo.longitude", DataType.DOUBLE).asNullable())
            .column(ColumnDefinition.of("work_at_street", "work.street", DataType.STRING).asNullable())
            .column(ColumnDefinition.of("work_at_city", "work.city", DataType.STRING).asNullable())
            .column(ColumnDefinition.of("work_at_postcode", "work.zip", DataType.STRING).asNullable().withLength(10))
            .column(ColumnDefinition.of("work_at_place", "work.place", PLACE_TYPE).asNullable())
            .column(ColumnDefinition.of("work_at_country_id", "work.country", DataType.STRING).asNullable())
            .column(ColumnDefinition.of("work_at_geo_latitude", "work.geo.latitude", DataType.DOUBLE).asNullable())
            .column(ColumnDefinition.of("work_at_geo_longitude", "work.geo.longitude", DataType.DOUBLE).asNullable())
            .column(ColumnDefinition.of("since", "contract.since", DataType.LOCAL_DATE))
            .column(ColumnDefinition.of("until", "contract.until", DataType.LOCAL_DATE).asNullable())
            .column(ColumnDefinition.of("customer_first", "customer.first", DataType.INSTANT))
            .column(ColumnDefinition.of("customer_count", "customer.count", DataType.INTEGER))
            .column(ColumnDefinition.of("customer_row", "customer.row", DataType.INSTANT).asNullable())
            .column(ColumnDefinition.of("customer_enrollment_student", "customer.enrollment", DataType.STRING)
                    .asNullable())
            .column(ColumnDefinition.of("customer_enrollment_course_id", "customer.enrollment", DataType.LONG)
                    .asNullable())
            .column(ColumnDefinition.of("customer_enrollment_term", "customer.enrollment", TERM_TYPE).asNullable())
            .column(ColumnDefinition.of("key_first", "key.first", DataType.INSTANT).asNullable())
            .column(ColumnDefinition.of("key_count", "key.count", DataType.INTEGER).asNullable())
            .column(ColumnDefinition.of("key_row", "key.row", DataType.INSTANT).asNullable())
            .column(ColumnDefinition.of("key_enrollment_student", "key.enrollment", DataType.STRING).asNullable())
            .column(ColumnDefinition.of("key_enrollment_course_id", "key.enrollment", DataType.LONG).asNullable())
            .column(ColumnDefinition.of("key_enrollment_term", "key.enrollment", TERM_TYPE).asNullable())
            .primaryKey("id")
            .index("home_city")
            .index("work_at_city")
            .unique("since", "until")
            .index("home_city", "name")
            .index("home_postcode", "home_city")
            .index("work_at_postcode", "work_at_city")
            .index("home_country_id")
            .index("work_at_country_id")
            .index("customer_enrollment_student", "customer_enrollment_course_id", "customer_enrollment_term")
            .index("key_enrollment_student", "key_enrollment_course_id", "key_enrollment_term")
            .foreignKey(
                    "home_country_id", "countries", "code", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .foreignKey(
                    "work_at_country_id", "countries", "code", ReferentialAction.NO_ACTION, ReferentialAction.NO_ACTION)
            .foreignKey(new ForeignKeyDefinition(
                    List.of("customer_enrollment_student", "customer_enrollment_course_id", "customer_enrollment_term"),
                    null,
                    "enrollments",
                    List.of("student", "course_id", "term"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .foreignKey(new ForeignKeyDefinition(
                    List.of("key_enrollment_student", "key_enrollment_course_id", "key_enrollment_term"),
                    null,
                    "enrollments",
                    List.of("student", "course_id", "term"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Customers CUSTOMERS = new Customers(null);

    public final NumberColumn<Customer, Long> id = numberColumn("id", DataType.LONG);
    public final TextColumn<Customer> name = textColumn("name");
    public final HomeColumns home = new HomeColumns();
    public final WorkColumns work = new WorkColumns();
    public final ContractColumns contract = new ContractColumns();
    public final CustomerColumns customer = new CustomerColumns();
    public final KeyColumns key = new KeyColumns();

    private Customers(@Nullable String alias) {
        super(Customer.class, DEFINITION, alias);
    }

    @Override
    public Customers as(String alias) {
        return new Customers(Objects.requireNonNull(alias));
    }

    @Override
    protected Customer read(RowReader row, int first) {
        Customer customer = new Customer();
        fill(customer, row, first);
        return customer;
    }

    @Override
    protected void fill(Customer customer, RowReader row, int first) {
        customer.id = row.getLong(first);
        customer.name = row.getString(first + 1);
        customer.home = home.read(row, first + 2);
        customer.work = work.read(row, first + 9);
        customer.setContract(contract.read(row, first + 16));
        customer.customer = this.customer.read(row, first + 18);
        customer.key = this.key.read(row, first + 24);
    }

    @Override
    protected @Nullable Object[] values(Customer customer) {
        @Nullable Object[] homeValues = home.values(customer.home);
        @Nullable Object[] workValues = work.values(customer.work);
        @Nullable Object[] contractValues = contract.values(customer.getContract());
        @Nullable Object[] customerValues = this.customer.values(customer.customer);
        @Nullable Object[] keyValues = this.key.values(customer.key);
        return new @Nullable Object[] {
            customer.id,
            customer.name,
            homeValues[0],
            homeValues[1],
            homeValues[2],
            homeValues[3],
            homeValues[4],
            homeValues[5],
            homeValues[6],
            workValues[0],
            workValues[1],
            workValues[2],
            workValues[3],
            workValues[4],
            workValues[5],
            workValues[6],
            contractValues[0],
            contractValues[1],
            customerValues[0],
            customerValues[1],
            customerValues[2],
            customerValues[3],
            customerValues[4],
            customerValues[5],
            keyValues[0],
            keyValues[1],
            keyValues[2],
            keyValues[3],
            keyValues[4],
            keyValues[5]
        };
    }

    @Override
    protected Long key(Customer customer) {
        return customer.id;
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Customer normalize(Customer customer) {
        if (customer.customer != null) customer.customer = this.customer.normalize(customer.customer);
        if (customer.key != null) customer.key = this.key.normalize(customer.key);
        return customer;
    }

    @Override
    protected Customer withGeneratedKey(Customer customer, long key) {
        customer.id = key;
        return customer;
    }

    @Override
    protected Customer fresh() {
        return new Customer();
    }

    @Override
    protected void attach(Customer customer, ResultContext context) {
        home.attach(customer.home, context);
        work.attach(customer.work, context);
        this.customer.attach(customer.customer, context);
        this.key.attach(customer.key, context);
    }

    /** The columns of {@code home}. */
    public final class HomeColumns extends EmbeddedColumns<Customer, Customer.Address> {
        public final TextColumn<Customer> street = textColumn("home_street");
        public final TextColumn<Customer> city = textColumn("home_city");
        public final TextColumn<Customer> zip = textColumn("home_postcode");
        public final JsonColumn<Customer, Geo> place = jsonColumn("home_place", PLACE_TYPE);
        public final ForeignKey<Customer, Customer.Country, String> country = foreignKey(
                "home.country",
                () -> Countries.COUNTRIES,
                customer -> customer.home == null ? null : customer.home.country(),
                true,
                "home_country_id");
        public final HomeGeoColumns geo = new HomeGeoColumns();

        private HomeColumns() {
            super(
                    Customers.this,
                    "home",
                    "home_street",
                    "home_city",
                    "home_postcode",
                    "home_place",
                    "home_country_id",
                    "home_geo_latitude",
                    "home_geo_longitude");
        }

        @Override
        protected Customer.Address read(RowReader row, int first) {
            return new Customer.Address(
                    row.getString(first),
                    row.getString(first + 1),
                    row.getString(first + 2),
                    null,
                    decode(PLACE_TYPE, row, first + 3),
                    country.reference(row.getString(first + 4)),
                    geo.read(row, first + 5));
        }

        @Override
        protected @Nullable Object[] values(Customer.@Nullable Address address) {
            if (address == null) return new @Nullable Object[7];
            @Nullable Object[] geoValues = geo.values(address.geo());
            return new @Nullable Object[] {
                address.street(),
                address.city(),
                address.zip(),
                encode(PLACE_TYPE, address.place()),
                country.value(address.country()),
                geoValues[0],
                geoValues[1]
            };
        }

        @Override
        protected void attach(Customer.@Nullable Address address, ResultContext context) {
            if (address == null) return;
            country.attach(address.country(), context);
        }
    }

    /** The columns of {@code home.geo}. */
    public final class HomeGeoColumns extends EmbeddedColumns<Customer, Geo> {
        public final NumberColumn<Customer, Double> latitude = numberColumn("home_geo_latitude", DataType.DOUBLE);
        public final NumberColumn<Customer, Double> longitude = numberColumn("home_geo_longitude", DataType.DOUBLE);

        private HomeGeoColumns() {
            super(Customers.this, "home.geo", "home_geo_latitude", "home_geo_longitude");
        }

        @Override
        protected @Nullable Geo read(RowReader row, int first) {
            if (row.isNull(first) && row.isNull(first + 1)) return null;
            Geo geo = new Geo();
            geo.setLatitude(row.getDouble(first));
            geo.setLongitude(row.getDouble(first + 1));
            return geo;
        }

        @Override
        protected @Nullable Object[] values(@Nullable Geo geo) {
            if (geo == null) return new @Nullable Object[2];
            return new @Nullable Object[] {geo.getLatitude(), geo.getLongitude()};
        }
    }

    /** The columns of {@code work}. */
    public final class WorkColumns extends EmbeddedColumns<Customer, Customer.Address> {
        public final TextColumn<Customer> street = textColumn("work_at_street");
        public final TextColumn<Customer> city = textColumn("work_at_city");
        public final TextColumn<Customer> zip = textColumn("work_at_postcode");
        public final JsonColumn<Customer, Geo> place = jsonColumn("work_at_place", PLACE_TYPE);
        public final ForeignKey<Customer, Customer.Country, String> country = foreignKey(
                "work.country",
                () -> Countries.COUNTRIES,
                customer -> customer.work == null ? null : customer.work.country(),
                true,
                "work_at_country_id");
        public final WorkGeoColumns geo = new WorkGeoColumns();

        private WorkColumns() {
            super(
                    Customers.this,
                    "work",
                    "work_at_street",
                    "work_at_city",
                    "work_at_postcode",
                    "work_at_place",
                    "work_at_country_id",
                    "work_at_geo_latitude",
                    "work_at_geo_longitude");
        }

        @Override
        protected Customer.@Nullable Address read(RowReader row, int first) {
            if (row.isNull(first)
                    && row.isNull(first + 1)
                    && row.isNull(first + 2)
                    && row.isNull(first + 3)
                    && row.isNull(first + 4)
                    && row.isNull(first + 5)
                    && row.isNull(first + 6)) return null;
            return new Customer.Address(
                    row.getString(first),
                    row.getString(first + 1),
                    row.getString(first + 2),
                    null,
                    decode(PLACE_TYPE, row, first + 3),
                    country.reference(row.getString(first + 4)),
                    geo.read(row, first + 5));
        }

        @Override
        protected @Nullable Object[] values(Customer.@Nullable Address address) {
            if (address == null) return new @Nullable Object[7];
            @Nullable Object[] geoValues = geo.values(address.geo());
            return new @Nullable Object[] {
                address.street(),
                address.city(),
                address.zip(),
                encode(PLACE_TYPE, address.place()),
                country.value(address.country()),
                geoValues[0],
                geoValues[1]
            };
        }

        @Override
        protected void attach(Customer.@Nullable Address address, ResultContext context) {
            if (address == null) return;
            country.attach(address.country(), context);
        }
    }

    /** The columns of {@code work.geo}. */
    public final class WorkGeoColumns extends EmbeddedColumns<Customer, Geo> {
        public final NumberColumn<Customer, Double> latitude = numberColumn("work_at_geo_latitude", DataType.DOUBLE);
        public final NumberColumn<Customer, Double> longitude = numberColumn("work_at_geo_longitude", DataType.DOUBLE);

        private WorkGeoColumns() {
            super(Customers.this, "work.geo", "work_at_geo_latitude", "work_at_geo_longitude");
        }

        @Override
        protected @Nullable Geo read(RowReader row, int first) {
            if (row.isNull(first) && row.isNull(first + 1)) return null;
            Geo geo = new Geo();
            geo.setLatitude(row.getDouble(first));
            geo.setLongitude(row.getDouble(first + 1));
            return geo;
        }

        @Override
        protected @Nullable Object[] values(@Nullable Geo geo) {
            if (geo == null) return new @Nullable Object[2];
            return new @Nullable Object[] {geo.getLatitude(), geo.getLongitude()};
        }
    }

    /** The columns of {@code contract}. */
    public final class ContractColumns extends EmbeddedColumns<Customer, Customer.Span<LocalDate>> {
        public final TemporalColumn<Customer, LocalDate> since = temporalColumn("since", DataType.LOCAL_DATE);
        public final TemporalColumn<Customer, LocalDate> until = temporalColumn("until", DataType.LOCAL_DATE);

        private ContractColumns() {
            super(Customers.this, "contract", "since", "until");
        }

        @Override
        protected Customer.Span<LocalDate> read(RowReader row, int first) {
            return new Customer.Span<LocalDate>(row.getLocalDate(first), row.getLocalDate(first + 1));
        }

        @Override
        protected @Nullable Object[] values(Customer.@Nullable Span<LocalDate> span) {
            if (span == null) return new @Nullable Object[2];
            return new @Nullable Object[] {span.since(), span.until()};
        }
    }

    /** The columns of {@code customer}. */
    public final class CustomerColumns extends EmbeddedColumns<Customer, Customer.Visit> {
        public final TemporalColumn<Customer, Instant> first = temporalColumn("customer_first", DataType.INSTANT);
        public final NumberColumn<Customer, Integer> count = numberColumn("customer_count", DataType.INTEGER);
        public final TemporalColumn<Customer, Instant> row = temporalColumn("customer_row", DataType.INSTANT);
        public final ForeignKey<Customer, Student.Enrollment, Enrollments.Key> enrollment = foreignKey(
                "customer.enrollment",
                () -> Enrollments.ENROLLMENTS,
                customer -> customer.customer == null ? null : customer.customer.enrollment,
                true,
                "customer_enrollment_student",
                "customer_enrollment_course_id",
                "customer_enrollment_term");

        private CustomerColumns() {
            super(
                    Customers.this,
                    "customer",
                    "customer_first",
                    "customer_count",
                    "customer_row",
                    "customer_enrollment_student",
                    "customer_enrollment_course_id",
                    "customer_enrollment_term");
        }

        @Override
        protected Customer.Visit read(RowReader row, int first) {
            Customer.Visit visit = new Customer.Visit();
            visit.first = row.getInstant(first);
            visit.count = row.getInt(first + 1);
            visit.setRow(row.getInstant(first + 2));
            visit.enrollment = enrollment.reference(enrollmentKey(row, first));
            return visit;
        }

        private static Enrollments.@Nullable Key enrollmentKey(RowReader row, int first) {
            if (row.isNull(first + 3) || row.isNull(first + 4) || row.isNull(first + 5)) return null;
            return new Enrollments.Key(
                    row.getString(first + 3), row.getLong(first + 4), decode(TERM_TYPE, row, first + 5));
        }

        @Override
        protected @Nullable Object[] values(Customer.@Nullable Visit visit) {
            if (visit == null) return new @Nullable Object[6];
            @Nullable Object[] enrollmentKey = enrollment.values(visit.enrollment);
            return new @Nullable Object[] {
                visit.first,
                visit.count,
                visit.getRow(),
                enrollmentKey[0],
                enrollmentKey[1],
                enrollmentKey[2]
            };
        }

        @Override
        protected Customer.Visit normalize(Customer.Visit visit) {
            if (visit.first != null) visit.first = Micros.of(visit.first);
            if (visit.getRow() != null) visit.setRow(Micros.of(visit.getRow()));
            return visit;
        }

        @Override
        protected void attach(Customer.@Nullable Visit visit, ResultContext context) {
            if (visit == null) return;
            enrollment.attach(visit.enrollment, context);
        }
    }

    /** The columns of {@code key}. */
    public final class KeyColumns extends EmbeddedColumns<Customer, Customer.Visit> {
        public final TemporalColumn<Customer, Instant> first = temporalColumn("key_first", DataType.INSTANT);
        public final NumberColumn<Customer, Integer> count = numberColumn("key_count", DataType.INTEGER);
        public final TemporalColumn<Customer, Instant> row = temporalColumn("key_row", DataType.INSTANT);
        public final ForeignKey<Customer, Student.Enrollment, Enrollments.Key> enrollment = foreignKey(
                "key.enrollment",
                () -> Enrollments.ENROLLMENTS,
                customer -> customer.key == null ? null : customer.key.enrollment,
                true,
                "key_enrollment_student",
                "key_enrollment_course_id",
                "key_enrollment_term");

        private KeyColumns() {
            super(
                    Customers.this,
                    "key",
                    "key_first",
                    "key_count",
                    "key_row",
                    "key_enrollment_student",
                    "key_enrollment_course_id",
                    "key_enrollment_term");
        }

        @Override
        protected Customer.@Nullable Visit read(RowReader row, int first) {
            if (row.isNull(first)
                    && row.isNull(first + 1)
                    && row.isNull(first + 2)
                    && row.isNull(first + 3)
                    && row.isNull(first + 4)
                    && row.isNull(first + 5)) return null;
            Customer.Visit visit = new Customer.Visit();
            visit.first = row.getInstant(first);
            visit.count = row.getInt(first + 1);
            visit.setRow(row.getInstant(first + 2));
            visit.enrollment = enrollment.reference(enrollmentKey(row, first));
            return visit;
        }

        private static Enrollments.@Nullable Key enrollmentKey(RowReader row, int first) {
            if (row.isNull(first + 3) || row.isNull(first + 4) || row.isNull(first + 5)) return null;
            return new Enrollments.Key(
                    row.getString(first + 3), row.getLong(first + 4), decode(TERM_TYPE, row, first + 5));
        }

        @Override
        protected @Nullable Object[] values(Customer.@Nullable Visit visit) {
            if (visit == null) return new @Nullable Object[6];
            @Nullable Object[] enrollmentKey = enrollment.values(visit.enrollment);
            return new @Nullable Object[] {
                visit.first,
                visit.count,
                visit.getRow(),
                enrollmentKey[0],
                enrollmentKey[1],
                enrollmentKey[2]
            };
        }

        @Override
        protected Customer.Visit normalize(Customer.Visit visit) {
            if (visit.first != null) visit.first = Micros.of(visit.first);
            if (visit.getRow() != null) visit.setRow(Micros.of(visit.getRow()));
            return visit;
        }

        @Override
        protected void attach(Customer.@Nullable Visit visit, ResultContext context) {
            if (visit == null) return;
            enrollment.attach(visit.enrollment, context);
        }
    }
}
