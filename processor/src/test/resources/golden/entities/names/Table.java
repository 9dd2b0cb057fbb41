package names;

import base.Stored;
import org.jspecify.annotations.Nullable;
import org.kinglet.Entity;
import org.kinglet.Id;
import org.kinglet.Many;
import org.kinglet.Ref;

/** Names that generated code uses itself, as names of entities, columns and variables. */
@Entity("tables")
public class Table extends Stored<Table, String> {
    public String row;
    public int first;
    public Ref<Object> key;
    public @Nullable Ref<Table> table;
    public String select;
    public String DEFINITION;
    public String TYPE_TYPE;
    public Type type;
    public final Many<Table> values = new Many<>();

    public enum Type {
        A
    }

    @Entity
    public record Object(@Id long version, String values, Ref<Key> alias) {}

    @Entity
    public static class Key {
        @Id
        public String unique;

        public final Many<Object> objects = new Many<>();
    }

    @Entity
    public record Class(@Id long a$b, String _c, @Id String entity, boolean normalize) {}
}
