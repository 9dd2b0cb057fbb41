package shop;

import org.jspecify.annotations.Nullable;
import org.kinglet.Column;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Lazy;
import org.kinglet.Many;
import org.kinglet.MappedBy;
import org.kinglet.Model;
import org.kinglet.OnDelete;
import org.kinglet.OnUpdate;
import org.kinglet.Ref;
import org.kinglet.Unique;
import org.kinglet.schema.ReferentialAction;

/** References: to others, to itself, to a key in another schema, with all that can be said of them. */
@Entity
@Index({"buyer", "product"})
class Sale extends Model<Sale> {
    @Id
    int id;

    @OnDelete(ReferentialAction.CASCADE)
    @OnUpdate(ReferentialAction.RESTRICT)
    Ref<Person> seller;

    @Lazy(false)
    @Column(name = "bought_by")
    Ref<Person> buyer;

    Ref<Product> product;

    @Unique
    @OnDelete(ReferentialAction.SET_NULL)
    @Nullable Ref<Sale> sale;

    @MappedBy("sale")
    Many<Sale> row = new Many<>();
}
