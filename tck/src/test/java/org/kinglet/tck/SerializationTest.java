// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kinglet.tck.model.Actors.ACTORS;
import static org.kinglet.tck.model.Categories.CATEGORIES;
import static org.kinglet.tck.model.Countries.COUNTRIES;
import static org.kinglet.tck.model.Films.FILMS;
import static org.kinglet.tck.model.Likes.LIKES;
import static org.kinglet.tck.model.Shops.SHOPS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.jackson.KingletModule;
import org.kinglet.tck.model.Actor;
import org.kinglet.tck.model.Address;
import org.kinglet.tck.model.Category;
import org.kinglet.tck.model.Country;
import org.kinglet.tck.model.Film;
import org.kinglet.tck.model.Invoice.Money;
import org.kinglet.tck.model.Shop;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Entities and their references as JSON, without a query. */
class SerializationTest extends DatabaseTest {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new KingletModule())
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {LIKES, USERS, TWEETS, COUNTRIES, SHOPS, CATEGORIES, ACTORS, FILMS};
    }

    private Tweet tweet() {
        User user = USERS.create(USERS.username.set("huey"));
        return TWEETS.getById(TWEETS.create(TWEETS.user.set(user), TWEETS.content.set("meow")).id);
    }

    @Test
    void whatIsNotLoadedIsAKeyAndNothingIsQueried() {
        Tweet tweet = tweet();
        long before = db.stats().statements();
        JsonNode json = mapper.valueToTree(tweet);
        assertThat(json.get("user").isNumber()).isTrue();
        assertThat(json.get("user").asLong()).isEqualTo(tweet.user.<Long>id());
        assertThat(json.get("content").asText()).isEqualTo("meow");
        assertThat(json.has("persisted")).isFalse();
        assertThat(json.has("favorites")).isFalse();
        assertThat(db.stats().statements()).isEqualTo(before);
    }

    @Test
    void whatIsLoadedIsAnObject() {
        Tweet tweet = tweet();
        User user = tweet.user.get();
        JsonNode json = mapper.valueToTree(tweet);
        assertThat(json.get("user").get("username").asText()).isEqualTo("huey");
        assertThat(json.get("user").has("tweets")).isFalse();
        assertThat(json.get("user").get("id").asLong()).isEqualTo(user.id);
    }

    @Test
    void soIsWhatGoesWithItByATableBetween() throws Exception {
        Actor actor = ACTORS.create(new Actor("ann"));
        actor.films.add(FILMS.create(new Film("dawn", 1990)));
        Actor loaded = ACTORS.select()
                .withRelated(ACTORS.films.withRelated(FILMS.actors))
                .get();
        long before = db.stats().statements();
        JsonNode json = mapper.valueToTree(loaded);
        assertThat(json.has("following")).isFalse();
        assertThat(json.get("films")).hasSize(1);
        JsonNode film = json.get("films").get(0);
        assertThat(film.get("title").asText()).isEqualTo("dawn");
        assertThat(film.get("actors").get(0).asLong()).as("itself, by its key").isEqualTo(actor.id);
        assertThat(film.has("keywords")).isFalse();
        assertThat(mapper.treeToValue(json, Actor.class).films).isEmpty();
        assertThat(db.stats().statements()).isEqualTo(before);
    }

    @Test
    void aLoadedCollectionIsAnArray() {
        tweet();
        User user = USERS.select()
                .withRelated(USERS.tweets.withRelated(TWEETS.likes))
                .get();
        long before = db.stats().statements();
        JsonNode json = mapper.valueToTree(user);
        assertThat(json.get("tweets")).hasSize(1);
        JsonNode tweet = json.get("tweets").get(0);
        assertThat(tweet.get("content").asText()).isEqualTo("meow");
        assertThat(tweet.get("user").asLong()).isEqualTo(user.id);
        assertThat(tweet.get("likes")).isEmpty();
        assertThat(db.stats().statements()).isEqualTo(before);
    }

    @Test
    void aCycleEndsInAKey() {
        Category category = CATEGORIES.create(CATEGORIES.name.set("all"));
        category.parent = Ref.to(category);
        JsonNode json = mapper.valueToTree(category);
        assertThat(json.get("parent").isNumber()).isTrue();
        assertThat(CATEGORIES.toMap(category)).containsEntry("parent", category.id);
    }

    /** Something that is no entity. */
    record Holder(Ref<Tweet> tweet) {}

    @Test
    void referencesAreReadFromKeysObjectsAndNull() throws Exception {
        User user = USERS.create(USERS.username.set("huey"));
        Tweet byKey = mapper.readValue("{\"content\": \"a\", \"user\": " + user.id + "}", Tweet.class);
        assertThat(byKey.user.isLoaded()).isFalse();
        byKey.save();
        assertThat(byKey.user.get()).isEqualTo(user);
        Tweet nested = mapper.readValue(
                "{\"content\": \"b\", \"user\": {\"id\": " + user.id + ", \"username\": \"huey\", \"tweets\": []}}",
                Tweet.class);
        assertThat(nested.user.isLoaded()).isTrue();
        assertThat(nested.user.get().username).isEqualTo("huey");
        nested.save();
        assertThat(TWEETS.count(TWEETS.user.eq(user))).isEqualTo(2);
        assertThat(mapper.readValue("{\"tweet\": null}", Holder.class).tweet().isNone())
                .isTrue();
        assertThat(mapper.readValue("{}", Holder.class).tweet().isNone()).isTrue();
    }

    @Test
    void embeddedOnesAndRecords() throws Exception {
        Country france = COUNTRIES.create(new Country("FR", "France"));
        Shop shop = new Shop();
        shop.address = new Address("Rue 1", "Lyon", null, new Money(5), COUNTRIES.ref("FR"), null);
        shop.save();
        JsonNode json = mapper.valueToTree(SHOPS.getById(shop.id));
        assertThat(json.get("address").get("city").asText()).isEqualTo("Lyon");
        assertThat(json.get("address").get("country").asText()).isEqualTo("FR");
        assertThat(json.get("postal").isNull()).isTrue();
        assertThat(json.get("hours").has("days")).isTrue();
        Shop read = mapper.treeToValue(json, Shop.class);
        assertThat(read.address.country().<String>id()).isEqualTo("FR");
        assertThat(read.address.city()).isEqualTo("Lyon");
        assertThat(read.isPersisted()).isFalse();
        assertThat(mapper.readValue(mapper.writeValueAsString(france), Country.class))
                .isEqualTo(france);
    }
}
