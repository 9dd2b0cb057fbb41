// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.tck.model.Countries.COUNTRIES;
import static org.kinglet.tck.model.Shops.SHOPS;
import static org.kinglet.tck.model.Trips.TRIPS;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinglet.IntegrityException;
import org.kinglet.Ref;
import org.kinglet.Table;
import org.kinglet.tck.model.Address;
import org.kinglet.tck.model.Country;
import org.kinglet.tck.model.Geo;
import org.kinglet.tck.model.Invoice.Money;
import org.kinglet.tck.model.Shop;
import org.kinglet.tck.model.Shops;
import org.kinglet.tck.model.Trip;

/** Records and classes in columns of their entity. */
class EmbeddedTest extends DatabaseTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");
    private static final Instant NOON_IN_MICROS = Instant.parse("2026-01-02T12:00:00.123456Z");

    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {COUNTRIES, SHOPS, TRIPS};
    }

    private Shop saved() {
        Country france = COUNTRIES.create(new Country("FR", "France"));
        Shop shop = new Shop();
        shop.name = "Chez Huey";
        shop.address = new Address(
                "Rue 1", "Lyon", List.of("2nd floor"), new Money(12_50), Ref.to(france), new Geo(45.75, 4.85));
        shop.hours.opened = NOON;
        shop.save();
        return shop;
    }

    @Test
    void whatIsWrittenIsRead() {
        Shop shop = saved();
        Shop read = SHOPS.getById(shop.id);
        assertThat(read.address.street()).isEqualTo("Rue 1");
        assertThat(read.address.city()).isEqualTo("Lyon");
        assertThat(read.address.lines()).containsExactly("2nd floor");
        assertThat(read.address.rent()).isEqualTo(new Money(12_50));
        assertThat(read.address.country().get()).isEqualTo(new Country("FR", "France"));
        assertThat(read.address.place().getLatitude()).isEqualTo(45.75);
        assertThat(read.postal).isNull();
        assertThat(read.hours.opened).isEqualTo(NOON_IN_MICROS);
        assertThat(read.hours.days).isNull();
        assertThat(read.dirtyColumns()).isEmpty();
    }

    @Test
    void timesInsideAreCutInTheEntityToo() {
        assertThat(saved().hours.opened).isEqualTo(NOON_IN_MICROS);
        Trip trip = TRIPS.create(new Trip(0, new Trip.Leg(NOON, new Geo(1, 2)), null));
        assertThat(trip.there().begins()).isEqualTo(NOON_IN_MICROS);
        assertThat(TRIPS.getById(trip.id()).there().begins()).isEqualTo(NOON_IN_MICROS);
    }

    @Test
    void theColumnsAreNamedAfterTheProperty() {
        saved();
        assertThat(db.sql("select address_city, address_place_latitude, address_country_id, days from shops")
                        .list())
                .singleElement()
                .satisfies(row -> assertThat(row.get(0, String.class)).isEqualTo("Lyon"));
    }

    @Test
    void columnsAreQueriedSelectedOrderedAndSet() {
        Shop shop = saved();
        assertThat(SHOPS.get(SHOPS.address.city.eq("Lyon"), SHOPS.address.place.longitude.lt(5.0)))
                .isEqualTo(shop);
        assertThat(SHOPS.exists(SHOPS.address.country.eqKey("FR"))).isTrue();
        assertThat(SHOPS.select(SHOPS.address.rent).get().get(SHOPS.address.rent))
                .isEqualTo(new Money(12_50));
        assertThat(SHOPS.select().orderBy(SHOPS.address.street.desc()).list()).containsExactly(shop);
        SHOPS.update(SHOPS.address.city.set("Paris"), SHOPS.hours.days.set(5))
                .all()
                .execute();
        shop.refresh();
        assertThat(shop.address.city()).isEqualTo("Paris");
        assertThat(shop.hours.days).isEqualTo(5);
    }

    @Test
    void aliasesHaveTheColumnsToo() {
        Shop shop = saved();
        Shops other = SHOPS.as("other");
        assertThat(other.select()
                        .where(other.address.place.latitude.gt(45.0), other.address.city.eq("Lyon"))
                        .orderBy(other.address.street)
                        .list())
                .containsExactly(shop);
    }

    @Test
    void aNullableOneIsNullWhenAllItsColumnsAre() {
        Shop shop = saved();
        assertThat(SHOPS.exists(SHOPS.postal.isNull())).isTrue();
        assertThat(SHOPS.exists(SHOPS.postal.isNotNull())).isFalse();
        shop.postal = new Address("Box 7", "Nice");
        assertThat(shop.dirtyColumns()).containsExactly(SHOPS.postal.street, SHOPS.postal.city, SHOPS.postal.rent);
        shop.save();
        Shop read = SHOPS.get(SHOPS.postal.isNotNull());
        assertThat(read.postal).isEqualTo(new Address("Box 7", "Nice", null, new Money(0), Ref.none(), null));
        read.postal = null;
        assertThat(read.save()).isEqualTo(1);
        assertThat(SHOPS.getById(shop.id).postal).isNull();
    }

    @Test
    void oneThatIsNotNullableIsNeverNull() {
        Shop shop = SHOPS.create(SHOPS.hours.opened.setNull(), SHOPS.hours.days.setNull());
        assertThat(SHOPS.getById(shop.id).hours).isNotNull();
        shop.address = null;
        assertThatThrownBy(shop::save).isInstanceOf(IntegrityException.class);
        assertThat(SHOPS.getById(shop.id).address.city()).isEqualTo("Springfield");
    }

    @Test
    void onlyWhatHasChangedInsideIsWritten() {
        Shop shop = SHOPS.getById(saved().id);
        shop.address = new Address(
                "Rue 1", "Lyon", List.of("2nd floor"), new Money(12_50), shop.address.country(), shop.address.place());
        assertThat(shop.dirtyColumns()).isEmpty();
        shop.address.place().setLatitude(46);
        shop.hours.days = 6;
        assertThat(shop.dirtyColumns()).containsExactly(SHOPS.address.place.latitude, SHOPS.hours.days);
        SHOPS.update(SHOPS.address.city.set("Paris")).all().execute();
        assertThat(shop.save()).isEqualTo(1);
        assertThat(SHOPS.getById(shop.id).address.city()).isEqualTo("Paris");
    }

    @Test
    void partsAreSavedAlone() {
        Shop shop = saved();
        shop.name = "other";
        shop.hours.days = 3;
        shop.save(SHOPS.hours.days);
        Shop read = SHOPS.getById(shop.id);
        assertThat(read.name).isEqualTo("Chez Huey");
        assertThat(read.hours.days).isEqualTo(3);
        shop.hours.days = 4;
        SHOPS.bulkUpdate(List.of(shop), SHOPS.hours.columns());
        assertThat(SHOPS.getById(shop.id).hours.days).isEqualTo(4);
        assertThat(SHOPS.getById(shop.id).name).isEqualTo("Chez Huey");
    }

    @Test
    void wholeOnesAreSetAndCompared() {
        Shop shop = saved();
        Address nice = new Address("Rue 2", "Nice", null, new Money(1), Ref.none(), new Geo(1, 2));
        SHOPS.update(SHOPS.address.set(nice), SHOPS.postal.set(nice)).all().execute();
        assertThat(SHOPS.count(SHOPS.postal.street.eq("Rue 2"), SHOPS.address.place.eq(new Geo(1, 2))))
                .isEqualTo(1);
        SHOPS.update(SHOPS.postal.setNull()).all().execute();
        assertThat(SHOPS.getById(shop.id).postal).isNull();
        Shop.Hours hours = new Shop.Hours();
        hours.opened = NOON;
        assertThat(SHOPS.count(SHOPS.hours.eq(hours))).isEqualTo(1);
        hours.days = 1;
        assertThat(SHOPS.count(SHOPS.hours.eq(hours))).isZero();
        assertThatThrownBy(() -> SHOPS.postal.set(null))
                .hasMessage("set(null) on shops.postal: a null is no value in SQL; use setNull()");
        assertThatThrownBy(() -> SHOPS.postal.eq(null)).hasMessageContaining("isNull()");
    }

    @Test
    void defaultsAreThoseOfAFreshEntity() {
        Shop shop = SHOPS.create(SHOPS.name.set("new"), SHOPS.address.city.set("Nice"));
        assertThat(shop.address.street()).isEqualTo("Main Street");
        assertThat(shop.address.city()).isEqualTo("Nice");
    }

    @Test
    void uniqueIsOverAllColumns() {
        saved();
        Shop other = new Shop();
        other.hours.opened = NOON;
        other.hours.days = 1;
        other.save();
        Shop same = new Shop();
        same.hours.opened = NOON;
        same.hours.days = 1;
        assertThatThrownBy(same::save).isInstanceOf(IntegrityException.class);
    }

    @Test
    void recordsEmbedToo() {
        Trip trip = TRIPS.create(
                new Trip(0, new Trip.Leg(NOON, new Geo(1, 2)), new Trip.Leg(NOON.plusSeconds(60), new Geo(3, 4))));
        Trip read = TRIPS.getById(trip.id());
        assertThat(read).usingRecursiveComparison().isEqualTo(trip);
        db.save(new Trip(read.id(), read.there(), null));
        assertThat(TRIPS.getById(trip.id()).back()).isNull();
        List<Trip> more = List.of(new Trip(0, read.there(), read.back()), new Trip(0, read.there(), read.back()));
        assertThat(TRIPS.bulkCreate(more))
                .allSatisfy(created -> assertThat(created.back()).isNotNull());
        assertThat(TRIPS.count(TRIPS.back.from.latitude.eq(3.0))).isEqualTo(2);
    }

    @Test
    void aRollbackUndoesItInMemoryToo() {
        Shop shop = saved();
        shop.hours.days = 9;
        db.atomic(tx -> {
            shop.save();
            tx.rollback();
        });
        assertThat(shop.dirtyColumns()).containsExactly(SHOPS.hours.days);
    }
}
