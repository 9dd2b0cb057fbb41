package names;

import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Ref;

/** A companion called like a class of the library, and entities called like others. */
@Entity("table definition")
public record DataType(@Id long id, Ref<Nullable> nullable) {
    @Entity("column_definition")
    public record Nullable(@Id String text, @Id Ref<Generated> generated) {}

    @Entity("Micros")
    public static class Generated {
        @Id
        public java.time.Instant at;

        public final Many<Nullable> nullables = new Many<>();
    }
}
