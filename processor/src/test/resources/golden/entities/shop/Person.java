package shop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.MappedBy;
import org.kinglet.Model;

/** Private fields with accessors, a key of its own, both ends of two references. */
@Entity("people")
class Person extends Model<Person> {
    @Id
    private String email;

    private boolean active;
    private boolean isAdmin;
    private @Nullable Instant seen;
    private String fluent;

    @MappedBy("seller")
    private final Many<Sale> sales = new Many<>();

    @MappedBy("buyer")
    final Many<Sale> purchases = new Many<>();

    Person() {}

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    boolean isActive() {
        return active;
    }

    Person setActive(boolean active) {
        this.active = active;
        return this;
    }

    boolean isAdmin() {
        return isAdmin;
    }

    void setAdmin(boolean admin) {
        this.isAdmin = admin;
    }

    public @Nullable Instant getSeen() {
        return seen;
    }

    public void setSeen(@Nullable Instant seen) {
        this.seen = seen;
    }

    String fluent() {
        return fluent;
    }

    Person fluent(String fluent) {
        this.fluent = fluent;
        return this;
    }

    Many<Sale> getSales() {
        return sales;
    }
}
