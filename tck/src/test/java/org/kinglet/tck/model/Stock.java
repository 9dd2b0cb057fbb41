// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck.model;

import org.jspecify.annotations.Nullable;
import org.kinglet.Check;
import org.kinglet.Column;
import org.kinglet.Comment;
import org.kinglet.Computed;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Model;
import org.kinglet.Ref;
import org.kinglet.References;
import org.kinglet.TableOptions;
import org.kinglet.Unique;
import org.kinglet.View;
import org.kinglet.schema.Deferral;

/** Tables that say all that a definition can say. */
public final class Stock {
    private Stock() {}

    @Entity
    @Comment("What's on the shelf, and \\ where")
    @Check("quantity >= 0")
    @Check(name = "parts_sane", value = "price_cents < 1000000")
    @Index(name = "parts_cheap", value = "priceCents", where = "price_cents < 100")
    @Index(name = "parts_lower_name", value = "(lower(name))")
    @Index(
            name = "parts_covered",
            value = {"quantity desc", "name"},
            include = "priceCents")
    @Index(name = "parts_later", value = "loud", concurrently = true)
    public static class Part extends Model<Part> {
        @Id
        public long id;

        @Column(length = 100)
        @Comment("As the \"maker\" calls it; it's unique")
        public String name = "";

        public int quantity;
        public long priceCents;

        @Computed("quantity * price_cents")
        public long worth;

        @Computed(value = "quantity * 2", stored = false)
        public int twice;

        @Computed("upper(name)")
        @Column(length = 100)
        public @Nullable String loud;

        public Part() {}

        public Part(String name, int quantity, long priceCents) {
            this.name = name;
            this.quantity = quantity;
            this.priceCents = priceCents;
        }
    }

    @Entity
    public record Box(
            @Id long id,
            int width,
            int height,
            @Computed("width * height") int area) {}

    @Entity
    @View("select name, quantity * price_cents as value_cents from parts where quantity > 0")
    public record StockedPart(String name, long valueCents) {}

    @Entity("a_best_parts")
    @View("select name, value_cents from stocked_parts where value_cents >= 100")
    public static class BestPart {
        public String name;
        public long valueCents;
    }

    @Entity
    @View(value = "select name from parts", materialized = true)
    public record PartName(String name) {}

    @Entity
    @Index(name = "slots_taken", value = "room", unique = true, where = "cancelled = 0")
    public record Slot(@Id long id, @Column(length = 20) String room, int cancelled) {}

    @Entity
    @Index(name = "mails_address", value = "(lower(address))", unique = true)
    public record Mail(@Id long id, @Column(length = 100) String address) {}

    @Entity
    @Unique(
            name = "places_rank",
            value = {"list", "rank"},
            deferral = Deferral.INITIALLY_DEFERRED)
    public record Place(
            @Id long id, int list, @Column(name = "place") int rank) {}

    @Entity
    @Unique(
            value = {"owner", "label"},
            nullsNotDistinct = true)
    public record Badge(
            @Id long id,
            @Nullable Long owner,
            @Column(length = 20) @Nullable String label) {}

    @Entity
    @Unique(
            name = "pairs_of_two",
            value = {"one", "two"})
    public record Couple(@Id long id, long one, long two) {}

    @Entity
    public static class Hen extends Model<Hen> {
        @Id
        public long id;

        public @Nullable Ref<Egg> hatchedFrom;
    }

    @Entity
    public static class Egg extends Model<Egg> {
        @Id
        public long id;

        public Ref<Hen> laidBy;
    }

    @Entity
    public static class Spouse extends Model<Spouse> {
        @Id(generated = false)
        public long id;

        @References(name = "the other one", deferral = Deferral.INITIALLY_DEFERRED)
        public Ref<Partner> other;
    }

    @Entity
    public static class Partner extends Model<Partner> {
        @Id(generated = false)
        public long id;

        @References(deferral = Deferral.INITIALLY_DEFERRED)
        public Ref<Spouse> other;
    }

    @Entity
    @TableOptions(temporary = true)
    @Index({"number desc"})
    public static class Scratch extends Model<Scratch> {
        @Id
        public long id;

        public int number;
    }

    @Entity
    @TableOptions(strict = true, withoutRowid = true, unlogged = true, engine = "InnoDB", characterSet = "utf8mb4")
    public record Setting(@Id @Column(length = 50) String name, String setting) {}

    @Entity(value = "old_orders", schema = "archive")
    public static class OldOrder extends Model<OldOrder> {
        @Id
        public long id;

        @Index
        public int year;
    }

    @Entity(value = "old_lines", schema = "archive")
    public static class OldLine extends Model<OldLine> {
        @Id
        public long id;

        public Ref<OldOrder> order;

        @Unique
        @Column(length = 40)
        public String what = "";
    }

    @Entity("ho\"st`ile;--→")
    @Comment("it's; -- \"x\" `y` \\' */ ?")
    @Check(name = "che'ck\"`;--ü", value = "1 = 1")
    @Unique(name = "un\"iq`ue;--ü", value = "name")
    @Index(
            name = "in'dex\"`;--ü ?",
            value = {"name desc", "(abs(number))"})
    public static class Hostile extends Model<Hostile> {
        @Id
        public long id;

        @Column(name = "na\"me`;--ü", length = 50)
        @Comment("it's \\'; -- ?")
        public String name = "";

        public int number;

        @Column(name = "the_column_of_a_very_long_name_so_long_that_with_the_table_s")
        @Index
        public int longest;

        @References(name = "fo'reign\"`;--ü")
        public @Nullable Ref<Hostile> parent;
    }
}
