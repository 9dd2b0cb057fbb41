package shop;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinglet.EmbeddedColumns;
import org.kinglet.ForeignKey;
import org.kinglet.Generated;
import org.kinglet.ResultContext;
import org.kinglet.Table;
import org.kinglet.driver.RowReader;
import org.kinglet.query.NumberColumn;
import org.kinglet.query.TemporalColumn;
import org.kinglet.schema.ColumnDefinition;
import org.kinglet.schema.DataType;
import org.kinglet.schema.ForeignKeyDefinition;
import org.kinglet.schema.Micros;
import org.kinglet.schema.ReferentialAction;
import org.kinglet.schema.TableDefinition;

/** The table {@code trips}, whose rows are {@link Customer.Trip}. */
@Generated("org.kinglet.processor.EntityProcessor")
public final class Trips extends Table<Customer.Trip, Long> {
    private static final DataType<Student.Term> TERM_TYPE = DataType.ofEnum(Student.Term.class);

    private static final TableDefinition DEFINITION = TableDefinition.table("trips")
            .column(ColumnDefinition.of("id", "id", DataType.LONG).asGenerated())
            .column(ColumnDefinition.of("there_begins", "there.begins", DataType.INSTANT))
            .column(ColumnDefinition.of("there_visit_first", "there.visit.first", DataType.INSTANT))
            .column(ColumnDefinition.of("there_visit_count", "there.visit.count", DataType.INTEGER))
            .column(ColumnDefinition.of("there_visit_row", "there.visit.row", DataType.INSTANT).asNullable())
            .column(ColumnDefinition.of("there_visit_enrollment_student", "there.visit.enrollment", DataType.STRING)
                    .asNullable())
            .column(ColumnDefinition.of("there_visit_enrollment_course_id", "there.visit.enrollment", DataType.LONG)
                    .asNullable())
            .column(ColumnDefinition.of("there_visit_enrollment_term", "there.visit.enrollment", TERM_TYPE)
                    .asNullable())
            .column(ColumnDefinition.of("trip_begins", "trip.begins", DataType.INSTANT).asNullable())
            .column(ColumnDefinition.of("trip_visit_first", "trip.visit.first", DataType.INSTANT).asNullable())
            .column(ColumnDefinition.of("trip_visit_count", "trip.visit.count", DataType.INTEGER).asNullable())
            .column(ColumnDefinition.of("trip_visit_row", "trip.visit.row", DataType.INSTANT).asNullable())
            .column(ColumnDefinition.of("trip_visit_enrollment_student", "trip.visit.enrollment", DataType.STRING)
                    .asNullable())
            .column(ColumnDefinition.of("trip_visit_enrollment_course_id", "trip.visit.enrollment", DataType.LONG)
                    .asNullable())
            .column(ColumnDefinition.of("trip_visit_enrollment_term", "trip.visit.enrollment", TERM_TYPE).asNullable())
            .primaryKey("id")
            .unique("there_begins")
            .unique("trip_begins")
            .index("there_visit_enrollment_student", "there_visit_enrollment_course_id", "there_visit_enrollment_term")
            .index("trip_visit_enrollment_student", "trip_visit_enrollment_course_id", "trip_visit_enrollment_term")
            .foreignKey(new ForeignKeyDefinition(
                    List.of(
                            "there_visit_enrollment_student",
                            "there_visit_enrollment_course_id",
                            "there_visit_enrollment_term"),
                    null,
                    "enrollments",
                    List.of("student", "course_id", "term"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .foreignKey(new ForeignKeyDefinition(
                    List.of(
                            "trip_visit_enrollment_student",
                            "trip_visit_enrollment_course_id",
                            "trip_visit_enrollment_term"),
                    null,
                    "enrollments",
                    List.of("student", "course_id", "term"),
                    ReferentialAction.NO_ACTION,
                    ReferentialAction.NO_ACTION))
            .build();

    /** The table itself; {@link #as} makes aliases of it. */
    public static final Trips TRIPS = new Trips(null);

    public final NumberColumn<Customer.Trip, Long> id = numberColumn("id", DataType.LONG);
    public final ThereColumns there = new ThereColumns();
    public final TripColumns trip = new TripColumns();

    private Trips(@Nullable String alias) {
        super(Customer.Trip.class, DEFINITION, alias);
    }

    @Override
    public Trips as(String alias) {
        return new Trips(Objects.requireNonNull(alias));
    }

    @Override
    protected Customer.Trip read(RowReader row, int first) {
        return new Customer.Trip(row.getLong(first), there.read(row, first + 1), this.trip.read(row, first + 8));
    }

    @Override
    protected @Nullable Object[] values(Customer.Trip trip) {
        @Nullable Object[] thereValues = there.values(trip.there());
        @Nullable Object[] tripValues = this.trip.values(trip.trip());
        return new @Nullable Object[] {
            trip.id(),
            thereValues[0],
            thereValues[1],
            thereValues[2],
            thereValues[3],
            thereValues[4],
            thereValues[5],
            thereValues[6],
            tripValues[0],
            tripValues[1],
            tripValues[2],
            tripValues[3],
            tripValues[4],
            tripValues[5],
            tripValues[6]
        };
    }

    @Override
    protected Long key(Customer.Trip trip) {
        return trip.id();
    }

    @Override
    protected @Nullable Object[] keyValues(Long key) {
        return new @Nullable Object[] {key};
    }

    @Override
    protected Customer.Trip normalize(Customer.Trip trip) {
        Customer.Leg there = trip.there() == null ? null : this.there.normalize(trip.there());
        Customer.Leg tripInMicros = trip.trip() == null ? null : this.trip.normalize(trip.trip());
        if (Objects.equals(there, trip.there()) && Objects.equals(tripInMicros, trip.trip())) return trip;
        return new Customer.Trip(trip.id(), there, tripInMicros);
    }

    @Override
    protected Customer.Trip withGeneratedKey(Customer.Trip trip, long key) {
        return new Customer.Trip(key, trip.there(), trip.trip());
    }

    @Override
    protected void attach(Customer.Trip trip, ResultContext context) {
        there.attach(trip.there(), context);
        this.trip.attach(trip.trip(), context);
    }

    /** The columns of {@code there}. */
    public final class ThereColumns extends EmbeddedColumns<Customer.Trip, Customer.Leg> {
        public final TemporalColumn<Customer.Trip, Instant> begins = temporalColumn("there_begins", DataType.INSTANT);
        public final ThereVisitColumns visit = new ThereVisitColumns();

        private ThereColumns() {
            super(
                    Trips.this,
                    "there",
                    "there_begins",
                    "there_visit_first",
                    "there_visit_count",
                    "there_visit_row",
                    "there_visit_enrollment_student",
                    "there_visit_enrollment_course_id",
                    "there_visit_enrollment_term");
        }

        @Override
        protected Customer.Leg read(RowReader row, int first) {
            return new Customer.Leg(row.getInstant(first), visit.read(row, first + 1));
        }

        @Override
        protected @Nullable Object[] values(Customer.@Nullable Leg leg) {
            if (leg == null) return new @Nullable Object[7];
            @Nullable Object[] visitValues = visit.values(leg.visit());
            return new @Nullable Object[] {
                leg.begins(),
                visitValues[0],
                visitValues[1],
                visitValues[2],
                visitValues[3],
                visitValues[4],
                visitValues[5]
            };
        }

        @Override
        protected Customer.Leg normalize(Customer.Leg leg) {
            Instant begins = leg.begins() == null ? null : Micros.of(leg.begins());
            Customer.Visit visit = leg.visit() == null ? null : this.visit.normalize(leg.visit());
            if (Objects.equals(begins, leg.begins()) && Objects.equals(visit, leg.visit())) return leg;
            return new Customer.Leg(begins, visit);
        }

        @Override
        protected void attach(Customer.@Nullable Leg leg, ResultContext context) {
            if (leg == null) return;
            visit.attach(leg.visit(), context);
        }
    }

    /** The columns of {@code there.visit}. */
    public final class ThereVisitColumns extends EmbeddedColumns<Customer.Trip, Customer.Visit> {
        public final TemporalColumn<Customer.Trip, Instant> first =
                temporalColumn("there_visit_first", DataType.INSTANT);
        public final NumberColumn<Customer.Trip, Integer> count = numberColumn("there_visit_count", DataType.INTEGER);
        public final TemporalColumn<Customer.Trip, Instant> row = temporalColumn("there_visit_row", DataType.INSTANT);
        public final ForeignKey<Customer.Trip, Student.Enrollment, Enrollments.Key> enrollment = foreignKey(
                "there.visit.enrollment",
                () -> Enrollments.ENROLLMENTS,
                trip -> trip.there() == null ? null : trip.there().visit() == null ? null : trip.there().visit().enrollment,
                true,
                "there_visit_enrollment_student",
                "there_visit_enrollment_course_id",
                "there_visit_enrollment_term");

        private ThereVisitColumns() {
            super(
                    Trips.this,
                    "there.visit",
                    "there_visit_first",
                    "there_visit_count",
                    "there_visit_row",
                    "there_visit_enrollment_student",
                    "there_visit_enrollment_course_id",
                    "there_visit_enrollment_term");
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

    /** The columns of {@code trip}. */
    public final class TripColumns extends EmbeddedColumns<Customer.Trip, Customer.Leg> {
        public final TemporalColumn<Customer.Trip, Instant> begins = temporalColumn("trip_begins", DataType.INSTANT);
        public final TripVisitColumns visit = new TripVisitColumns();

        private TripColumns() {
            super(
                    Trips.this,
                    "trip",
                    "trip_begins",
                    "trip_visit_first",
                    "trip_visit_count",
                    "trip_visit_row",
                    "trip_visit_enrollment_student",
                    "trip_visit_enrollment_course_id",
                    "trip_visit_enrollment_term");
        }

        @Override
        protected Customer.@Nullable Leg read(RowReader row, int first) {
            if (row.isNull(first)
                    && row.isNull(first + 1)
                    && row.isNull(first + 2)
                    && row.isNull(first + 3)
                    && row.isNull(first + 4)
                    && row.isNull(first + 5)
                    && row.isNull(first + 6)) return null;
            return new Customer.Leg(row.getInstant(first), visit.read(row, first + 1));
        }

        @Override
        protected @Nullable Object[] values(Customer.@Nullable Leg leg) {
            if (leg == null) return new @Nullable Object[7];
            @Nullable Object[] visitValues = visit.values(leg.visit());
            return new @Nullable Object[] {
                leg.begins(),
                visitValues[0],
                visitValues[1],
                visitValues[2],
                visitValues[3],
                visitValues[4],
                visitValues[5]
            };
        }

        @Override
        protected Customer.Leg normalize(Customer.Leg leg) {
            Instant begins = leg.begins() == null ? null : Micros.of(leg.begins());
            Customer.Visit visit = leg.visit() == null ? null : this.visit.normalize(leg.visit());
            if (Objects.equals(begins, leg.begins()) && Objects.equals(visit, leg.visit())) return leg;
            return new Customer.Leg(begins, visit);
        }

        @Override
        protected void attach(Customer.@Nullable Leg leg, ResultContext context) {
            if (leg == null) return;
            visit.attach(leg.visit(), context);
        }
    }

    /** The columns of {@code trip.visit}. */
    public final class TripVisitColumns extends EmbeddedColumns<Customer.Trip, Customer.Visit> {
        public final TemporalColumn<Customer.Trip, Instant> first =
                temporalColumn("trip_visit_first", DataType.INSTANT);
        public final NumberColumn<Customer.Trip, Integer> count = numberColumn("trip_visit_count", DataType.INTEGER);
        public final TemporalColumn<Customer.Trip, Instant> row = temporalColumn("trip_visit_row", DataType.INSTANT);
        public final ForeignKey<Customer.Trip, Student.Enrollment, Enrollments.Key> enrollment = foreignKey(
                "trip.visit.enrollment",
                () -> Enrollments.ENROLLMENTS,
                trip -> trip.trip() == null ? null : trip.trip().visit() == null ? null : trip.trip().visit().enrollment,
                true,
                "trip_visit_enrollment_student",
                "trip_visit_enrollment_course_id",
                "trip_visit_enrollment_term");

        private TripVisitColumns() {
            super(
                    Trips.this,
                    "trip.visit",
                    "trip_visit_first",
                    "trip_visit_count",
                    "trip_visit_row",
                    "trip_visit_enrollment_student",
                    "trip_visit_enrollment_course_id",
                    "trip_visit_enrollment_term");
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
}
