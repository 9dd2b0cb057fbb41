// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Countries.COUNTRIES;
import static org.kinglet.tck.model.Invoices.INVOICES;
import static org.kinglet.tck.model.Shops.SHOPS;
import static org.kinglet.tck.model.Trips.TRIPS;
import static org.kinglet.tck.model.Tweets.TWEETS;
import static org.kinglet.tck.model.Users.USERS;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.kinglet.MapOptions;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.tck.model.Address;
import org.kinglet.tck.model.Country;
import org.kinglet.tck.model.Geo;
import org.kinglet.tck.model.Invoice;
import org.kinglet.tck.model.Shop;
import org.kinglet.tck.model.Trip;
import org.kinglet.tck.model.Tweet;
import org.kinglet.tck.model.User;

/** Entities as maps, and back. */
class MapsTest extends DatabaseTest {
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {USERS, TWEETS, COUNTRIES, SHOPS, TRIPS, INVOICES};
    }

    private Tweet tweet() {
        User user = USERS.create(USERS.username.set("huey"));
        return TWEETS.getById(TWEETS.create(TWEETS.user.set(user), TWEETS.content.set("meow")).id);
    }

    @Test
    void aReferenceThatIsNotLoadedIsItsKeyAndNothingIsQueried() {
        Tweet tweet = tweet();
        long before = db.stats().statements();
        Map<String, Object> map = TWEETS.toMap(tweet);
        assertThat(map).containsEntry("id", tweet.id).containsEntry("content", "meow");
        assertThat(map).containsEntry("user", tweet.user.id());
        assertThat(USERS.toMap(USERS.create(USERS.username.set("zaizee")), MapOptions.DEFAULT.withCollections()))
                .doesNotContainKey("tweets");
        assertThat(db.stats().statements()).isEqualTo(before + 1);
    }

    @Test
    void aLoadedReferenceIsAMapAsDeepAsWanted() {
        Tweet tweet = tweet();
        User user = tweet.user.get();
        assertThat(TWEETS.toMap(tweet)).containsEntry("user", USERS.toMap(user));
        assertThat(TWEETS.toMap(tweet, MapOptions.DEFAULT.depth(0))).containsEntry("user", user.id);
        assertThatThrownBy(() -> MapOptions.DEFAULT.depth(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLoadedCollectionIsMapsIfWanted() {
        tweet();
        User user = USERS.select().withRelated(USERS.tweets).get();
        assertThat(USERS.toMap(user)).doesNotContainKey("tweets");
        long before = db.stats().statements();
        Map<String, Object> map = USERS.toMap(user, MapOptions.DEFAULT.withCollections());
        assertThat(map.get("tweets"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(tweet -> assertThat(tweet.get("content")).isEqualTo("meow"))
                .satisfies(tweet -> assertThat(tweet.get("user")).isEqualTo(user.id));
        assertThat(db.stats().statements()).isEqualTo(before);
    }

    @Test
    void columnsAreChosenAndLeftOut() {
        Tweet tweet = tweet();
        User user = tweet.user.get();
        assertThat(TWEETS.toMap(tweet, MapOptions.DEFAULT.only(TWEETS.content, TWEETS.user, USERS.username)))
                .isEqualTo(Map.of("content", "meow", "user", Map.of("username", "huey")));
        assertThat(TWEETS.toMap(tweet, MapOptions.DEFAULT.exclude(TWEETS.id, USERS.id)))
                .doesNotContainKey("id")
                .satisfies(map -> assertThat(map.get("user").toString()).doesNotContain("id="));
        assertThat(USERS.toMap(user)).containsKeys("id", "username");
    }

    @Test
    void whatIsEmbeddedIsAMapOrNull() {
        Shop shop = new Shop();
        shop.address = new Address("Rue 1", "Lyon", List.of("a"), new Invoice.Money(5), Ref.none(), new Geo(1, 2));
        shop.save();
        Map<String, Object> map = SHOPS.toMap(SHOPS.getById(shop.id));
        assertThat(map).containsEntry("postal", null);
        assertThat((Map<?, ?>) map.get("address"))
                .isEqualTo(mapOf(
                        "street",
                        "Rue 1",
                        "city",
                        "Lyon",
                        "lines",
                        List.of("a"),
                        "rent",
                        new Invoice.Money(5),
                        "country",
                        null,
                        "place",
                        Map.of("latitude", 1.0, "longitude", 2.0)));
        Shop made = SHOPS.fromMap(map);
        assertThat(made.isPersisted()).isFalse();
        assertThat(SHOPS.toMap(made)).isEqualTo(map);
        assertThat(SHOPS.toMap(SHOPS.getById(shop.id), MapOptions.DEFAULT.only(SHOPS.address.city)))
                .isEqualTo(Map.of("address", Map.of("city", "Lyon")));
    }

    private static Map<String, Object> mapOf(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) map.put((String) entries[i], entries[i + 1]);
        return map;
    }

    @Test
    void recordsToo() {
        Trip trip = TRIPS.create(new Trip(0, new Trip.Leg(Instant.EPOCH, new Geo(1, 2)), null));
        Map<String, Object> map = TRIPS.toMap(trip);
        assertThat(map)
                .isEqualTo(mapOf(
                        "id",
                        trip.id(),
                        "there",
                        Map.of("begins", Instant.EPOCH, "from", Map.of("latitude", 1.0, "longitude", 2.0)),
                        "back",
                        null));
        assertThat(TRIPS.fromMap(map)).usingRecursiveComparison().isEqualTo(trip);
        assertThat(COUNTRIES.fromMap(Map.of("code", "FR", "name", "France"))).isEqualTo(new Country("FR", "France"));
    }

    @Test
    void whatAMapDoesNotNameHasItsDefault() {
        Invoice invoice = INVOICES.fromMap(Map.of("number", 7L, "state", "PAID", "total", "12.50"));
        assertThat(invoice.number).isEqualTo(7);
        assertThat(invoice.customer).isEqualTo("nobody");
        assertThat(invoice.state).isEqualTo(Invoice.State.PAID);
    }

    @Test
    void referencesAreKeysOrMaps() {
        User user = USERS.create(USERS.username.set("huey"));
        Tweet byKey = TWEETS.fromMap(Map.of("content", "a", "user", (int) user.id));
        assertThat(byKey.user.isLoaded()).isFalse();
        assertThat(byKey.user.<Long>id()).isEqualTo(user.id);
        byKey.save();
        assertThat(TWEETS.getById(byKey.id).user.get()).isEqualTo(user);
        Tweet nested = TWEETS.fromMap(Map.of("content", "b", "user", USERS.toMap(user)));
        assertThat(nested.user.isLoaded()).isTrue();
        assertThat(nested.user.get().username).isEqualTo("huey");
        nested.save();
        assertThat(TWEETS.count(TWEETS.user.eq(user))).isEqualTo(2);
        Tweet other = new Tweet();
        other.user = USERS.ref(user.id);
        other.content = "c";
        other.save();
        assertThat(other.user.get()).isEqualTo(user);
    }

    @Test
    void unknownNamesAreErrorsUnlessTheyAreIgnored() {
        Map<String, Object> map = Map.of("code", "FR", "name", "France", "capital", "secret");
        assertThatThrownBy(() -> COUNTRIES.fromMap(map))
                .hasMessage("Country has no property \"capital\" to be set from a map; it has [code, name]");
        assertThat(COUNTRIES.fromMap(map, MapOptions.DEFAULT.ignoringUnknown())).isEqualTo(new Country("FR", "France"));
        assertThatThrownBy(() -> SHOPS.fromMap(Map.of("address", Map.of("town", "x"))))
                .hasMessageContaining("\"address.town\"");
    }

    @Test
    void valuesThatDoNotFitAreNamedByPropertyAndNotRepeated() {
        assertThatThrownBy(() -> INVOICES.fromMap(Map.of("number", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a String cannot be Invoice.number of the table invoices: it is no Integer");
        assertThatThrownBy(() -> INVOICES.fromMap(Map.of("state", "SECRET")))
                .hasMessageContaining("Invoice.state")
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
        assertThatThrownBy(() -> INVOICES.fromMap(Map.of("number", 5_000_000_000L)))
                .hasMessageContaining("Invoice.number")
                .hasMessageNotContaining("5000000000");
        assertThatThrownBy(() -> SHOPS.fromMap(Map.of("address", "secret")))
                .hasMessage("a String cannot be Shop.address of the table shops: it is embedded and needs a map");
    }
}
