// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.query.Functions.caseWhen;
import static org.kinglet.query.Functions.value;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.kinglet.Table;
import org.kinglet.query.Expression;
import org.kinglet.query.TableColumn;
import org.kinglet.tck.model.Specimen;

/** Every value of every type comes through wherever a statement can have one. */
class ValuePlacesTest extends DatabaseTest {
    static final Object[] VALUES = TypesTest.VALUES;

    private long id;

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    @ParameterizedTest
    @FieldSource("VALUES")
    void comesThroughEverywhere(Object value) {
        id = SPECIMENS.create(SpecimenBuilder.of()).id();
        switch (value) {
            case Boolean v -> everywhere(SPECIMENS.aBoolean, Boolean.class, v);
            case Byte v -> everywhere(SPECIMENS.aByte, Byte.class, v);
            case Short v -> everywhere(SPECIMENS.aShort, Short.class, v);
            case Integer v -> everywhere(SPECIMENS.anInt, Integer.class, v);
            case Long v -> everywhere(SPECIMENS.aLong, Long.class, v);
            case Float v -> everywhere(SPECIMENS.aFloat, Float.class, v);
            case Double v -> everywhere(SPECIMENS.aDouble, Double.class, v);
            case Character v -> everywhere(SPECIMENS.aChar, Character.class, v);
            case String v -> everywhere(SPECIMENS.text, String.class, v);
            case BigDecimal v -> everywhere(SPECIMENS.decimal, BigDecimal.class, v);
            case BigInteger v -> everywhere(SPECIMENS.bigInteger, BigInteger.class, v);
            case byte[] v -> everywhere(SPECIMENS.bytes, byte[].class, v);
            case UUID v -> everywhere(SPECIMENS.uuid, UUID.class, v);
            case LocalDate v -> everywhere(SPECIMENS.date, LocalDate.class, v);
            case LocalTime v -> everywhere(SPECIMENS.time, LocalTime.class, v);
            case LocalDateTime v -> everywhere(SPECIMENS.dateTime, LocalDateTime.class, v);
            case Instant v -> everywhere(SPECIMENS.instant, Instant.class, v);
            case OffsetDateTime v -> everywhere(SPECIMENS.offsetDateTime, OffsetDateTime.class, v);
            case Duration v -> everywhere(SPECIMENS.duration, Duration.class, v);
            case Specimen.Color v -> everywhere(SPECIMENS.color, Specimen.Color.class, v);
            default -> throw new AssertionError(value.getClass());
        }
    }

    private <T> void everywhere(TableColumn<Specimen, T> named, Class<T> type, T value) {
        Expression<T> column = named.expression();
        same(
                "returned",
                SPECIMENS
                        .update(named.set(value))
                        .where(SPECIMENS.id.eq(id))
                        .returning(column)
                        .execute()
                        .getFirst()
                        .get(column),
                value);
        same("selected", read(column), value);
        assertThat(SPECIMENS.count(column.eq(value))).as("compared").isEqualTo(1);
        assertThat(SPECIMENS.count(column.in(List.of(value, value))))
                .as("in a list")
                .isEqualTo(1);
        assertThat(SPECIMENS.count(column.ne(value))).as("compared").isZero();

        Expression<T> parameter = value(type, value);
        same("of a case", read(caseWhen(SPECIMENS.id.ne(id), column).otherwise(parameter)), value);
        SPECIMENS
                .update(named.set(caseWhen(SPECIMENS.id.eq(id), parameter).otherwise(column)))
                .where(SPECIMENS.id.eq(id))
                .execute();
        same("set by a case", read(column), value);
        String name = named.columns().getFirst().name();
        assertThat(db.sql("select count(*) from specimens where specimens." + name + " = ?", value)
                        .scalar(Long.class))
                .as("compared in raw SQL")
                .isEqualTo(1);
    }

    private static <T> T read(Expression<T> expression) {
        return SPECIMENS
                .select(expression)
                .map(row -> row.get(expression))
                .list()
                .getFirst();
    }

    private void same(String where, Object found, Object value) {
        if (value instanceof BigDecimal decimal && target.isMysqlFamily()) {
            assertThat((BigDecimal) found).as(where).isEqualByComparingTo(decimal);
        } else {
            assertThat(found).as(where).isEqualTo(value);
        }
    }
}
