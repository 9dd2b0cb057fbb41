// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Specimens.SPECIMENS;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinglet.Table;
import org.kinglet.query.TableColumn;
import org.kinglet.tck.model.Specimen;

/** Random rows; the seed is in the test's name. */
class TypesFuzzTest extends DatabaseTest {
    private static final List<TableColumn<Specimen, ?>> COLUMNS = List.of(
            SPECIMENS.aBoolean,
            SPECIMENS.aByte,
            SPECIMENS.aShort,
            SPECIMENS.anInt,
            SPECIMENS.aLong,
            SPECIMENS.aFloat,
            SPECIMENS.aDouble,
            SPECIMENS.aChar,
            SPECIMENS.text,
            SPECIMENS.decimal,
            SPECIMENS.bigInteger,
            SPECIMENS.bytes,
            SPECIMENS.uuid,
            SPECIMENS.date,
            SPECIMENS.time,
            SPECIMENS.dateTime,
            SPECIMENS.instant,
            SPECIMENS.offsetDateTime,
            SPECIMENS.duration,
            SPECIMENS.color);

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {SPECIMENS};
    }

    static LongStream seeds() {
        return LongStream.of(1, 42, System.nanoTime());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomRowsAreReadAsTheyWereSaved(long seed) {
        Random random = new Random(seed);
        List<Specimen> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) rows.add(SpecimenBuilder.of(values(random)));
        List<Specimen> saved = SPECIMENS.bulkCreate(rows, 1 + random.nextInt(100));
        List<Specimen> read = SPECIMENS.select().orderBy(SPECIMENS.id).list();
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read.get(i).id())
                    .as("seed %d, row %d", seed, i)
                    .isEqualTo(saved.get(i).id());
            assertThat(values(read.get(i))).as("seed %d, row %d", seed, i).isEqualTo(values(saved.get(i)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bulkUpdatesWriteEveryType(long seed) {
        Random random = new Random(seed);
        List<Specimen> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) rows.add(SpecimenBuilder.of(values(random)));
        List<Specimen> saved = SPECIMENS.bulkCreate(rows);
        List<Specimen> wanted = saved.subList(100, 200);
        List<Specimen> updated = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Object[] values = Arrays.stream(values(wanted.get(i)))
                    .filter(Objects::nonNull)
                    .toArray();
            updated.add(SpecimenBuilder.withId(saved.get(i).id(), values));
        }
        assertThat(SPECIMENS.bulkUpdate(updated, COLUMNS, 1 + random.nextInt(100)))
                .isEqualTo(100);
        List<Specimen> read = SPECIMENS.select().orderBy(SPECIMENS.id).list();
        for (int i = 0; i < 100; i++) {
            assertThat(values(read.get(i))).as("seed %d, row %d", seed, i).isEqualTo(values(wanted.get(i)));
        }
    }

    private Object[] values(Random random) {
        int decimals = target.isMysqlFamily() ? 30 : 60;
        int integers = target.isMysqlFamily() ? 210 : 300;
        List<Object> values = new ArrayList<>();
        Instant instant = Instant.ofEpochSecond(
                random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000_000));
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        for (Object value : new Object[] {
            random.nextBoolean(),
            (byte) random.nextInt(),
            (short) random.nextInt(),
            random.nextInt(),
            random.nextLong(),
            Float.intBitsToFloat(random.nextInt(0x7f800000)),
            Double.longBitsToDouble(random.nextLong(0x7ff0000000000000L)),
            (char) (1 + random.nextInt(0xd7ff)),
            text(random),
            new BigDecimal(
                    new BigInteger(1 + random.nextInt(decimals == 30 ? 110 : 200), random), random.nextInt(decimals)),
            new BigInteger(1 + random.nextInt(integers), random).negate(),
            bytes,
            new UUID(random.nextLong(), random.nextLong()),
            time.toLocalDate(),
            time.toLocalTime(),
            time,
            instant,
            instant.atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_801))),
            Duration.of(random.nextLong(), ChronoUnit.NANOS),
            Specimen.Color.values()[random.nextInt(2)]
        }) {
            if (random.nextInt(5) != 0) values.add(value);
        }
        return values.toArray();
    }

    private static String text(Random random) {
        int length = random.nextInt(50);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int c = random.nextInt(4) == 0 ? random.nextInt(0x110000) : 1 + random.nextInt(0x7e);
            text.appendCodePoint(c >= 0xd800 && c < 0xe000 || c == 0 ? '?' : c);
        }
        return text.toString();
    }

    /** The values of the components as the database keeps them. */
    private Object[] values(Specimen specimen) {
        return SpecimenBuilder.values(target, specimen);
    }
}
