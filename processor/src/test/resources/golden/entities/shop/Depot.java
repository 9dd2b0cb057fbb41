package shop;

import java.time.LocalDate;
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

/** What the definition of a table can say. */
public class Depot {
    @Entity
    @Comment("What's \"there\"")
    @Check("amount >= 0")
    @Check(name = "sane", value = "amount < 1000")
    @Unique({"rack", "label"})
    @Unique(
            name = "racks",
            value = {"rack", "amount"},
            deferral = Deferral.INITIALLY_DEFERRED)
    @Index(
            value = {"rack", "amount desc", "(lower(label)) desc"},
            unique = true,
            where = "amount > 0",
            include = {"label", "since"},
            using = "btree",
            nullsNotDistinct = true,
            concurrently = true)
    @TableOptions(
            temporary = true,
            strict = true,
            withoutRowid = true,
            unlogged = true,
            engine = "Aria",
            characterSet = "latin1",
            collation = "latin1_bin")
    public static class Item extends Model<Item> {
        @Id(generated = false)
        public long id;

        @References(name = "in_rack", deferral = Deferral.DEFERRABLE)
        public Ref<Rack> rack;

        @Comment("on the box")
        @Unique(nullsNotDistinct = true)
        public @Nullable String label;

        public int amount;
        public LocalDate since = LocalDate.EPOCH;

        @Computed("amount * 2")
        public int twice;

        @Column(length = 10)
        @Computed(value = "upper(label)", stored = false)
        public @Nullable String loud;

        @Computed("amount > 10")
        public boolean many;

        @Computed("since")
        public LocalDate day = LocalDate.EPOCH;
    }

    @Entity
    public record Rack(
            @Id long id,
            int width,
            @Computed("width * 2") @Nullable Integer both,
            String row) {}

    @Entity
    @View("select label, amount, since from items")
    @Comment("short")
    public record ShortItem(
            @Nullable String label, int amount, LocalDate since) {}

    @Entity("item_labels")
    @View(value = "select label as name from items", materialized = true)
    public static class ItemLabel {
        private @Nullable String name;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }
    }
}
