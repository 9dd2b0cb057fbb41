package base;

import java.time.Instant;
import org.kinglet.Id;
import org.kinglet.Index;
import org.kinglet.Model;

/** What the entities of other packages inherit. */
@Index({"createdAt", "label"})
public abstract class Stored<T extends Stored<T, L>, L> extends Model<T> {
    @Id
    public long id;

    protected static int count;

    private L label;

    public Instant createdAt = Instant.now();

    public L getLabel() {
        return label;
    }

    public void setLabel(L label) {
        this.label = label;
    }
}
