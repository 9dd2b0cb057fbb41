// SPDX-License-Identifier: Apache-2.0
package org.kinglet.sqlite;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.Codes;

/**
 * The aggregates that other databases have and SQLite has not, by the names that they have there. Registered before the
 * application's own, which may replace them.
 *
 * <p>They work over windows too: rows leave the frame as they came. So they count exactly, by decimals of any length, and no
 * error of a row that has left stays behind.
 */
final class BuiltInAggregates {
    /** Of decimals; as in the decimal extension of SQLite's shell. */
    static final String SUM = "decimal_sum";

    static final String LIST_DISTINCT = "kinglet_list_distinct";

    private BuiltInAggregates() {}

    static void register(SQLiteConnection connection) throws SQLException {
        create(connection, SUM, () -> new Moments(Moments::sum));
        create(connection, "var_pop", () -> new Moments(moments -> moments.variance(0)));
        create(connection, "var_samp", () -> new Moments(moments -> moments.variance(1)));
        create(connection, "stddev_pop", () -> new Moments(moments -> moments.deviation(0)));
        create(connection, "stddev_samp", () -> new Moments(moments -> moments.deviation(1)));
        create(connection, "bit_and", () -> new Bits((set, rows) -> set == rows));
        create(connection, "bit_or", () -> new Bits((set, rows) -> set > 0));
        create(connection, "bit_xor", () -> new Bits((set, rows) -> set % 2 == 1));
        Function.create(connection, LIST_DISTINCT, new DistinctList(), 2, 0);
    }

    private static void create(SQLiteConnection connection, String name, Supplier<? extends State> state)
            throws SQLException {
        Function.create(connection, name, new Windowed(state), 1, 0);
    }

    /** What is known of the rows that are in the group or frame. Used by one thread. */
    private interface State {
        /** @param value a {@link Long}, or whatever number as a {@link BigDecimal}; null for one that is infinite */
        void add(@Nullable Number value);

        /** The same for one that was added. */
        void remove(@Nullable Number value);

        /** A {@link Long}, {@link Double}, text or nothing. */
        @Nullable
        Object value();
    }

    /** SQLite clones this for each group. */
    private static final class Windowed extends Function.Window {
        private final Supplier<? extends State> newState;
        private @Nullable State state;

        Windowed(Supplier<? extends State> newState) {
            this.newState = newState;
        }

        private State state() {
            State current = state;
            if (current == null) {
                current = newState.get();
                state = current;
            }
            return current;
        }

        @Override
        protected void xStep() throws SQLException {
            if (value_type(0) != Codes.SQLITE_NULL) state().add(number());
        }

        @Override
        protected void xInverse() throws SQLException {
            if (value_type(0) != Codes.SQLITE_NULL) state().remove(number());
        }

        @Override
        protected void xValue() throws SQLException {
            switch (state().value()) {
                case Long number -> result(number);
                case Double number -> result(number);
                case String text -> result(text);
                case null, default -> result();
            }
        }

        @Override
        protected void xFinal() throws SQLException {
            xValue();
            state = null;
        }

        private @Nullable Number number() throws SQLException {
            if (value_type(0) == Codes.SQLITE_INTEGER) return value_long(0);
            if (value_type(0) == Codes.SQLITE_TEXT) {
                try {
                    return new BigDecimal(value_text(0).strip());
                } catch (NumberFormatException noNumber) {
                    // As SQLite's own functions do, which take the number that it begins with.
                }
            }
            double number = value_double(0);
            return Double.isFinite(number) ? new BigDecimal(number) : null;
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            Windowed clone = (Windowed) super.clone();
            clone.state = null;
            return clone;
        }
    }

    /** Number, sum and sum of squares. */
    private static final class Moments implements State {
        private final java.util.function.Function<Moments, @Nullable Object> value;
        private long rows;
        private long infinite;
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal squares = BigDecimal.ZERO;

        Moments(java.util.function.Function<Moments, @Nullable Object> value) {
            this.value = value;
        }

        @Override
        public void add(@Nullable Number added) {
            rows++;
            if (added == null) {
                infinite++;
            } else {
                BigDecimal number = decimal(added);
                sum = sum.add(number);
                squares = squares.add(number.multiply(number));
            }
        }

        @Override
        public void remove(@Nullable Number removed) {
            rows--;
            if (removed == null) {
                infinite--;
            } else {
                BigDecimal number = decimal(removed);
                sum = sum.subtract(number);
                squares = squares.subtract(number.multiply(number));
            }
        }

        private static BigDecimal decimal(Number number) {
            return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
        }

        @Override
        public @Nullable Object value() {
            return rows == 0 || infinite > 0 ? null : value.apply(this);
        }

        Object sum() {
            return sum.toPlainString();
        }

        @Nullable
        Object variance(int fewer) {
            if (rows <= fewer) return null;
            BigDecimal n = BigDecimal.valueOf(rows);
            BigDecimal ofAll = n.multiply(squares).subtract(sum.multiply(sum));
            return ofAll.divide(n.multiply(BigDecimal.valueOf(rows - fewer)), MathContext.DECIMAL128)
                    .doubleValue();
        }

        @Nullable
        Object deviation(int fewer) {
            return variance(fewer) instanceof Double variance ? (Object) Math.sqrt(variance) : null;
        }
    }

    /** In how many rows each bit is set. */
    private static final class Bits implements State {
        private final long[] set = new long[Long.SIZE];
        private final Rule rule;
        private long rows;

        Bits(Rule rule) {
            this.rule = rule;
        }

        @Override
        public void add(@Nullable Number value) {
            count(value, 1);
        }

        @Override
        public void remove(@Nullable Number value) {
            count(value, -1);
        }

        private void count(@Nullable Number value, int one) {
            if (value == null) return;
            long bits = value.longValue();
            rows += one;
            for (int i = 0; i < set.length; i++) {
                if ((bits >>> i & 1) == 1) set[i] += one;
            }
        }

        @Override
        public @Nullable Object value() {
            if (rows == 0) return null;
            long bits = 0;
            for (int i = 0; i < set.length; i++) {
                if (rule.isSet(set[i], rows)) bits |= 1L << i;
            }
            return bits;
        }
    }

    @FunctionalInterface
    private interface Rule {
        /** @param set in how many of the rows the bit is set */
        boolean isSet(long set, long rows);
    }

    /** Each text once, where it came first. */
    private static final class DistinctList extends Function.Aggregate {
        private Set<String> texts = new LinkedHashSet<>();
        private String separator = "";

        @Override
        protected void xStep() throws SQLException {
            if (value_type(0) == Codes.SQLITE_NULL) return;
            separator = value_text(1);
            texts.add(value_text(0));
        }

        @Override
        protected void xFinal() throws SQLException {
            if (texts.isEmpty()) result();
            else result(String.join(separator, texts));
            texts = new LinkedHashSet<>();
        }

        @Override
        public Object clone() throws CloneNotSupportedException {
            DistinctList clone = (DistinctList) super.clone();
            clone.texts = new LinkedHashSet<>();
            return clone;
        }
    }
}
