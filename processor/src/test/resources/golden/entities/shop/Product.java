package shop;

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
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Convert;
import org.kinglet.Converter;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Model;
import org.kinglet.Transient;
import org.kinglet.Unique;
import org.kinglet.Version;

/** Every type that a column can have, and all that {@code @Column} can say. */
@Entity(value = "products", schema = "shop")
@Index({"color", "price"})
@Index(name = "products_by_day", unique = true, value = {"day", "time"})
public class Product extends Model<Product> {
    public enum Color {
        RED,
        GREEN
    }

    public record Money(long cents) {}

    public static final class MoneyConverter implements Converter<Money, BigDecimal> {
        @Override
        public BigDecimal toColumn(Money value) {
            return BigDecimal.valueOf(value.cents(), 2);
        }

        @Override
        public Money fromColumn(BigDecimal value) {
            return new Money(value.movePointRight(2).longValueExact());
        }
    }

    public static final class TagsConverter implements Converter<List<String>, String> {
        @Override
        public String toColumn(List<String> value) {
            return String.join(",", value);
        }

        @Override
        public List<String> fromColumn(String value) {
            return List.of(value.split(","));
        }
    }

    public static final class YesNo implements Converter<Boolean, Character> {
        @Override
        public Character toColumn(Boolean value) {
            return value ? 'y' : 'n';
        }

        @Override
        public Boolean fromColumn(Character value) {
            return value == 'y';
        }
    }

    public static final int SIZE = 3;

    @Id
    public Long id;

    @Version
    public int version;

    public boolean aBoolean;
    public byte aByte;
    public short aShort;
    public int anInt;
    public long aLong;
    public float aFloat;
    public double aDouble;
    public char aChar;
    public Boolean boxedBoolean;
    public Byte boxedByte;
    public Short boxedShort;
    public Integer boxedInteger;
    public @Nullable Long boxedLong;
    public Float boxedFloat;
    public Double boxedDouble;
    public @Nullable Character boxedChar;

    @Unique
    @Column(name = "title", length = 80, collation = "nocase", check = "title <> '\"'")
    public String name;

    @Column(precision = 12, scale = 4, defaultValue = "0")
    public BigDecimal decimal = BigDecimal.ZERO;

    public @Nullable BigInteger bigInteger;
    public byte[] bytes;
    public byte @Nullable [] nullableBytes;
    public UUID uuid;
    public LocalDate day;
    public LocalTime time;
    public @Nullable LocalDateTime dateTime;

    @Index
    public Instant instant = Instant.now();

    public @Nullable OffsetDateTime offsetDateTime;
    public Duration duration;
    public Color color = Color.RED;
    public @Nullable Color otherColor;

    @Convert(MoneyConverter.class)
    public Money price;

    @Convert(MoneyConverter.class)
    public @Nullable Money discount;

    @Convert(TagsConverter.class)
    @Column(type = "varchar(500)", defaultValue = "'a very long default, so that this line would be longer than it may be'")
    public List<String> tags;

    @Convert(YesNo.class)
    public boolean available;

    @Transient
    public Object cache;

    public transient Thread owner;
}
