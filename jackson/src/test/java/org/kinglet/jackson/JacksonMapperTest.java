// SPDX-License-Identifier: Apache-2.0
package org.kinglet.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinglet.schema.GenericType;

class JacksonMapperTest {
    private final JacksonMapper mapper = new JacksonMapper();

    record Address(String street, @Nullable String city) {}

    record Checked(int number) {
        Checked {
            if (number < 0) throw new IllegalStateException("secret " + number);
        }
    }

    /** A class of the old kind. */
    public static class Settings {
        public @Nullable String theme;
        private final List<Address> addresses = new ArrayList<>();

        public List<Address> getAddresses() {
            return addresses;
        }
    }

    static class Loop {
        @SuppressWarnings("UnusedVariable") // Jackson reads it
        public final Loop self = this;
    }

    private Object read(String json, Type type) {
        Object value = mapper.read(json, type);
        assertThat(value).isNotNull();
        return value;
    }

    @Test
    void records() {
        Address address = new Address("Rue de l'Église 1 🐦", null);
        String json = mapper.write(address, Address.class);
        assertThat(json).isEqualTo("{\"street\":\"Rue de l'Église 1 🐦\",\"city\":null}");
        assertThat(mapper.read(json, Address.class)).isEqualTo(address);
    }

    @Test
    void classes() {
        Settings settings = new Settings();
        settings.theme = "dark";
        settings.getAddresses().add(new Address("A", "B"));
        Settings read = (Settings) read(mapper.write(settings, Settings.class), Settings.class);
        assertThat(read).usingRecursiveComparison().isEqualTo(settings);
    }

    @Test
    void typeArgumentsAreKept() {
        List<Address> addresses = List.of(new Address("A", "B"), new Address("C", null));
        Type list = GenericType.of(List.class, Address.class);
        assertThat(mapper.read(mapper.write(addresses, list), list)).isEqualTo(addresses);

        Type map = GenericType.of(Map.class, Integer.class, GenericType.of(Set.class, Long.class));
        assertThat(mapper.read(mapper.write(Map.of(7, Set.of(1L, 2L)), map), map))
                .isEqualTo(Map.of(7, Set.of(1L, 2L)));

        Type array = GenericType.arrayOf(list);
        assertThat((Object[]) read("[[{\"street\":\"A\",\"city\":\"B\"}]]", array))
                .containsExactly(List.of(new Address("A", "B")));
    }

    @Test
    void trees() {
        JsonNode tree = (JsonNode) read("{\"a\": [1, null, {\"b\": \"\\u0000\"}]}", JsonNode.class);
        assertThat(tree.at("/a/2/b").textValue()).isEqualTo("\0");
        assertThat(mapper.write(tree, JsonNode.class)).isEqualTo("{\"a\":[1,null,{\"b\":\"\\u0000\"}]}");
        assertThat(mapper.write(JsonNodeFactory.instance.textNode("x"), JsonNode.class))
                .isEqualTo("\"x\"");
    }

    @Test
    void theNullOfJson() {
        assertThat(mapper.read("null", JsonNode.class)).isEqualTo(NullNode.instance);
        assertThat(mapper.write(NullNode.instance, JsonNode.class)).isEqualTo("null");
        assertThat(mapper.read("null", Address.class)).isNull();
    }

    @Test
    void numbersKeepEveryDigit() {
        String digits = "12345678901234567890.12345678901234567890";
        String whole = "9".repeat(2_000);
        Type map = GenericType.of(Map.class, String.class, Object.class);
        assertThat(mapper.read("{\"a\":" + digits + ",\"b\":" + whole + ",\"c\":1.50}", map))
                .isEqualTo(
                        Map.of("a", new BigDecimal(digits), "b", new BigInteger(whole), "c", new BigDecimal("1.50")));
        JsonNode tree = (JsonNode) read("{\"a\":" + digits + ",\"c\":1.50}", JsonNode.class);
        assertThat(mapper.write(tree, JsonNode.class)).isEqualTo("{\"a\":" + digits + ",\"c\":1.50}");
        assertThat(mapper.read("9007199254740993", Long.class)).isEqualTo(9007199254740993L);
    }

    @Test
    void whatWasWrittenIsReadHoweverLargeItIs() {
        String text = "x".repeat(25_000_000); // Jackson's own limit is 20 million
        assertThat(mapper.read(mapper.write(List.of(text), GenericType.of(List.class, String.class)), List.class))
                .isEqualTo(List.of(text));
    }

    @Test
    void documentsAreTheSameWhateverTheOrderOfTheirMembers() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", List.of(1, 2));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", List.of(1, 2));
        other.put("a", 1);
        String oneText = mapper.write(one, Map.class);
        assertThat(oneText).isNotEqualTo(mapper.write(other, Map.class));
        assertThat(mapper.isSame(oneText, mapper.write(other, Map.class))).isTrue();
        assertThat(mapper.isSame(oneText, "{\"a\":1,\"b\":[2,1]}")).isFalse();
        assertThat(mapper.isSame(oneText, "neither")).isFalse();
    }

    @Test
    void messagesSayWhereAndNeverWhat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.read("{\"street\": secret}", Address.class))
                .withMessageMatching("it is not JSON: JsonParseException, line 1, column \\d+")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.read("{\"street\": \"A\"} secret", Address.class))
                .withMessageNotContaining("secret")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.read("", Address.class))
                .withNoCause();
        Type map = GenericType.of(Map.class, String.class, GenericType.of(List.class, Checked.class));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.read("{\"secret\": [{\"number\": \"secret\"}]}", map))
                .withMessageContainingAll("InvalidFormatException at […][0].number", "line 1")
                .withMessageNotContaining("secret")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.read("{\"number\": -12345}", Checked.class))
                .withMessageContaining("because of a IllegalStateException")
                .withMessageNotContaining("12345")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.write(new Loop(), Loop.class))
                .withMessageStartingWith("it cannot be written as JSON: ")
                .withNoCause();
    }

    @Test
    void aMemberThatTheClassDoesNotHaveIsRefusedUnlessASubclassSaysOtherwise() {
        String json = "{\"street\":\"A\",\"city\":\"B\",\"zip\":1}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.read(json, Address.class))
                .withMessageContaining("UnrecognizedPropertyException at .zip");
        class Lenient extends JacksonMapper {
            Lenient() {
                super(defaults()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build());
            }
        }
        assertThat(new Lenient().read(json, Address.class)).isEqualTo(new Address("A", "B"));
    }
}
