// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Convert;
import org.kinglet.Converter;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Model;

/** Converters, an enum, constraints and defaults of the server. */
@Entity
@Index(
        unique = true,
        value = {"customer", "number"})
public class Invoice extends Model<Invoice> {
    public enum State {
        OPEN,
        PAID
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

    public static final class LinesConverter implements Converter<List<String>, String> {
        @Override
        public String toColumn(List<String> value) {
            return String.join("\n", value);
        }

        @Override
        public List<String> fromColumn(String value) {
            return List.of(value.split("\n"));
        }
    }

    @Id
    public long id;

    public String customer = "nobody";
    public int number;
    public State state = State.OPEN;

    @Convert(MoneyConverter.class)
    public Money total = new Money(0);

    @Convert(LinesConverter.class)
    public @Nullable List<String> lines;

    @Column(check = "discount between 0 and 100")
    public int discount;

    @Column(defaultValue = "'EUR'")
    public String currency;
}
