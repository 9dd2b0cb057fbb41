// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Json;
import org.kinglet.Model;

/** Documents, on every backend. */
@Entity
public class Dossier extends Model<Dossier> {
    public record Address(String street, @Nullable String city, List<Integer> numbers) {}

    /** A plain class, as Jackson takes it. */
    public static class Settings {
        public String theme = "";
        public boolean loud;

        public Settings() {}
    }

    @Id
    public long id;

    @Json
    public String raw = "{}";

    @Json
    public @Nullable Address address;

    @Json
    public Settings settings = new Settings();

    @Json
    public @Nullable JsonNode node;

    @Json
    public Map<String, @Nullable List<Address>> byName = Map.of();

    @Json
    public int[] numbers = {};

    @Json
    public @Nullable List<@Nullable String> words;
}
