// SPDX-License-Identifier: Apache-2.0
package org.kinglet.driver;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One statement on its way to the database: text with the dialect's placeholders, parameters, and what to do with the
 * rows. Immutable, but for the parameter array, which nobody may change any more; a driver may run it again (a group
 * that died, a bystander of a cancellation), each time with a new collector.
 *
 * <p>Parameters are {@code null} or of one of these types: {@link Boolean}, {@link Integer}, {@link Long},
 * {@link Float}, {@link Double}, {@link java.math.BigDecimal}, {@link String}, {@code byte[]}, {@link java.util.UUID},
 * {@link java.time.LocalDate}, {@link java.time.LocalTime}, {@link java.time.LocalDateTime}, {@link java.time.Instant}; or an
 * array of one of those ({@code Long[]}, {@code byte[][]}), in which elements may be {@code null}, for databases that have
 * arrays. JSON documents and values of a database's own types are {@link String}: the SQL casts them.
 *
 * @param access whether the statement is known to read only
 * @param collector makes the collector of one execution
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: it is on the way to the driver
public record Command<R>(
        String sql, @Nullable Object[] parameters, Access access, Supplier<? extends RowCollector<R>> collector) {

    /** A statement of which only the number of affected rows matters. */
    public static Command<Long> update(String sql, @Nullable Object... parameters) {
        return new Command<>(sql, parameters, Access.WRITE, AffectedRows::new);
    }

    /** A change of the schema or of the session. */
    public static Command<Long> exclusive(String sql, @Nullable Object... parameters) {
        return new Command<>(sql, parameters, Access.EXCLUSIVE, AffectedRows::new);
    }

    /** The SQL, without any parameter value. */
    @Override
    public String toString() {
        return sql;
    }

    private static final class AffectedRows implements RowCollector<Long> {
        @Override
        public void row(RowReader row) {}

        @Override
        public Long finish(long affectedRows, long lastInsertedId) {
            return affectedRows;
        }
    }
}
