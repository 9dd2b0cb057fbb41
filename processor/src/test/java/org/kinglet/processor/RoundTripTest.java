// SPDX-License-Identifier: Apache-2.0
package org.kinglet.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kinglet.driver.RowReader;

/** Generated code runs: what it writes it reads again, in the right places. */
class RoundTripTest {
    private static final String PROGRAM = """
            package app; import java.math.*; import java.time.*; import java.util.*; import org.kinglet.*;

            import org.jspecify.annotations.Nullable;

            public class Program {
                public enum Color { RED, GREEN }

                @Entity
                public static class Course {
                    @Id public String code;
                    @Id public int year;
                }

                public static class Days implements Converter<Period, Integer> {
                    public Integer toColumn(Period value) { return value.getDays(); }
                    public Period fromColumn(Integer value) { return Period.ofDays(value); }
                }

                @Entity
                public record Everything(
                        boolean aBoolean, byte aByte, short aShort, int anInt, float aFloat, double aDouble, char aChar,
                        @Id long id,
                        Integer boxed, @Nullable Short none, String text, BigDecimal decimal, BigInteger big, byte[] bytes,
                        UUID uuid, LocalDate date, LocalTime time, LocalDateTime dateTime, Instant instant,
                        OffsetDateTime offset, Duration duration, Color color, @Convert(Days.class) Period period,
                        @Version int version, Ref<Course> course) {}

                @SuppressWarnings("unchecked")
                public static Object sample() {
                    Course course = new Course();
                    course.code = "A1";
                    course.year = 2025;
                    return new Everything(
                            true, (byte) -1, (short) 2, 3, 4.5f, 6.25, 'x', 7L, 8, null, "text", new BigDecimal("9.10"),
                            BigInteger.TEN, new byte[] {1, 2}, new UUID(1, 2), LocalDate.of(2025, 1, 2),
                            LocalTime.of(3, 4, 5), LocalDateTime.of(2025, 1, 2, 3, 4), Instant.ofEpochSecond(5),
                            OffsetDateTime.of(2025, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC), Duration.ofMinutes(6), Color.GREEN,
                            Period.ofDays(3), 11, Ref.to(course));
                }
            }
            """;

    @Test
    void readsWhatItWrites() throws Exception {
        Compilation compilation =
                Compilation.Setup.of(Compilation.Tool.JAVAC).lenient().compile(Map.of("app.Program", PROGRAM));
        assertThat(compilation.errors()).isEmpty();
        Path classes = compilation.classes();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Object table =
                    loader.loadClass("app.Everythings").getField("EVERYTHINGS").get(null);
            Object sample = loader.loadClass("app.Program").getMethod("sample").invoke(null);
            Object[] row = (Object[]) call(table, "values", sample);

            Object read = call(table, "read", reader(row), 0);

            assertThat(Arrays.deepEquals((Object[]) call(table, "values", read), row))
                    .isTrue();
            assertThat(row[0]).isEqualTo(7L); // the key comes first
            assertThat(Arrays.asList(row).subList(row.length - 3, row.length)).containsExactly(11, "A1", 2025);
            assertThat(read.toString().replaceAll("\\[B@\\w+|Ref\\[[^]]*]+", ""))
                    .isEqualTo(sample.toString().replaceAll("\\[B@\\w+|Ref\\[[^]]*]+", ""));
            assertThat((Object[]) call(table, "values", call(table, "withGeneratedKey", sample, 70L)))
                    .startsWith(70L, true);
            assertThat(((Object[]) call(table, "values", call(table, "withVersion", sample, 12L)))[row.length - 3])
                    .isEqualTo(12);
        }
    }

    private static Object call(Object table, String name, Object... arguments) throws Exception {
        for (Method method : table.getClass().getDeclaredMethods()) {
            if (!method.getName().equals(name) || method.isBridge()) continue;
            method.setAccessible(true);
            return method.invoke(table, arguments);
        }
        throw new AssertionError("no method " + name);
    }

    /** A row that holds these values. */
    private static RowReader reader(Object[] row) {
        return (RowReader) Proxy.newProxyInstance(
                RoundTripTest.class.getClassLoader(), new Class<?>[] {RowReader.class}, (self, method, arguments) -> {
                    Object value = row[(int) arguments[0]];
                    return method.getName().equals("isNull") ? (Object) (value == null) : value;
                });
    }
}
